"""Management commands of sealed data."""
