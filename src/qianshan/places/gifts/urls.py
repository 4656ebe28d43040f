"""URLs of the gift page."""

from django.urls import path

from qianshan.places.gifts import pages, refund_pages

app_name = "gifts"
urlpatterns = [
    path("gifts/<str:code>/", pages.gift_page, name="gift"),
    path("gifts/<str:code>/refund/", refund_pages.take_back, name="refund"),
]
