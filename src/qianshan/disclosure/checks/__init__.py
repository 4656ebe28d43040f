"""Statutory checks of reports; pure."""
