"""Every URL of the product: Chinese at the plain path, English under /en/."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer yes while this process serves requests."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
]
