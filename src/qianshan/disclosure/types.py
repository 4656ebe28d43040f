"""What disclosure tells others, and the parts of a report."""

from dataclasses import dataclass
from datetime import date, datetime

from qianshan.mechanisms.words import N_, Words

ACTIVITY_PERIODIC = "activity.periodic"
ACTIVITY_FINAL = "activity.final"
PROJECT_PERIODIC = "project.periodic"
PROJECT_FINAL = "project.final"

TITLES = {
    ACTIVITY_PERIODIC: N_("Report on the fundraising, no. %(number)s"),
    ACTIVITY_FINAL: N_("Final report on the fundraising"),
    PROJECT_PERIODIC: N_("Report on the project, no. %(number)s"),
    PROJECT_FINAL: N_("Final report on the project"),
}
FINAL = frozenset({ACTIVITY_FINAL, PROJECT_FINAL})
OF_ACTIVITY = frozenset({ACTIVITY_PERIODIC, ACTIVITY_FINAL})


@dataclass(frozen=True, slots=True)
class Section:
    """One text of a report: what to write, and how much of it at least (characters)."""

    key: str
    name: str
    help: str
    least: int = 20

    @property
    def words(self) -> Words:
        """Its heading."""
        return Words(self.name)

    @property
    def help_words(self) -> Words:
        """What belongs into it."""
        return Words(self.help)


_RAISING = Section(
    "progress",
    N_("How the fundraising goes"),
    N_("Through which ways it is raised, what was done, what was difficult."),
)
_USE = Section(
    "use",
    N_("What the money was used for"),
    N_("What was bought or granted, where, for whom. Amounts must agree with the books."),
)
_NEXT = Section("next", N_("What comes next"), N_("What is planned until the next report."), 10)
_DOING = Section(
    "progress",
    N_("How the project goes"),
    N_("What was carried out where, against the plan; what changed and why."),
)
_PEOPLE = Section(
    "people",
    N_("Who was reached"),
    N_("How many, where, how they were chosen, what they say. No names of children, no addresses."),
)
_SURPLUS = Section(
    "surplus",
    N_("What is left and what becomes of it"),
    N_("How much is left, and its use by the filed plan, or a similar project."),
    10,
)
SECTIONS: dict[str, tuple[Section, ...]] = {
    ACTIVITY_PERIODIC: (_RAISING, _USE, _NEXT),
    ACTIVITY_FINAL: (_RAISING, _USE, _SURPLUS),
    PROJECT_PERIODIC: (_DOING, _PEOPLE, _USE, _NEXT),
    PROJECT_FINAL: (_DOING, _PEOPLE, _USE, _SURPLUS),
}
LONGEST = 6_000
MOST_PICTURES = 9


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One line of the table of use: cost class, paid in all, paid in the period."""

    tag: str
    paid_fen: int
    period_fen: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The ledger block of a report: as of a day, and within the period; fen. Never typed."""

    as_of: date
    since: date
    goal_fen: int
    gift_count: int
    gift_count_period: int
    received_fen: int
    received_period_fen: int
    refunded_fen: int
    refunded_period_fen: int
    moved_in_fen: int
    moved_out_fen: int
    reserved_fen: int
    paid_fen: int
    paid_period_fen: int
    confirmed_fen: int
    free_fen: int
    admin_paid_fen: int
    fundraising_paid_fen: int
    classes: tuple[ClassLine, ...]
    payments_fen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a report: our redrawn file and what it shows."""

    file_id: int
    caption: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One published version."""

    number: int
    figures: Figures
    sections: dict[str, str]
    pictures: tuple[Picture, ...]
    note: str
    published_at: datetime
    published_on: date
    sha256: str

    @property
    def previous(self) -> int:
        """The number of the version before it."""
        return self.number - 1


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report with its newest version."""

    code: str
    kind: str
    number: int
    duty_key: str
    organisation_id: int
    charity_id: int
    project_id: int
    plan_id: int | None
    article: str
    due_on: date
    published_on: date
    period_first: date
    period_last: date
    days_late: int
    latest: VersionView
    versions: int

    @property
    def title(self) -> Words:
        """What it is called."""
        return Words(TITLES[self.kind], number=self.number)

    @property
    def corrected(self) -> bool:
        """Whether it was corrected after its publication."""
        return self.versions > 1
