"""Every request gets a number, and one line in the access log.

The line holds the route and never the path: codes and tokens stand in paths. No query, no body,
no address, no name.
"""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from qianshan.mechanisms.codes.kernel.public import new_code

log = structlog.get_logger("access")
QUIET = ("healthz", "readyz")


class RequestMiddleware:
    """Numbers the request, answers with the number, writes the line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        started = time.perf_counter()
        number = new_code("RQ")
        request.META["qs.request_number"] = number
        response = self.get_response(request)
        response.headers["X-Request-Number"] = number
        match = request.resolver_match
        route = match.route if match else "(none)"
        if route not in QUIET:
            log.info(
                "request",
                number=number,
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        return response


def request_number(request: HttpRequest) -> str:
    """The number of this request, for error pages and for people who write to us."""
    return str(request.META.get("qs.request_number", ""))
