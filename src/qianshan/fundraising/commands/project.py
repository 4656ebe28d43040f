"""Projects: begin one, change its words."""

from dataclasses import asdict, dataclass
from datetime import date

from qianshan.fundraising.models import Project
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.codes.kernel.public import new_code
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """What the charity says of a project; money in fen."""

    name: str
    summary: str
    story: str
    goal_fen: int
    divisions: tuple[str, ...]
    beneficiary_scope: str
    beneficiary_count: int
    starts_on: date
    ends_on: date
    picture: str = ""


def _fit(words: ProjectWords) -> None:
    if words.goal_fen <= 0:
        raise BadInput(Words(N_("The goal is more than 0.00 yuan.")), field="goal_fen", value=words.goal_fen)
    if words.ends_on < words.starts_on:
        raise BadInput(
            Words(N_("The project ends on %(end)s, before it starts."), end=words.ends_on),
            field="ends_on",
            value=words.ends_on,
        )
    for field in ("name", "summary", "story", "beneficiary_scope"):
        if not getattr(words, field).strip():
            raise BadInput(Words(N_("This cannot be left empty.")), field=field)
    if not words.divisions:
        raise BadInput(
            Words(N_("Name at least one place where the project is carried out.")), field="divisions"
        )


@command("fundraising.project.start")
def start_project(*, charity_id: int, organisation_id: int, words: ProjectWords, by: Actor) -> str:
    """Begin a project of a charity; returns its public code.

    Raises:
        NotAllowed: the actor does not work on this charity's projects.
        BadInput: a goal of nothing, an end before the start, an empty text.
    """
    may(by, "project.edit", organisation_id).required()
    _fit(words)
    row = Project.objects.create(
        code=new_code("P"),
        charity_id=charity_id,
        **{**asdict(words), "divisions": list(words.divisions)},
    )
    subject("fundraising.project", row.code)
    return row.code


@command("fundraising.project.change")
def change_project(*, code: str, organisation_id: int, words: ProjectWords, by: Actor) -> None:
    """Change what a project says. A filed plan keeps its own words.

    Raises:
        NotFound: no such project of this organisation.
        NotAllowed: the actor does not work on this charity's projects.
    """
    row = (
        Project.objects.select_for_update(no_key=True, of=("self",))
        .filter(code=code, charity__organisation_id=organisation_id)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=code))
    may(by, "project.edit", organisation_id).required()
    _fit(words)
    fresh = {**asdict(words), "divisions": list(words.divisions)}
    changed = [name for name, value in fresh.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fresh[name])
    row.save(update_fields=changed or ["name"])
    subject("fundraising.project", row.code, *changed)
