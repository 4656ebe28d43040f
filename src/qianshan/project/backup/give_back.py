"""Restoring: everything is checked before anything is changed, and the tiles are read first."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from qianshan.mechanisms.acts.api import Actor, is_practice
from qianshan.mechanisms.translog.api import Adopted, adopt_published, ask_witness_first, take_in_log
from qianshan.project.backup import server
from qianshan.project.backup.archive import DATABASE, Manifest, read
from qianshan.project.backup.keys import lacking

Say = Callable[[str], object]


_PATIENCE_SECONDS = 3.0


class WillNotRestore(Exception):
    """The backup and this installation do not fit; nothing was changed."""


def give_back(archive: Path, keys: Path | None, *, app_role: str, now: datetime, say: Say) -> Adopted:
    """Put a backup in the place of what is here; prints what the log holds and the database lost.

    Raises:
        BadBackup: the file is not whole.
        WillNotRestore: it belongs to another installation, keys are missing, or programs are running.
        WouldFork: its log and the log that is here are two.
        ServerSaysNo: the database refused; it is as it was before.
    """
    state = Path(settings.LOG_DIR).parent
    with tempfile.TemporaryDirectory(prefix=".qianshan-restore-", dir=state) as name:
        folder = Path(name)
        manifest = read(archive, folder)
        _demand_fit(manifest, keys)
        size = take_in_log(folder / "log")
        say(f"restore: tiles read, the log has {size} leaves")
        if keys:
            _put_keys(keys, now)
        added = _put_files(folder / "files")
        server.restore(folder / DATABASE, folder)
    say(f"restore: database of {manifest.created_at} is in place, {added} files were missing and are back")
    adopted = _make_ours(app_role, now)
    say(
        f"restore: {adopted.placed} waiting leaves got their places, {len(adopted.orphans)} leaves are orphaned"
    )
    for index in adopted.orphans:
        say(f"orphaned leaf {index}")
    return adopted


def _demand_fit(manifest: Manifest, keys: Path | None) -> None:
    running = server.others(patience_seconds=_PATIENCE_SECONDS)
    if running:
        raise WillNotRestore(f"stop ./qianshan up first: connected are {', '.join(running)}")
    if manifest.practice != is_practice():
        kind = "a practice" if manifest.practice else "a real"
        raise WillNotRestore(f"this is a backup of {kind} installation, and this one is of the other kind")
    file = keys or Path(settings.KEY_FILE)
    missing = lacking(file, manifest.keys)
    if missing:
        raise WillNotRestore(
            f"{file} lacks {', '.join(missing)} of the backup: name its key file with --keys"
        )


def _put_keys(keys: Path, now: datetime) -> None:
    """Take the given key file; the one that was here is kept beside it."""
    here = Path(settings.KEY_FILE)
    if here.exists() and here.read_bytes() != keys.read_bytes():
        here.replace(here.with_name(f"{here.name}.before-{now:%Y%m%d%H%M%S}"))
    descriptor = os.open(here, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(keys.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def _put_files(source: Path) -> int:
    """Bring back files that are not here; names are random, so one that is here is the same."""
    added = 0
    for path in sorted(source.rglob("*")):
        place = Path(settings.FILES_DIR) / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            added += 1
    return added


def _make_ours(app_role: str, now: datetime) -> Adopted:
    """Bring the restored database to today's shape and into this server."""
    call_command("migrate", verbosity=0)
    call_command("guard", app_role=app_role, stdout=StringIO())
    server.forget_transaction_numbers()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
    call_command("keys", apply_erasures=True, stdout=StringIO())
    ask_witness_first()
    return adopt_published(by=Actor.system("restore", at=now))
