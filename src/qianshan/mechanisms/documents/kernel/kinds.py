"""Kinds of files that we take, told by their first bytes, never by name or by what the browser says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    Attributes:
        code: our name for it.
        media_type: what it is served as.
        suffix: the ending of a downloaded file's name.
        limit_bytes: the largest that is taken.
        label: how a form names it.
        inline: whether a browser may show it (our own re-drawn pictures only).
    """

    code: str
    media_type: str
    suffix: str
    limit_bytes: int
    label: str
    inline: bool = False


_MIB = 1024 * 1024
JPEG = FileKind("jpeg", "image/jpeg", ".jpg", 15 * _MIB, "JPG", inline=True)
PNG = FileKind("png", "image/png", ".png", 15 * _MIB, "PNG", inline=True)
WEBP = FileKind("webp", "image/webp", ".webp", 15 * _MIB, "WebP", inline=True)
PDF = FileKind("pdf", "application/pdf", ".pdf", 20 * _MIB, "PDF")
OFD = FileKind("ofd", "application/ofd", ".ofd", 20 * _MIB, "OFD")
XML = FileKind("xml", "application/xml", ".xml", 2 * _MIB, "XML")

KINDS = {kind.code: kind for kind in (JPEG, PNG, WEBP, PDF, OFD, XML)}
PICTURES = (JPEG, PNG, WEBP)
PAPERS = (PDF, OFD, *PICTURES)

MAX_SIDE = 12_000
MAX_PIXELS = 60_000_000
MIN_SIDE = 16


def kind_of(head: bytes) -> FileKind | None:
    """The kind by the first 1,024 bytes; None when it is nothing that we take.

    A file that is two kinds at once (a picture with a PDF in it) counts as what its first bytes
    say, and is drawn anew or walked whole by its own reader afterwards.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return OFD  # the reader asks for OFD.xml inside
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return XML
    return None
