"""The register of erased persons, beside the key file: outside the database and outside its backups.

A backup made before an erasure brings the wrapped key back; what is noted here is destroyed
again after a restore. One line per person: his number and the instant, nothing else.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings


def register_path() -> Path:
    """Where the register stands: the key file's name with `.erased`."""
    key_file = Path(settings.KEY_FILE)
    return key_file.with_name(f"{key_file.name}.erased")


def noted() -> dict[int, datetime]:
    """Whose keys were destroyed, and when."""
    path = register_path()
    if not path.exists():
        return {}
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return {int(row["person"]): datetime.fromisoformat(row["at"]) for row in rows}


def note(erased: Iterable[tuple[int, datetime]]) -> int:
    """Write down those who are not noted yet; returns how many. Safe to run again and side by side."""
    descriptor = os.open(register_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = noted()
        fresh = [(person, at) for person, at in erased if person not in known]
        for person, at in fresh:
            file.write(json.dumps({"person": person, "at": at.isoformat()}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(fresh)
