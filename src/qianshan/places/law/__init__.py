"""`/law/`: by which rules the platform works: numbers, checks, articles in our own summary.

The public reads what is verified. Rows that are not verified are shown, with their mark, to
signed-in staff and in practice.
"""
