"""Every write of the channels but the inbox."""
