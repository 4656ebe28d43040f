"""The database by DSN. The application's login owns nothing: no DDL, no DELETE on guarded tables.

`DATABASE_URL` is the application. `DATABASE_OWNER_URL` is known to the launcher and to the
tests' template only; `QIANSHAN_ROLE=owner` chooses it for `migrate` and `guard`.
"""

import os
from urllib.parse import parse_qsl, unquote, urlsplit


def parse_dsn(dsn: str) -> dict[str, object]:
    """Turn `postgresql://user:pw@host:port/name?host=/socket` into a Django database entry.

    `pooled=1` stands in the DSN of a pooler in transaction mode; only there hot reads are not prepared, since the
    next transaction may meet another server process. Django's own cursor never prepares.
    """
    parts = urlsplit(dsn)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options["prepare_threshold"] = None if options.pop("pooled", "") else 5
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": options.pop("port", None) or (str(parts.port) if parts.port else ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


_owner = os.environ.get("QIANSHAN_ROLE") == "owner"
_dsn = os.environ.get("DATABASE_OWNER_URL" if _owner else "DATABASE_URL", "postgresql:///qianshan")
DATABASES = {"default": parse_dsn(_dsn)}
