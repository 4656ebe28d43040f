"""What the public pages show, gathered from the doors of the slices; money comes from the ledger alone."""
