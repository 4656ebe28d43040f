"""The law as data and as checks.

Articles and numbers stand in `qianshan.statutes`, never in code: each article with our own
summary, its source and whether its text was read; each number with its unit, the period in
which it holds, its article and whether it was verified. A *check* is a pure function of facts
and law that ends in one of four outcomes. A check that rests on something unverified never
blocks: its failure ends in `needs_a_person`.
"""
