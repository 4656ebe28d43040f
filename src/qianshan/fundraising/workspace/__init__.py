"""Workspace pages of projects and plans."""
