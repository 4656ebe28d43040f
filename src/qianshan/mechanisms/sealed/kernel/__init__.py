"""Pure parts: sealing, blind indexes, masks; no Django."""
