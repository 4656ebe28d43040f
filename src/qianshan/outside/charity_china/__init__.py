"""The national charity information system: filings exported, their numbers copied back. Our reading, see README.md."""
