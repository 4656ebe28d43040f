"""Handing a file to a browser, which must not believe or run it. Whoever calls has checked the right."""

from urllib.parse import quote

from django.http import HttpResponse

from qianshan.mechanisms.documents.kernel.kinds import KINDS
from qianshan.mechanisms.documents.queries import file_info, read_file

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def file_response(file_id: int, *, inline: bool = False) -> HttpResponse:
    """The file as an answer; shown in place only when it is a picture that we drew, and asked for.

    Raises:
        NotFound: there is no such file.
        Erased: its person's key was destroyed.
    """
    info = file_info(file_id)
    kind = KINDS[info.kind]
    name = info.name if info.name.lower().endswith(kind.suffix) else info.name + kind.suffix
    return bytes_response(
        read_file(file_id), media_type=kind.media_type, name=name, inline=inline and kind.inline
    )


def bytes_response(content: bytes, *, media_type: str, name: str, inline: bool = False) -> HttpResponse:
    """Bytes of our own making (a paper, a preview) under the same headers."""
    response = HttpResponse(content, content_type=media_type, headers=_HEADERS)
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return response
