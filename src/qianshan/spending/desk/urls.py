"""Addresses below `/desk/<authority>/`."""

from django.urls import path

from qianshan.spending.desk import pages

app_name = "spending_desk"
urlpatterns = [
    path("denials/", pages.denials, name="denials"),
    path("denials/<int:denial_id>/read/", pages.read, name="read"),
]
