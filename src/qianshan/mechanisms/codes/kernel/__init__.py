"""Pure rules of numbers; no Django."""
