"""What falls due, from what, and what became of it.

A generator declares what becomes due from which objects. Duties are *derived*: a pure function
of the object's dates and the law, computed whenever somebody looks, so a changed end date or a
new holiday list shows at once. Stored is only what happened: that a duty was fulfilled, and,
once its day has passed, its outcome. Kept or missing is written once, late is added when what
was missing comes after all; each with its act and a leaf in the public log. A later derivation
that differs stands beside the outcome, never instead of it, and nobody can take one away.
"""
