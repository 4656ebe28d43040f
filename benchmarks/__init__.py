"""Measurements against a reference in the same run, on a throw-away cluster with fsync on.

One module a benchmark, named as on the command line (`-` is `_`), with one function
`bench(db: BenchDatabase) -> Result`. References stand in `benchmarks/reference/`, import nothing of the product,
and run in the same minutes as ours, interleaved.
"""

from benchmarks.frame import BenchDatabase, Result, interleaved, median

__all__ = ["BenchDatabase", "Result", "interleaved", "median"]
