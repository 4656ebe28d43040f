"""The shape of what is typed in spending."""
