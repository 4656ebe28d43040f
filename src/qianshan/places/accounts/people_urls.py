"""URLs of an organisation's people, below `/work/<uscc>/` and `/desk/<authority>/`."""

from django.urls import path

from qianshan.places.accounts import operator_pages, people_pages

urlpatterns = [
    path("people/", people_pages.people, name="people"),
    path("people/propose/", people_pages.propose, name="propose"),
    path("people/<int:post_id>/", people_pages.post, name="post"),
    path("people/recovery/<int:recovery_id>/", people_pages.recovery, name="recovery"),
]

operator_urls = [path("operator/", operator_pages.home, name="home")]
