"""Public pages of decided cases."""

from django.urls import path

from qianshan.places.casework.public import pages

app_name = "decisions"
urlpatterns = [path("decisions/", pages.overview, name="list")]
