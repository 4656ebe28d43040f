"""A charity's reports: what is owed, writing, reading again, publishing, correcting."""
