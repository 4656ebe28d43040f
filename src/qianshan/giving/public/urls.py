"""URLs of giving: the official site with its give page, and the donor's list."""

from django.urls import path

from qianshan.giving.public import asking, give, mine, pay, result, site

app_name = "giving"
urlpatterns = [
    path("sites/<uscc:uscc>/", site.home, name="site"),
    path("sites/<uscc:uscc>/projects/<str:code>/give/", give.give, name="give"),
    path("sites/<uscc:uscc>/gifts/<str:code>/", result.result, name="result"),
    path("sites/<uscc:uscc>/gifts/<str:code>/pay/", pay.pay, name="pay"),
    path("sites/<uscc:uscc>/gifts/<str:code>/ask/", asking.ask, name="ask"),
    path("giving/", mine.mine, name="mine"),
]
