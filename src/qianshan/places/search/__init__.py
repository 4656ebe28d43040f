"""One-net search (一网可查): charities, projects and plans found by any part of their names or numbers.

PostgreSQL's core has no tokeniser for Chinese, and no extension may be needed. So each entry keeps
its single characters and pairs of characters in a tsvector; a question is the pairs of its
words joined by AND, with LIKE as recheck: exact recall, a few milliseconds at 200,000 names.
The table is a copy that can be rebuilt from the slices at any time; an engine step keeps it up.
Receipts and certificates are not in it: they are found only together with their check code.
"""
