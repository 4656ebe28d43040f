"""Addresses of published reports."""

from django.urls import path

from qianshan.disclosure.public import pages

app_name = "reports"
urlpatterns = [
    path("reports/", pages.newest, name="newest"),
    path("reports/<slug:code>/", pages.show, name="show"),
    path("reports/<slug:code>.json", pages.as_json, name="json"),
    path("reports/<slug:code>/v<int:number>/", pages.show, name="version"),
    path("reports/<slug:code>/v<int:number>/pictures/<int:place>/", pages.picture, name="picture"),
]
