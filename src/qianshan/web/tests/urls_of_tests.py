"""Addresses for tests of the edge."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def gift(_request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(code)


urlpatterns = [path("gifts/<str:code>/", gift)]
