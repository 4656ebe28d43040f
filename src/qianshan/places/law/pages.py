"""The law page and its JSON twin."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.calendar.kernel import published_until
from qianshan.places.law.reading import areas, statute_lines
from qianshan.web.components.navigation import Tab
from qianshan.web.hats import private


def index(request: HttpRequest) -> HttpResponse:
    """Numbers and checks by area, then the articles, on one page that can be searched and linked."""
    staff = sees_unverified(request)
    on = clock.date_of(clock.now())
    found = areas(on, staff=staff)
    page = render(
        request,
        "law/index.html",
        {
            "areas": found,
            "statutes": statute_lines(staff=staff),
            "tabs": [Tab(str(area.name), f"#{area.key}") for area in found],
            "staff": staff,
            "on": on,
            "published_until": published_until(),
        },
    )
    return private(page) if staff else page


def as_json(request: HttpRequest) -> JsonResponse:
    """The numbers as data: value, unit, period, article."""
    on = clock.date_of(clock.now())
    rows = [
        {
            "key": line.parameter.key,
            "applies_to": line.parameter.applies_to,
            "value": line.parameter.value,
            "unit": line.parameter.unit,
            "valid_from": line.parameter.valid_from,
            "valid_to": line.parameter.valid_to,
            "article": line.parameter.article,
            "verified": line.parameter.verified,
            "title_zh": line.parameter.title.zh,
            "title_en": line.parameter.title.en,
        }
        for area in areas(on, staff=sees_unverified(request))
        for line in area.numbers
    ]
    return JsonResponse({"on": on, "parameters": rows}, json_dumps_params={"ensure_ascii": False})


def sees_unverified(request: HttpRequest) -> bool:
    """Whether the reader is signed-in staff, or this is a practice database."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated) or is_practice()
