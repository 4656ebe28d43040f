"""A witness of the public log, as the charity federation or a university would run one.

It speaks C2SP tlog-witness and signs a head only if the head extends the last one that it
signed; what it has signed once it keeps. In earnest its operator is told each log's key; here
one POST to /witness/logs does that, and a log's key, once told, cannot be changed.
"""

from sandbox.witness.routes import routes

__all__ = ["routes"]
