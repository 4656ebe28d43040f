"""The door of the documents: files in, papers out."""

from collections.abc import Sequence

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.documents.commands import keep_file
from qianshan.mechanisms.documents.kernel.kinds import OFD, PAPERS, PDF, PICTURES, XML, FileKind
from qianshan.mechanisms.documents.papers import FONTS, qr_svg, render
from qianshan.mechanisms.documents.queries import (
    FileChanged,
    FileInfo,
    file_by_key,
    file_info,
    files_info,
    preview,
    read_file,
)
from qianshan.mechanisms.documents.refusals import FileRefused
from qianshan.mechanisms.documents.seals import Seal
from qianshan.mechanisms.documents.serving import bytes_response, file_response
from qianshan.mechanisms.documents.uploads import CleanFile, Upload, examine, our_paper


def store_upload(
    upload: Upload,
    *,
    purpose: str,
    field: str,
    by: Actor,
    kinds: Sequence[FileKind] = PAPERS,
    seal: Seal = Seal.OPEN,
) -> FileInfo:
    """Look at a sent file and keep it, in one go; for pages. A command takes `examine`'s result instead.

    Raises:
        FileRefused: the file is not taken; the refusal names field, file, value and limit.
    """
    clean = examine(upload, field=field, kinds=kinds)
    return file_info(keep_file(file=clean, purpose=purpose, by=by, seal=seal))


__all__ = [
    "FONTS",
    "OFD",
    "PAPERS",
    "PDF",
    "PICTURES",
    "XML",
    "CleanFile",
    "FileChanged",
    "FileInfo",
    "FileKind",
    "FileRefused",
    "Seal",
    "Upload",
    "bytes_response",
    "examine",
    "file_by_key",
    "file_info",
    "file_response",
    "files_info",
    "keep_file",
    "our_paper",
    "preview",
    "qr_svg",
    "read_file",
    "render",
    "store_upload",
]
