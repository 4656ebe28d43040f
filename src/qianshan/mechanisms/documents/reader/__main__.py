"""One file in, one verdict out, inside limits of memory, time, files and processes."""

import json
import resource
import sys
from collections.abc import Callable

from qianshan.mechanisms.documents.reader.verdict import Rejected

Reader = Callable[[bytes], tuple[dict[str, object], bytes]]
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20


def main() -> None:
    """Set the limits, read, answer."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mode, kind = sys.argv[1:3]
    content = sys.stdin.buffer.read()
    try:
        facts, out = _run(mode, kind, content)
        line = {"ok": True, **facts}
    except Rejected as rejected:
        line, out = {"ok": False, "code": rejected.code, **rejected.values}, b""
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n" + out)


def _run(mode: str, kind: str, content: bytes) -> tuple[dict[str, object], bytes]:
    try:
        return _reader(mode, kind)(content)
    except Rejected:
        raise
    except MemoryError as error:
        raise Rejected("too_large_inside") from error
    except Exception as error:
        raise Rejected("unreadable", why=type(error).__name__) from error


def _reader(mode: str, kind: str) -> Reader:
    """The function for this kind; only its own libraries are loaded."""
    if kind == "pdf":
        from qianshan.mechanisms.documents.reader import pdf

        return pdf.clean if mode == "clean" else pdf.preview
    if kind in ("jpeg", "png", "webp"):
        from qianshan.mechanisms.documents.reader import pictures

        return pictures.clean if mode == "clean" else pictures.preview
    if mode == "clean" and kind == "ofd":
        from qianshan.mechanisms.documents.reader import ofd

        return ofd.clean
    if mode == "clean" and kind == "xml":
        from qianshan.mechanisms.documents.reader import xml

        return xml.clean
    raise Rejected("unknown_kind")


if __name__ == "__main__":
    main()
