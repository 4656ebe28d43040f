"""URLs of the law page."""

from django.urls import path

from qianshan.places.law import pages

app_name = "law"
urlpatterns = [
    path("law/", pages.index, name="index"),
    path("law/law.json", pages.as_json, name="json"),
]
