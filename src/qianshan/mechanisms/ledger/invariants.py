"""The invariants of the tape and of the journal, by the names of the design."""
