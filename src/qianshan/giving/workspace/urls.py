"""URLs of giving in the workspace."""

from django.urls import path

from qianshan.giving.workspace import pages

app_name = "giving_work"
urlpatterns = [
    path("gifts/", pages.gifts, name="gifts"),
    path("gifts/open/", pages.open_matters, name="open"),
    path("gifts/open/<int:difference_id>/", pages.settle, name="settle"),
    path("gifts/receipts/<int:request_id>/again/", pages.receipt_again, name="receipt_again"),
]
