"""A charity's bank: batches of payments out by file, results in by file. Our reading, see README.md."""
