"""URLs of the practice province."""

from django.urls import path

from qianshan.practice import pages

app_name = "practice"
urlpatterns = [
    path("practice/", pages.people, name="people"),
    path("practice/<slug:slug>/", pages.step_in, name="step_in"),
]
