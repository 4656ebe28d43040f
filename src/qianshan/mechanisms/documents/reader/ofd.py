"""An OFD (GB/T 33190) is a ZIP with OFD.xml; we look at its list of parts and never unpack it to disk."""

import io
import zipfile

from qianshan.mechanisms.documents.reader.verdict import Rejected
from qianshan.mechanisms.documents.reader.xml import read_xml

_MAX_PARTS = 2_000
_MAX_INSIDE = 200 * 1024 * 1024
_MAX_RATIO = 200


def clean(content: bytes) -> tuple[dict[str, object], bytes]:
    """Take an OFD as it is, or refuse it.

    Raises:
        Rejected: no OFD, a part outside its root, a bomb, or not readable.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise Rejected("unreadable", why="BadZipFile") from error
    names = parts.infolist()
    inside = sum(part.file_size for part in names)
    if len(names) > _MAX_PARTS or inside > _MAX_INSIDE or inside > _MAX_RATIO * max(len(content), 4096):
        raise Rejected("too_large_inside")
    for part in names:
        if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
            raise Rejected("active", what="path")
        if part.filename.lower().endswith((".js", ".exe", ".html", ".htm", ".svg")):
            raise Rejected("active", what=part.filename.rsplit(".", 1)[-1])
    if "OFD.xml" not in parts.namelist():
        raise Rejected("unknown_kind")
    root = read_xml(parts.read("OFD.xml"))
    if not root.tag.endswith("}OFD"):
        raise Rejected("unknown_kind")
    return {"kind": "ofd", "width": None, "height": None, "pages": None}, content
