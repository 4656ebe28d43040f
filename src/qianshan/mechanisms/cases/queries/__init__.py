"""Reads of cases: rows of lists, the queue, one case whole, what is public."""
