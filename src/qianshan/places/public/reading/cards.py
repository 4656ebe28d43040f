"""Projects as cards: name, place, who raises, how far, how long."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.staticfiles import finders
from django.urls import reverse

from qianshan.charities.api import CharityView, charities
from qianshan.fundraising.api import PlanState, PlanView, ProjectView, plans, projects
from qianshan.mechanisms.divisions.api import names_of
from qianshan.mechanisms.words import N_, Words
from qianshan.places.public.reading.money import Purse, purses
from qianshan.web.components.money import MoneySteps

DEFAULT_PICTURE = "cloth"
PLACES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a project stands, as a chip."""

    words: Words
    tone: str
    icon: str


RAISING = Stage(Words(N_("Raising")), "running", "clock")
AHEAD = Stage(Words(N_("Starts soon")), "plain", "calendar")
CARRIED_OUT = Stage(Words(N_("Raising has ended, being carried out")), "plain", "hourglass")
ENDED = Stage(Words(N_("The project has ended")), "plain", "check")
NOT_FILED = Stage(Words(N_("No fundraising filed")), "plain", "file-text")


@dataclass(frozen=True, slots=True)
class Card:
    """A project on a list."""

    project: ProjectView
    charity: CharityView
    stage: Stage
    days_left: int | None
    last_day: date | None
    purse: Purse
    href: str
    picture: str
    places: str

    @property
    def steps(self) -> MoneySteps:
        """The four money steps against the goal."""
        return self.purse.steps(self.project.goal_fen)


def picture(key: str) -> str:
    """The static path of a project's picture: one of our drawings, the cloth when there is none."""
    name = f"art/{key or DEFAULT_PICTURE}.svg"
    return name if "/" not in key and finders.find(name) else f"art/{DEFAULT_PICTURE}.svg"


def stage_of(project: ProjectView, filed: Sequence[PlanView], on: date) -> Stage:
    """Where a project stands on a day."""
    states = {plan.state(on) for plan in filed}
    if PlanState.RUNNING in states:
        return RAISING
    if PlanState.AHEAD in states:
        return AHEAD
    if project.ended_on and project.ended_on <= on:
        return ENDED
    return CARRIED_OUT if filed else NOT_FILED


def last_day(filed: Sequence[PlanView], on: date) -> date | None:
    """The last day on which one may give: of the running plan that ends last."""
    running = [plan for plan in filed if plan.state(on) is PlanState.RUNNING]
    return max((min(plan.ends_on, plan.ended_on or plan.ends_on) for plan in running), default=None)


def place_names(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Names of the divisions where a project is carried out, the first few."""
    return "、".join(names[code] for code in list(codes)[:PLACES_SHOWN] if code in names)


def cards(found: Sequence[ProjectView], on: date) -> list[Card]:
    """Cards in the order given; six queries, however many."""
    filed = plans(project_ids=[project.id for project in found])
    owners = {
        one.id: one
        for one in charities(on=on, ids={project.charity_id for project in found}, recognised=False)
    }
    money = purses(filed)
    names = names_of({code for project in found for code in project.divisions}, on)
    made = []
    for project in found:
        own = [plan for plan in filed if plan.project_id == project.id]
        end = last_day(own, on)
        made.append(
            Card(
                project,
                owners[project.charity_id],
                stage_of(project, own, on),
                (end - on).days if end else None,
                end,
                money.get(project.id, Purse()),
                reverse("public:project", args=[project.code]),
                picture(project.picture),
                place_names(project.divisions, names),
            )
        )
    return made


def running_projects(on: date) -> list[ProjectView]:
    """Projects for which one may give today by their plans, those that end first standing first."""
    running = plans(running_on=on)
    ends: dict[int, date] = {}
    for plan in running:
        ends[plan.project_id] = max(ends.get(plan.project_id, plan.ends_on), plan.ends_on)
    return sorted(projects(ids=ends), key=lambda one: (ends[one.id], one.id))
