"""URLs of a gift that programs read."""

from django.urls import path

from qianshan.places.gifts import plain_pages

app_name = "gifts_plain"
urlpatterns = [
    path("gifts/<str:code>.json", plain_pages.as_json, name="json"),
    path("gifts/<str:code>/proof", plain_pages.proof, name="proof"),
]
