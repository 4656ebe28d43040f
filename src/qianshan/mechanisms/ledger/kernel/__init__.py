"""Pure arithmetic of tape and journal: no database, no clock."""
