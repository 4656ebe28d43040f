"""URLs of giving that are read by programs or are files: one address each."""

from django.urls import path

from qianshan.giving.public import asking, papers

app_name = "giving_plain"
urlpatterns = [
    path("gifts/<str:code>/state.json", asking.state, name="state"),
    path("gifts/<str:code>/certificate.pdf", papers.certificate, name="certificate"),
    path("gifts/<str:code>/receipt.pdf", papers.receipt, name="receipt"),
]
