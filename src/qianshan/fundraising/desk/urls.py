"""URLs of filed plans at the authority, below /desk/<authority>/."""

from django.urls import path

from qianshan.fundraising.desk import pages

app_name = "fundraising_desk"
urlpatterns = [
    path("plans/", pages.overview, name="plans"),
    path("plans/<str:number>/", pages.plan_page, name="plan"),
    path("plans/<str:number>/listings/<int:listing_id>/", pages.check, name="check_listing"),
    path("plans/<str:number>/differences/<int:difference_id>/", pages.settle, name="settle"),
]
