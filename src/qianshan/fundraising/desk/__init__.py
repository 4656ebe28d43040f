"""Desk pages of filed plans."""
