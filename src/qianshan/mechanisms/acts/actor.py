"""Who acts: a person in a post, a donor by a signed link, a job, a channel, the system."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from qianshan.mechanisms.calendar.clock import date_of


class ActorKind(StrEnum):
    """The ways in which somebody or something can act."""

    PERSON = "person"
    LINK = "link"
    JOB = "job"
    CHANNEL = "channel"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor at one instant. Below the edge nobody asks a clock: `at` and `date` are the time.

    Args:
        kind: how it acts.
        name: a stable name for the trace: a job's or channel's name, a link's purpose, never a person's name.
        at: the instant, in UTC.
        person_id: the person, if one acts.
        as_org_id: the organisation whose hat is worn.
        origin: from where: `web`, `job`, `import`, a masked address.
    """

    kind: ActorKind
    name: str
    at: datetime
    person_id: int | None = None
    as_org_id: int | None = None
    origin: str = ""

    @property
    def date(self) -> date:
        """The day of the act in Asia/Shanghai."""
        return date_of(self.at)

    @classmethod
    def person(
        cls, person_id: int, *, at: datetime, as_org_id: int | None = None, origin: str = "web"
    ) -> "Actor":
        """A person in a post, or for himself."""
        return cls(ActorKind.PERSON, "person", at, person_id, as_org_id, origin)

    @classmethod
    def link(
        cls, purpose: str, *, at: datetime, person_id: int | None = None, origin: str = "web"
    ) -> "Actor":
        """Whoever holds a signed link or has proved a phone number."""
        return cls(ActorKind.LINK, purpose, at, person_id, None, origin)

    @classmethod
    def job(cls, name: str, *, at: datetime) -> "Actor":
        """A job or engine step, under its own name."""
        return cls(ActorKind.JOB, name, at, origin="job")

    @classmethod
    def channel(cls, name: str, *, at: datetime) -> "Actor":
        """An outside system whose message was verified."""
        return cls(ActorKind.CHANNEL, name, at, origin="channel")

    @classmethod
    def system(cls, name: str, *, at: datetime) -> "Actor":
        """Installation, migration, restore."""
        return cls(ActorKind.SYSTEM, name, at, origin="system")

    def wearing(self, organisation_id: int) -> "Actor":
        """The same actor in another hat."""
        return replace(self, as_org_id=organisation_id)
