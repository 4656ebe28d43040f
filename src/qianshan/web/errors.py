"""Error pages 400 to 503: both languages, a request number, a JSON twin, and no database."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from qianshan.mechanisms.acts.api import Refusal
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.words import N_
from qianshan.web.installation import practice_if_known
from qianshan.web.middleware.requests import request_number

HOME = {"zh-hans": "/", "en": "/en/"}


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """Title and sentence of a status, as msgids."""

    code: str
    title: str
    text: str


WORDS = {
    400: ErrorWords(
        "bad_request",
        N_("This request cannot be read"),
        N_("Something in the address or the form is not as it should be. Go back and send it once more."),
    ),
    403: ErrorWords(
        "not_allowed",
        N_("You may not do this here"),
        N_("Your role in this organisation does not include it. Its head can propose a post for you."),
    ),
    404: ErrorWords(
        "not_found",
        N_("There is no such page"),
        N_(
            "The address may be mistyped, or the page is not yours to see. The search on the home page helps."
        ),
    ),
    405: ErrorWords(
        "method", N_("This address is not used like that"), N_("Open the page first and use its form.")
    ),
    409: ErrorWords(
        "conflict",
        N_("Somebody was faster"),
        N_("The record has changed since you opened it. Open it anew, look at what changed, and decide."),
    ),
    410: ErrorWords(
        "gone",
        N_("This link has done its work"),
        N_("It has expired or was used. A new one can be asked for where you got it."),
    ),
    413: ErrorWords(
        "too_large",
        N_("The file is too large"),
        N_("The limit stands beside the field. Choose a smaller file."),
    ),
    422: ErrorWords(
        "refused",
        N_("This cannot be done as it is"),
        N_("Go back, change what is named, and send it once more."),
    ),
    429: ErrorWords(
        "too_many",
        N_("Too many tries in a short time"),
        N_("Wait a minute, then try once more. This protects people's data."),
    ),
    500: ErrorWords(
        "failure",
        N_("A failure on our side"),
        N_("Nothing was written. The failure is recorded under the request number; we look into it."),
    ),
    503: ErrorWords(
        "unavailable",
        N_("Not available for a moment"),
        N_("The platform is being started or has lost its database. Nothing is lost; try again in a minute."),
    ),
}


def wants_json(request: HttpRequest) -> bool:
    """Whether the reader is a program: it prefers JSON, or asked for a `.json` address."""
    if request.path.endswith(".json") or request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def error_answer(
    request: HttpRequest,
    status: int,
    *,
    text: str = "",
    article: str = "",
    code: str = "",
    details: dict[str, object] | None = None,
) -> HttpResponse:
    """The answer of an error status, as page or JSON, without touching the database."""
    words = WORDS.get(status) or WORDS[500 if status >= 500 else 400]  # noqa: PLR2004
    code = code or words.code
    if wants_json(request):
        body = {"status": status, "code": code, "message": text or gettext(words.text)}
        return JsonResponse(body | {"request": request_number(request)} | (details or {}), status=status)
    here = "en" if (translation.get_language() or "").startswith("en") else "zh-hans"
    there = "zh-hans" if here == "en" else "en"
    with translation.override(there):
        other = {"other_title": gettext(words.title), "other_text": gettext(words.text)}
    page = {
        "title": gettext(words.title),
        "text": text or gettext(words.text),
        "article": article,
        "status": status,
        "home": HOME[here],
        "back": _back(request),
        "other_language": "zh-Hans" if there == "zh-hans" else "en",
        "practice": practice_if_known(),
        "today": clock.date_of(clock.now()),
        "request_number": request_number(request),
    }
    return HttpResponse(render_to_string("errors/page.html", page | other), status=status)


def _back(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    return referer if referer.startswith(f"{settings.BASE_URL}/") else ""


def refusal_answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refusal that no form took: its own status, code, words and article."""
    details: dict[str, object] = {"field": refusal.field} if refusal.field else {}
    if refusal.article:
        details["article"] = refusal.article
    return error_answer(
        request,
        refusal.status,
        text=str(refusal),
        article=refusal.article or "",
        code=refusal.code,
        details=details,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    del exception
    return error_answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    del exception
    return error_answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    del exception
    return error_answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return error_answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    del reason
    text = gettext(
        "The form was open for too long or in another window. Open the page anew and send it once more."
    )
    return error_answer(request, 403, text=text, code="form_expired")
