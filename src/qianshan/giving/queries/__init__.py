"""Every read of giving."""
