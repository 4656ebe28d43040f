"""Pure rules of the log's formats; no Django, no file, no network."""
