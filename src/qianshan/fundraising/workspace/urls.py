"""URLs of projects and plans, below /work/<uscc>/."""

from django.urls import path

from qianshan.fundraising.workspace import plans, projects

app_name = "fundraising"
urlpatterns = [
    path("projects/", projects.overview, name="projects"),
    path("projects/new/", projects.new, name="new_project"),
    path("projects/<str:code>/", projects.edit, name="project"),
    path("plans/", plans.overview, name="plans"),
    path("plans/<str:number>/", plans.plan_page, name="plan"),
    path("plans/<str:number>/listings/", plans.add_listing, name="add_listing"),
    path("plans/<str:number>/listings/<int:listing_id>/", plans.check, name="check_listing"),
    path("plans/<str:number>/end/", plans.end, name="end_plan"),
]
