"""Reads of spending."""
