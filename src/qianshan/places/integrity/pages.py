"""The integrity page and the self-check."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from qianshan.mechanisms.translog.api import orphans, pinned_witnesses, published
from qianshan.places.integrity.files import attachment
from qianshan.places.integrity.reading import check_lines, log_head, newest_run


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whether books, trace and log agree, and how anyone checks it himself."""
    run = newest_run()
    return render(
        request,
        "integrity/index.html",
        {
            "head": log_head(),
            "run": run,
            "lines": check_lines(run),
            "orphans": orphans(),
            "base_url": settings.BASE_URL,
        },
    )


@require_safe
def as_json(_request: HttpRequest) -> JsonResponse:
    """The same as data."""
    head, run = log_head(), newest_run()
    data = {
        "log": {
            "origin": head.origin,
            "size": head.size,
            "root": head.root,
            "witnessed_size": head.witnessed_size,
        }
        if head
        else None,
        "check": {
            "begun_at": run.begun_at,
            "ended_at": run.ended_at,
            "names": run.names,
            "broken": run.broken,
        }
        if run
        else None,
        "orphans": [{"index": orphan.index, "explanation": orphan.explanation} for orphan in orphans()],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def _keys() -> dict[str, object]:
    newest, witnesses = published(), [str(key) for key in pinned_witnesses()]
    return {
        "log_key": str(newest.verifier) if newest else "",
        "witness_keys": witnesses,
        "witness_lines": "\n".join(witnesses),
        "base_url": settings.BASE_URL,
    }


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Choose a proof file; this browser checks it and sends nothing."""
    return render(request, "integrity/verify.html", _keys())


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The same check in one file that is kept and opened without a network."""
    found = finders.find("built/verify.js")
    script = "" if not isinstance(found, str) else _read(found)
    return attachment(
        render_to_string("integrity/offline.html", {**_keys(), "script": script}, request),
        "qianshan-verify.html",
    )


def _read(path: str) -> str:
    return Path(path).read_text("utf-8").replace("</script", "<\\/script")
