"""The door of fundraising."""

from qianshan.fundraising.commands.listing import Designation, check_listing, designate_platform, list_plan
from qianshan.fundraising.commands.number import confirm_filing_number
from qianshan.fundraising.commands.plan import end_plan
from qianshan.fundraising.commands.project import ProjectWords, change_project, start_project
from qianshan.fundraising.gate import giving_open, open_plan_of, reasons_against
from qianshan.fundraising.lists import PROJECTS
from qianshan.fundraising.queries import (
    listings,
    plan,
    plan_by_number,
    plan_of_fund,
    plans,
    project,
    project_by_id,
    projects,
)
from qianshan.fundraising.types import ListingView, Mode, PlanState, PlanView, ProjectView, UseKind, UseLine

__all__ = [
    "PROJECTS",
    "Designation",
    "ListingView",
    "Mode",
    "PlanState",
    "PlanView",
    "ProjectView",
    "ProjectWords",
    "UseKind",
    "UseLine",
    "change_project",
    "check_listing",
    "confirm_filing_number",
    "designate_platform",
    "end_plan",
    "giving_open",
    "list_plan",
    "listings",
    "open_plan_of",
    "plan",
    "plan_by_number",
    "plan_of_fund",
    "plans",
    "project",
    "project_by_id",
    "projects",
    "reasons_against",
    "start_project",
]
