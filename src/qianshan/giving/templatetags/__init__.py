"""Template filters of giving."""
