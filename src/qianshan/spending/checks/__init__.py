"""Statutory checks of spending: facts in, finding out."""
