"""Management commands of access."""
