"""A refusal that no page took becomes a page or JSON, in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from qianshan.mechanisms.acts.api import Refusal
from qianshan.web.errors import refusal_answer


class RefusalMiddleware:
    """Answers a `Refusal` with its own status and words; every other exception goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into an answer."""
        return refusal_answer(request, exception) if isinstance(exception, Refusal) else None
