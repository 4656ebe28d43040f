"""Template tags of fundraising."""
