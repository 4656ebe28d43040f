"""Pages of published reports: the newest, one report, its versions, its data."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from qianshan.charities.api import charity
from qianshan.disclosure import showing
from qianshan.disclosure.commands.report import content_of
from qianshan.disclosure.queries import newest_reports, report, stored_version, versions_of
from qianshan.disclosure.types import VersionView
from qianshan.fundraising.api import plan, project_by_id, projects
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.documents.api import file_response
from qianshan.mechanisms.obligations.api import punctuality
from qianshan.mechanisms.words import N_, Words

_YEAR = timedelta(days=365)


def newest(request: HttpRequest) -> HttpResponse:
    """What was published last, and how much of what fell due within a year came in time."""
    today = clock.date_of(clock.now())
    found = newest_reports(limit=50)
    names = {one.id: one for one in projects(ids={one.project_id for one in found})}
    return render(
        request,
        "disclosure/newest.html",
        {
            "lines": [(one, names[one.project_id]) for one in found],
            "kept": punctuality(today - _YEAR, today),
            "today": today,
        },
    )


def show(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """One report: the newest version, or the one asked for, which says that it is not the newest."""
    found = report(code)
    all_versions = versions_of(code)
    version = _chosen(all_versions, number)
    project = project_by_id(found.project_id)
    return render(
        request,
        "disclosure/report.html",
        {
            "report": found,
            "version": version,
            "outdated": version.number < found.versions,
            "corrections": [one for one in reversed(all_versions) if one.number > 1],
            "versions": all_versions,
            "project": project,
            "plan": plan(found.plan_id) if found.plan_id else None,
            "owner": charity(found.charity_id, on=clock.date_of(clock.now())),
            "tiles": showing.tiles_of(version.figures),
            "money": showing.money_of(version.figures),
            "use": showing.use_of(version.figures),
            "texts": showing.texts_of(found.kind, version.sections),
            "pictures": list(enumerate(version.pictures, start=1)),
            "facts": showing.facts_of(found, version),
        },
    )


def as_json(_request: HttpRequest, code: str) -> JsonResponse:
    """Every version as data: the content that was hashed, and its SHA-256, which stands in the public log."""
    versions = []
    for one in versions_of(code):
        row, version = stored_version(code, one.number)
        versions.append({"sha256": one.sha256, "content": content_of(row, version)})
    return JsonResponse({"code": code, "versions": versions}, json_dumps_params={"ensure_ascii": False})


def picture(_request: HttpRequest, code: str, number: int, place: int) -> HttpResponse:
    """A picture of a version, as we drew it anew."""
    version = _chosen(versions_of(code), number)
    if not 1 <= place <= len(version.pictures):
        raise NotFound(Words(N_("There is no such report: %(code)s."), code=code))
    response = file_response(version.pictures[place - 1].file_id, inline=True)
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _chosen(versions: list[VersionView], number: int | None) -> VersionView:
    if number is None:
        return versions[-1]
    for one in versions:
        if one.number == number:
            return one
    raise NotFound(Words(N_("There is no such report: %(code)s."), code=number))
