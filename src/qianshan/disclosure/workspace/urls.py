"""Addresses of a charity's reports, below `/work/<uscc>/`."""

from django.urls import path

from qianshan.disclosure.workspace import composing, pages

app_name = "disclosure"
urlpatterns = [
    path("disclosures/", pages.mine, name="mine"),
    path("disclosures/<str:duty_key>/", composing.compose, name="compose"),
    path("disclosures/<str:duty_key>/preview/", composing.preview, name="preview"),
    path("disclosures/<str:duty_key>/correct/", composing.correct, name="correct"),
    path("disclosures/<str:duty_key>/pictures/<int:place>/", composing.picture, name="picture"),
]
