"""Looking at what was sent: before and outside any transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from qianshan.mechanisms.documents.child import read_in_child
from qianshan.mechanisms.documents.kernel.kinds import PAPERS, FileKind, kind_of
from qianshan.mechanisms.documents.kernel.names import clean_name
from qianshan.mechanisms.documents.refusals import from_reader, refused

_MB = 1_000_000


class Upload(Protocol):
    """What we use of Django's uploaded file."""

    @property
    def name(self) -> str | None:
        """The name that the sender gave it."""

    @property
    def size(self) -> int | None:
        """Bytes, as far as known."""

    def read(self, num_bytes: int = ...) -> bytes:
        """The bytes."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that was looked at and taken; not stored yet."""

    name: str
    kind: str
    content: bytes
    sha256: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def examine(upload: Upload, *, field: str, kinds: Sequence[FileKind] = PAPERS) -> CleanFile:
    """Look at a sent file by its content and clean it.

    Raises:
        FileRefused: empty, too large, of another kind, damaged, locked, active, wrong dimensions.
    """
    name = clean_name(upload.name or "")
    limit = max(kind.limit_bytes for kind in kinds)
    content = upload.read(limit + 1)
    labels = "、".join(kind.label for kind in kinds)
    if not content:
        raise refused("empty", field=field, name=name)
    kind = kind_of(content[:1024])
    if kind is None or kind not in kinds:
        raise refused("unknown_kind", field=field, name=name, kinds=labels)
    if len(content) > kind.limit_bytes:
        size = upload.size or len(content)
        raise refused(
            "too_large", field=field, name=name, size=f"{size / _MB:.1f}", limit=kind.limit_bytes // _MB
        )
    answer = read_in_child("clean", kind.code, content)
    if not answer.ok:
        raise from_reader(answer.line, field=field, name=name, kinds=labels)
    return CleanFile(
        name=name,
        kind=str(answer.line["kind"]),
        content=answer.content,
        sha256=hashlib.sha256(answer.content).hexdigest(),
        width=_number(answer.line.get("width")),
        height=_number(answer.line.get("height")),
        pages=_number(answer.line.get("pages")),
    )


def our_paper(content: bytes, *, name: str, kind: str = "pdf") -> CleanFile:
    """A file that our own press made: nothing to clean."""
    return CleanFile(name=name, kind=kind, content=content, sha256=hashlib.sha256(content).hexdigest())


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
