"""Template tags: the components under the name `qs`."""
