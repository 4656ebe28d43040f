"""Addresses of the public pages."""

from django.urls import path

from qianshan.places.public import pages

app_name = "public"
urlpatterns = [
    path("", pages.home_page, name="home"),
    path("projects/", pages.projects, name="projects"),
    path("projects/<slug:code>/", pages.project, name="project"),
    path("projects/<slug:code>.json", pages.project_json, name="project_json"),
    path("projects/<slug:code>/donors/", pages.donors, name="donors"),
    path("plans/<slug:number>/", pages.plan, name="plan"),
    path("charities/", pages.charities, name="charities"),
    path("charities/<uscc:uscc>/", pages.charity, name="charity"),
    path("search", pages.search_page, name="search"),
]
