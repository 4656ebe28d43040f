"""Public pages of the charities: certificates."""

from django.urls import path

from qianshan.charities.public import certificates

app_name = "charities"
urlpatterns = [
    path("certificates/<str:code>/", certificates.check, name="certificate"),
    path("certificates/<str:code>/paper/", certificates.paper, name="certificate_paper"),
]
