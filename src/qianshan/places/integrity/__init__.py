"""The public log as files, the page that says whether all of it agrees, and the self-check of a proof.

`/log/…` is C2SP tlog-tiles: plain immutable files, which a larger installation lets nginx or a CDN
serve from the same folder. `/integrity/` shows the newest head, what the witness has signed, and
what the hourly check of the books, the trace and the log has found.
"""
