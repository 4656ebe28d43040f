"""Projects of a charity: the list with its money, a new one, its words."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from qianshan.charities.api import charity_of_organisation
from qianshan.fundraising.commands.project import change_project, start_project
from qianshan.fundraising.facts import place_choices
from qianshan.fundraising.forms import ProjectForm, goal_text
from qianshan.fundraising.queries import plans, project, projects
from qianshan.fundraising.types import PlanState, PlanView, ProjectView
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.ledger.api import figures_of
from qianshan.mechanisms.words import N_, Words
from qianshan.web.components.money import MoneySteps
from qianshan.web.forms import form_status, refusals_as_errors
from qianshan.web.hats import needs_hat


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project with its money and how many plans run."""

    project: ProjectView
    money: MoneySteps
    running: int
    filed: int


def project_lines(hat: Hat) -> list[ProjectLine]:
    """The charity's projects with what stands in the funds of their plans; three queries."""
    owner = charity_of_organisation(hat.organisation_id, on=hat.actor.date)
    filed = plans(charity_id=owner.id)
    figures = figures_of([one.fund_id for one in filed])
    by_project: dict[int, list[PlanView]] = {}
    for one in filed:
        by_project.setdefault(one.project_id, []).append(one)
    lines = []
    for found in projects(charity_id=owner.id):
        mine = by_project.get(found.id, [])
        sums = [figures[one.fund_id] for one in mine if one.fund_id in figures]
        money = MoneySteps(
            received_fen=sum(f.received for f in sums),
            reserved_fen=sum(f.reserved for f in sums),
            paid_fen=sum(f.paid for f in sums),
            confirmed_fen=sum(f.confirmed for f in sums),
            goal_fen=sum(one.goal_fen for one in mine) or found.goal_fen,
        )
        running = sum(1 for one in mine if one.state(hat.actor.date) is PlanState.RUNNING)
        lines.append(ProjectLine(found, money, running, len(mine)))
    return lines


@require_GET
@needs_hat
def overview(request: HttpRequest, hat: Hat) -> HttpResponse:
    """All projects."""
    lines = project_lines(hat)
    return render(
        request, "fundraising/projects.html", {"lines": lines, "may_edit": bool(hat.may("project.edit"))}
    )


@require_http_methods(["GET", "POST"])
@needs_hat
def new(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Begin a project."""
    hat.may("project.edit").required()
    owner = charity_of_organisation(hat.organisation_id, on=hat.actor.date)
    places = place_choices(hat.actor.date)
    form = ProjectForm(
        request.POST if request.method == "POST" else None, places=places, initial={"picture": "bowl"}
    )
    if form.is_bound and form.is_valid():
        with refusals_as_errors(form):
            code = start_project(
                charity_id=owner.id, organisation_id=hat.organisation_id, words=form.words(), by=hat.actor
            )
            return HttpResponseRedirect(reverse("fundraising:project", args=[hat.uscc, code]))
    page: dict[str, object] = {"form": form, "project": None, "plans": []}
    return render(request, "fundraising/project.html", page, status=form_status(form))


def own_project(hat: Hat, code: str) -> ProjectView:
    """A project of this organisation.

    Raises:
        NotFound: another's, or none.
    """
    found = project(code)
    owner = charity_of_organisation(hat.organisation_id, on=hat.actor.date)
    if found.charity_id != owner.id:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=code))
    return found


@require_http_methods(["GET", "POST"])
@needs_hat
def edit(request: HttpRequest, hat: Hat, code: str) -> HttpResponse:
    """A project's words and its plans."""
    found = own_project(hat, code)
    places = place_choices(hat.actor.date)
    names = {place.key: place.label for place in places}
    form = ProjectForm(
        request.POST if request.method == "POST" else None,
        places=places,
        initial={
            "name": found.name,
            "summary": found.summary,
            "story": found.story,
            "goal": goal_text(found.goal_fen),
            "divisions": "、".join(names.get(one, one) for one in found.divisions),
            "beneficiary_scope": found.beneficiary_scope,
            "beneficiary_count": found.beneficiary_count,
            "starts_on": found.starts_on.isoformat(),
            "ends_on": found.ends_on.isoformat(),
            "picture": found.picture or "bowl",
        },
    )
    if form.is_bound and form.is_valid():
        with refusals_as_errors(form):
            change_project(code=code, organisation_id=hat.organisation_id, words=form.words(), by=hat.actor)
            return HttpResponseRedirect(reverse("fundraising:projects", args=[hat.uscc]))
    page = {
        "form": form,
        "project": found,
        "plans": plans(project_id=found.id),
        "may_edit": bool(hat.may("project.edit")),
        "may_file": bool(hat.may("plan.file")),
    }
    return render(request, "fundraising/project.html", page, status=form_status(form))
