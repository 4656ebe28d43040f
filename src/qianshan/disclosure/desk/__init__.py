"""What an authority sees of disclosure."""
