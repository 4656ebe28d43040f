"""Addresses of disclosure below `/desk/<authority>/`."""

from django.urls import path

from qianshan.disclosure.desk import pages

app_name = "disclosure_desk"
urlpatterns = [path("disclosures/", pages.late, name="late")]
