"""Shells, components, behaviours, forms and lists; knows no slice."""
