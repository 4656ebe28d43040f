"""URLs of the trace, below the operator's desk."""

from django.urls import path

from qianshan.places.audit import pages

app_name = "audit"
urlpatterns = [
    path("audit/acts/", pages.acts, name="acts"),
    path("audit/acts/<int:act_id>/", pages.act, name="act"),
    path("audit/refusals/", pages.refusals, name="refusals"),
]
