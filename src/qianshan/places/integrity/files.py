"""The log's files as the web gives them: the checkpoint is never kept, tiles are kept for ever."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from qianshan.mechanisms.translog.api import is_tile_path
from qianshan.web.errors import page_not_found

_TEXT = "text/plain; charset=utf-8"
_FOR_EVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=2"
VERIFY_PY = Path(__file__).resolve().parents[4] / "docs" / "verify" / "verify.py"


def _text_file(name: str) -> Callable[[HttpRequest], HttpResponseBase]:
    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        return _serve(request, Path(settings.LOG_DIR) / name, _TEXT, _SHORT)

    return view


checkpoint = _text_file("checkpoint")
vkey = _text_file("vkey")
witnesses = _text_file("witnesses")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponseBase:
    """One tile or entry bundle; anything that is not named as one does not exist."""
    name = f"tile/{path}"
    if not is_tile_path(name):
        return page_not_found(request, None)
    return _serve(request, Path(settings.LOG_DIR) / name, "application/octet-stream", _FOR_EVER)


@require_safe
def verify_py(request: HttpRequest) -> HttpResponseBase:
    """The stand-alone verifier, as it stands in the repository."""
    return _serve(request, VERIFY_PY, "text/x-python; charset=utf-8", _SHORT)


def _serve(request: HttpRequest, path: Path, content_type: str, cache: str) -> HttpResponseBase:
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return page_not_found(request, None)
    response: HttpResponseBase = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = cache
    response["Access-Control-Allow-Origin"] = "*"
    return response


def attachment(content: str, name: str) -> HttpResponse:
    """A page that people keep."""
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
