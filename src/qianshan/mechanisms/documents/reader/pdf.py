"""A PDF is walked object by object; one with active content is refused, nothing is taken out silently."""

import io
from collections.abc import Iterator

import pypdfium2
from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.reader import PdfFileReader

from qianshan.mechanisms.documents.reader.pictures import thumbnail
from qianshan.mechanisms.documents.reader.verdict import Rejected

# Keys that make a reader run, send, open or play something (ISO 32000-1, 12.6 and 7.11.4).
_ACTIVE_KEYS = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/EmbeddedFiles": "EmbeddedFiles",
    "/EmbeddedFile": "EmbeddedFile",
    "/RichMedia": "RichMedia",
    "/XFA": "XFA",
    "/AA": "AA",
}
_ACTIVE_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/RichMediaExecute",
}
_ACTIVE_SUBTYPES = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"}
_MAX_PAGES = 500
_MAX_STEPS = 3_000_000


def clean(content: bytes) -> tuple[dict[str, object], bytes]:
    """Take a PDF as it is, or refuse it whole; its bytes stay, so a signature in it stays valid.

    Raises:
        Rejected: encrypted, active, too many pages, or not readable.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            raise Rejected("encrypted")
        for found in _active(reader):
            raise Rejected("active", what=found)
    except misc.PdfError as error:
        raise Rejected("unreadable", why=type(error).__name__) from error
    document = pypdfium2.PdfDocument(content)
    try:
        pages = len(document)
    finally:
        document.close()
    if not 0 < pages <= _MAX_PAGES:
        raise Rejected("too_many_pages", limit=_MAX_PAGES, pages=pages)
    return {"kind": "pdf", "width": None, "height": None, "pages": pages}, content


def preview(content: bytes) -> tuple[dict[str, object], bytes]:
    """The first page as a small WebP."""
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        width, height = page.get_size()
        return thumbnail(page.render(scale=min(2.0, 960 / max(width, height))).to_pil().convert("RGB"))
    finally:
        document.close()


def _active(reader: PdfFileReader) -> Iterator[str]:
    """What is active in any object that the document reaches from its trailer."""
    waiting: list[object] = [reader.trailer_view]
    reached: set[tuple[int, int]] = set()
    steps = 0
    while waiting:
        value = waiting.pop()
        steps += 1
        if steps > _MAX_STEPS:
            raise Rejected("too_large_inside")
        if isinstance(value, generic.IndirectObject):
            if (value.idnum, value.generation) not in reached:
                reached.add((value.idnum, value.generation))
                waiting.append(_resolve(value))
        elif isinstance(value, generic.DictionaryObject):
            yield from _active_in(value)
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, generic.ArrayObject):
            waiting.extend(value.raw_get(index) for index in range(len(value)))


def _resolve(reference: generic.IndirectObject) -> object:
    """The object behind a reference; one that leads nowhere is nothing (readers treat it so)."""
    try:
        return reference.get_object()  # type: ignore[no-untyped-call]  # the library's
    except misc.PdfReadError:
        return None


def _active_in(value: generic.DictionaryObject) -> Iterator[str]:
    for key in value:
        if key in _ACTIVE_KEYS:
            yield _ACTIVE_KEYS[key]
    action, subtype = value.get("/S"), value.get("/Subtype")
    if isinstance(action, generic.NameObject) and action in _ACTIVE_ACTIONS:
        yield action[1:]
    if isinstance(subtype, generic.NameObject) and subtype in _ACTIVE_SUBTYPES:
        yield subtype[1:]
