"""Pure rules of files; no Django."""
