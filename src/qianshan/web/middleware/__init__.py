"""The edge of a request: its number, its line in the log, and what becomes of a refusal."""
