"""Template filters of spending."""
