"""What can be found, read from the doors of the slices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from qianshan.charities.api import CharityView, charities
from qianshan.fundraising.api import PlanView, ProjectView, plans, projects
from qianshan.places.search.kernel import normal


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that can be found."""

    kind: str
    key: str
    title: str
    subtitle: str
    number: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything by which it is found, in normal form, line by line."""
        lines = (self.title, self.subtitle, self.number, self.key, *self.words, initials(self.title))
        return "\n".join(dict.fromkeys(normal(line) for line in lines if line))


@cache
def initials(title: str) -> str:
    """The first letters of the title's pinyin: 黔山助学基金会 is found by qszxjjh."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(title, style=Style.FIRST_LETTER, errors=lambda text: text.replace(" ", "")))


def sources(on: date) -> Iterator[Source]:
    """Every charity, project and filed plan of this day."""
    known = {one.id: one for one in charities(on=on)}
    shown = {one.id: one for one in projects() if one.charity_id in known}
    for charity in known.values():
        yield _charity(charity)
    for project in shown.values():
        yield _project(project, known[project.charity_id])
    for plan in plans():
        if plan.project_id in shown:
            yield _plan(plan, shown[plan.project_id], known[plan.charity_id])


def _charity(one: CharityView) -> Source:
    certificate = one.qualification.certificate_number if one.qualification else ""
    return Source("charity", one.uscc, one.name, one.address, one.uscc, (certificate,))


def _project(one: ProjectView, owner: CharityView) -> Source:
    return Source("project", one.code, one.name, owner.name, one.project_number, (one.summary,))


def _plan(one: PlanView, project: ProjectView, owner: CharityView) -> Source:
    return Source(
        "plan", one.filing_number, one.name, owner.name, one.filing_number, (project.name, project.code)
    )
