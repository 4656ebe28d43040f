"""Workspace pages of giving: a charity's gifts, and what waits for a person."""
