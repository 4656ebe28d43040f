"""The archive: a tar whose first member, the manifest, names and hashes every other."""

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

VERSION = 1
MANIFEST = "manifest.json"
DATABASE = "database.dump"
_CHUNK = 1 << 20
_LONGEST_MANIFEST = 1 << 28


class BadBackup(Exception):
    """The file is not a backup, or not whole; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when, of what, which keys it needs, and each member's SHA-256 and size."""

    version: int
    created_at: str
    practice: bool
    server: str
    log_origin: str
    log_size: int
    keys: dict[str, str]
    members: dict[str, tuple[str, int]]


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            digest.update(data)
    return digest.hexdigest()


def members_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below a folder with its hash and size."""
    return {
        path.relative_to(folder).as_posix(): (sha256_of(path), path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write(target: Path, folder: Path, manifest: Manifest) -> None:
    """Write the archive durably under its name, or not at all."""
    making = target.with_name(f".{target.name}.{os.getpid()}")
    descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mode = len(text), 0o600
            tar.addfile(info, BytesIO(text))
            for name in manifest.members:
                tar.add(folder / name, arcname=name, recursive=False)
        _sync(making)
        read(making, None)
        making.replace(target)
    finally:
        making.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def read(archive: Path, into: Path | None) -> Manifest:
    """Check every member against the manifest, and unpack them if `into` is given.

    Raises:
        BadBackup: a member is missing, added or changed, or the file is cut off.
    """
    try:
        with tarfile.open(archive, mode="r:") as tar:
            members = iter(tar)
            manifest = _manifest(tar, next(members, None))
            found = {name for name, _ in _checked(tar, members, manifest, into)}
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise BadBackup(f"{archive}: {error}") from error
    missing = sorted(set(manifest.members) - found)
    if missing:
        raise BadBackup(f"{archive}: {len(missing)} members are missing, the first is {missing[0]}")
    return manifest


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    if first is None or first.name != MANIFEST or first.size > _LONGEST_MANIFEST:
        raise BadBackup(f"the first member is not {MANIFEST}: this is not a backup")
    file = tar.extractfile(first)
    content = json.loads(file.read() if file else b"")
    if content.get("version") != VERSION:
        raise BadBackup(f"version {content.get('version')}, this program reads {VERSION}")
    content["members"] = {name: (digest, size) for name, (digest, size) in content["members"].items()}
    return Manifest(**content)


def _checked(
    tar: tarfile.TarFile, members: Iterator[tarfile.TarInfo], manifest: Manifest, into: Path | None
) -> Iterator[tuple[str, int]]:
    for member in members:
        if member.name not in manifest.members or not member.isreg():
            raise BadBackup(f"{member.name} is not in the manifest")
        if ".." in Path(member.name).parts or Path(member.name).is_absolute():
            raise BadBackup(f"{member.name} leads out of the archive")
        digest, size = hashlib.sha256(), 0
        source = tar.extractfile(member)
        target = into / member.name if into else Path(os.devnull)
        if into:
            target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while source and (data := source.read(_CHUNK)):
                digest.update(data)
                size += len(data)
                file.write(data)
        if (digest.hexdigest(), size) != manifest.members[member.name]:
            raise BadBackup(f"{member.name} is not what the manifest says")
        yield member.name, size
