"""The names under which the accounts library looks for our pages."""

from django.urls import path

from qianshan.places.accounts import sign_pages

urlpatterns = [
    path("accounts/sign-in/", sign_pages.sign_in, name="account_login"),
    path("accounts/sign-in/code/", sign_pages.second_step, name="mfa_authenticate"),
]
