"""URLs of the account pages."""

from django.urls import path

from qianshan.places.accounts import own_pages, proof_pages, sign_pages, welcome_pages

app_name = "accounts"
urlpatterns = [
    path("l/<slug:purpose>/<str:token>/", proof_pages.link, name="link"),
    path("accounts/", own_pages.home, name="home"),
    path("accounts/phone/", proof_pages.phone, name="phone"),
    path("accounts/phone/code/", proof_pages.phone_code, name="phone_code"),
    path("accounts/phone/leave/", proof_pages.leave, name="phone_leave"),
    path("accounts/sign-in/", sign_pages.sign_in, name="sign_in"),
    path("accounts/sign-in/code/", sign_pages.second_step, name="second_step"),
    path("accounts/sign-out/", sign_pages.sign_out, name="sign_out"),
    path("accounts/signed-out/", sign_pages.signed_out, name="signed_out"),
    path("accounts/welcome/", welcome_pages.welcome, name="welcome"),
    path("accounts/welcome/code/", welcome_pages.factor, name="factor"),
    path("accounts/welcome/recovery-codes/", welcome_pages.recovery_codes_first, name="recovery_codes_first"),
    path("accounts/welcome/recovery-codes/kept/", welcome_pages.codes_kept, name="codes_kept"),
    path("accounts/password/", own_pages.password, name="password"),
    path("accounts/recovery-codes/", own_pages.recovery_codes, name="recovery_codes"),
    path("accounts/sessions/", own_pages.sessions, name="sessions"),
]
