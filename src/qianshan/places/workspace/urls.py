"""Address of the charity's first page, below `/work/<uscc>/`."""

from django.urls import path

from qianshan.places.workspace import pages

app_name = "workspace"
urlpatterns = [path("", pages.today, name="today")]
