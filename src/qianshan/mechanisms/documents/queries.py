"""Reading stored files. Whoever asks has checked that the reader may."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.documents import folder
from qianshan.mechanisms.documents.child import read_in_child
from qianshan.mechanisms.documents.kernel.kinds import KINDS
from qianshan.mechanisms.documents.models import StoredFile
from qianshan.mechanisms.documents.seals import open_bytes
from qianshan.mechanisms.words import N_, Words


class FileChanged(RuntimeError):
    """The bytes on disk are not those that were stored."""


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What pages show of a file."""

    id: int
    key: str
    name: str
    kind: str
    size_bytes: int
    sha256: str
    sealed: bool
    pages: int | None
    width: int | None
    height: int | None
    purpose: str
    stored_at: datetime

    @property
    def picture(self) -> bool:
        """Whether a browser may show it in a page."""
        return KINDS[self.kind].inline


def file_info(file_id: int) -> FileInfo:
    """One file.

    Raises:
        NotFound: there is no such file.
    """
    found = files_info([file_id])
    if not found:
        raise NotFound(Words(N_("There is no such file.")))
    return found[0]


def file_by_key(key: str) -> FileInfo:
    """One file by its random name.

    Raises:
        NotFound: there is no such file.
    """
    row = StoredFile.objects.filter(key=key).first()
    if row is None:
        raise NotFound(Words(N_("There is no such file.")))
    return _info(row)


def files_info(file_ids: Iterable[int]) -> list[FileInfo]:
    """Several files in one query, by id."""
    return [_info(row) for row in StoredFile.objects.filter(pk__in=list(file_ids)).order_by("pk")]


def read_file(file_id: int) -> bytes:
    """The bytes of a file, opened if sealed, and compared with their hash.

    Raises:
        Erased: its person's key was destroyed.
        FileChanged: the bytes on disk are others.
    """
    row = StoredFile.objects.get(pk=file_id)
    content = folder.read(row.key)
    if row.sealed:
        content = open_bytes(content, key=row.key, person_id=row.person_id)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise FileChanged(f"file {row.pk} ({row.key}) does not have the stored SHA-256")
    return content


def preview(file_id: int) -> bytes | None:
    """A small WebP of the file's first page, drawn in the child; None when there is none."""
    info = file_info(file_id)
    if info.kind not in ("pdf", "jpeg", "png", "webp"):
        return None
    answer = read_in_child("preview", info.kind, read_file(file_id))
    return answer.content if answer.ok else None


def _info(row: StoredFile) -> FileInfo:
    name = row.name
    if row.sealed:
        name = open_bytes(bytes(row.sealed_name or b""), key=row.key, person_id=row.person_id).decode()
    return FileInfo(
        id=row.pk,
        key=row.key,
        name=name,
        kind=row.kind,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        sealed=bool(row.sealed),
        pages=row.pages,
        width=row.width,
        height=row.height,
        purpose=row.purpose,
        stored_at=row.stored_at,
    )
