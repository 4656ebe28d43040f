"""Taking a backup while everything runs."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.translog.api import copy_log, published
from qianshan.project.backup import server
from qianshan.project.backup.archive import DATABASE, VERSION, Manifest, members_of, write
from qianshan.project.backup.keys import fingerprints

Say = Callable[[str], object]


def take_backup(target: Path, keys: Path | None, *, now: datetime, say: Say) -> Manifest:
    """Write a checked backup to `target`, and the key file to `keys` if asked for.

    Raises:
        ServerSaysNo: the database could not be read.
        BadBackup: what was written does not read back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".qianshan-backup-", dir=target.parent) as name:
        folder = Path(name)
        server.dump(folder / DATABASE)
        files, tiles = _copy_files(folder / "files"), copy_log(folder / "log")
        newest = published()
        manifest = Manifest(
            version=VERSION,
            created_at=now.isoformat(),
            practice=is_practice(),
            server=server.version(),
            log_origin=newest.checkpoint.origin if newest else "",
            log_size=tiles,
            keys=fingerprints(Path(settings.KEY_FILE)),
            members=members_of(folder),
        )
        write(target, folder, manifest)
    if keys:
        _copy_keys(keys)
    size = target.stat().st_size
    say(
        f"backup: {target}, {size} bytes: database, {files} files, log of {tiles} leaves; read back and checked"
    )
    say(f"backup: keys are in {keys}: keep them elsewhere" if keys else "backup: the key file is not in it")
    return manifest


def _copy_files(target: Path) -> int:
    source, count = Path(settings.FILES_DIR), 0
    target.mkdir()
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        place = target / path.relative_to(source)
        try:
            if path.is_file():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
                count += 1
        except FileNotFoundError:
            continue  # erased in between, with the key that opens it
    return count


def _copy_keys(target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(Path(settings.KEY_FILE).read_bytes())
        file.flush()
        os.fsync(file.fileno())
