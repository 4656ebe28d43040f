"""URLs of the account pages."""

from django.urls import path

from qianshan.places.accounts import proof_pages

app_name = "accounts"
urlpatterns = [
    path("l/<slug:purpose>/<str:token>/", proof_pages.link, name="link"),
    path("accounts/phone/", proof_pages.phone, name="phone"),
    path("accounts/phone/code/", proof_pages.phone_code, name="phone_code"),
    path("accounts/phone/leave/", proof_pages.leave, name="phone_leave"),
]
