"""The door of disclosure."""

from qianshan.disclosure.commands.draft import Writing, save_draft
from qianshan.disclosure.commands.report import owed_duty, publish_report
from qianshan.disclosure.facts import figures_of, latest_day
from qianshan.disclosure.queries import (
    calendar,
    codes_by_duty,
    drafted_duties,
    newest_reports,
    report,
    report_of_duty,
    reports_of_charity,
    reports_of_plan,
    reports_of_project,
    versions_of,
)
from qianshan.disclosure.types import Figures, Picture, ReportView, VersionView

__all__ = [
    "Figures",
    "Picture",
    "ReportView",
    "VersionView",
    "Writing",
    "calendar",
    "codes_by_duty",
    "drafted_duties",
    "figures_of",
    "latest_day",
    "newest_reports",
    "owed_duty",
    "publish_report",
    "report",
    "report_of_duty",
    "reports_of_charity",
    "reports_of_plan",
    "reports_of_project",
    "save_draft",
    "versions_of",
]
