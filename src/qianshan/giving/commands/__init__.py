"""Every write of giving."""
