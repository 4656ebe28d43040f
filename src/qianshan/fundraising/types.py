"""What fundraising tells other slices: frozen views over ids."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Mode(StrEnum):
    """Ways of raising (Charity Law art 23)."""

    INTERNET = "internet"
    BOX = "box"
    EVENT = "event"
    OTHER = "other"


class UseKind(StrEnum):
    """What a line of the use of funds is for; `ADMIN` and `FUNDRAISING` are the cost lane."""

    PROGRAMME = "programme"
    ADMIN = "admin"
    FUNDRAISING = "fundraising"


class PlanState(StrEnum):
    """Where a filed plan stands on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class UseLine:
    """One line of the planned use: its name, what it is for, and fen."""

    name: str
    kind: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project."""

    id: int
    code: str
    project_number: str
    charity_id: int
    name: str
    summary: str
    story: str
    goal_fen: int
    divisions: tuple[str, ...]
    beneficiary_scope: str
    beneficiary_count: int
    picture: str
    starts_on: date
    ends_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A filed plan; `number_confirmed_on` is empty while the filing number is provisional."""

    id: int
    filing_number: str
    number_confirmed_on: date | None
    project_id: int
    charity_id: int
    case_code: str
    fund_id: int
    name: str
    purpose: str
    starts_on: date
    ends_on: date
    ended_on: date | None
    filed_on: date
    emergency: bool
    modes: tuple[str, ...]
    divisions: tuple[str, ...]
    platforms: tuple[str, ...]
    goal_fen: int
    uses: tuple[UseLine, ...]
    q_bp: int
    beneficiary_scope: str
    beneficiary_count: int
    beneficiary_choice: str
    aid: str
    surplus: str
    responsible_person: str
    contact_phone: str
    office_address: str
    account_holder: str
    account_bank: str
    account_tail: str
    partner_name: str

    def state(self, on: date) -> PlanState:
        """Where the plan stands: the last day of the period still counts as running."""
        last = min(self.ends_on, self.ended_on) if self.ended_on else self.ends_on
        if on < self.starts_on:
            return PlanState.AHEAD
        return PlanState.RUNNING if on <= last else PlanState.ENDED


@dataclass(frozen=True, slots=True)
class ListingView:
    """Where a plan is listed, in the published order."""

    id: int
    plan_id: int
    platform_key: str
    platform_name: str
    url: str
    live: bool
    checked_at: datetime | None
