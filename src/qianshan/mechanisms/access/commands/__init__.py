"""Every write of access."""
