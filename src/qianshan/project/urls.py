"""Every URL of the product: Chinese at the plain path, English under /en/.

`PAGES` are read by people and exist in both languages; a slice adds its `public.urls`, its
`workspace.urls` below `work/<uscc>/` and its `desk.urls` below `desk/<authority>/`.
`PLAIN` are read by programs, or are files: one address each.
"""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, register_converter

from qianshan.places.accounts.people_urls import operator_urls
from qianshan.places.integrity.urls import plain as integrity_plain
from qianshan.web.converters import UsccConverter

register_converter(UsccConverter, "uscc")


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer yes while this process serves requests, and name the installation that answers."""
    return HttpResponse(f"ok {settings.INSTANCE}\n", content_type="text/plain")


def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer yes while the database answers too; 503 tells a balancer to send requests elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no: the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


PLAIN: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include(integrity_plain)),
    path("", include("qianshan.places.gifts.plain_urls")),
    path("", include("qianshan.giving.public.plain_urls")),
]
PAGES: list[URLPattern | URLResolver] = [
    path("", include("qianshan.charities.public.urls")),
    path("", include("qianshan.places.casework.public.urls")),
    path("", include("qianshan.places.integrity.urls")),
    path("", include("qianshan.places.public.urls")),
    path("", include("qianshan.places.law.urls")),
    path("", include("qianshan.places.accounts.urls")),
    path("", include("qianshan.places.accounts.library_urls")),
    path("", include("qianshan.giving.public.urls")),
    path("", include("qianshan.places.gifts.urls")),
    path("", include("qianshan.web.gallery")),
    path("", include("qianshan.spending.public.urls")),
    path("", include("qianshan.disclosure.public.urls")),
]
if apps.is_installed("qianshan.practice"):
    PAGES.append(path("", include("qianshan.practice.urls")))
WORKSPACE: list[URLPattern | URLResolver] = [
    path("", include("qianshan.giving.workspace.urls")),
    path("", include(("qianshan.places.accounts.people_urls", "people"), namespace="people_work")),
    path("", include("qianshan.places.casework.workspace.urls")),
    path("", include("qianshan.fundraising.workspace.urls")),
    path("", include("qianshan.spending.workspace.urls")),
    path("", include("qianshan.disclosure.workspace.urls")),
    path("", include("qianshan.places.workspace.urls")),
]
DESK: list[URLPattern | URLResolver] = [
    path("", include(("qianshan.places.accounts.people_urls", "people"), namespace="people_desk")),
    path("", include((operator_urls, "operator"))),
    path("", include("qianshan.places.audit.urls")),
    path("", include("qianshan.places.casework.desk.urls")),
    path("", include("qianshan.fundraising.desk.urls")),
    path("", include("qianshan.spending.desk.urls")),
    path("", include("qianshan.disclosure.desk.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *PLAIN,
    *i18n_patterns(
        *PAGES,
        path("work/<uscc:uscc>/", include(WORKSPACE)),
        path("desk/<uscc:authority>/", include(DESK)),
        prefix_default_language=False,
    ),
]

handler400 = "qianshan.web.errors.bad_request"
handler403 = "qianshan.web.errors.permission_denied"
handler404 = "qianshan.web.errors.page_not_found"
handler500 = "qianshan.web.errors.server_error"
