"""The persons one may step into, in three groups; slugs are fixed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qianshan.mechanisms.access.api import organisation
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.cases.api import tabs, waiting_for_applicant
from qianshan.mechanisms.words import N_, Words
from qianshan.practice.world.organisations import CHARITIES, OFFICES
from qianshan.practice.world.people import BENEFICIARY_PHONE, DONOR_PHONE, STAFF, VILLAGE_AGENT_PHONE, Member

PUBLIC, CHARITY, OFFICE, OPERATOR = "public", "charity", "office", "operator"
GROUPS = {
    PUBLIC: (Words(N_("The public")), Words(N_("Gives, checks and confirms without an account"))),
    CHARITY: (Words(N_("Charities")), Words(N_("Three forms; one of them is not a charity yet"))),
    OFFICE: (Words(N_("Authorities")), Words(N_("Province, prefecture and county, each with its own clock"))),
    OPERATOR: (Words(N_("Operator")), Words(N_("Three administrators who cannot do each other's work"))),
}
_ROLES = {
    "case_officer": Words(N_("Case officer")),
    "reviewer": Words(N_("Reviewer")),
    "decider": Words(N_("Deciding officer")),
    "head": Words(N_("Head of the charity")),
    "project_officer": Words(N_("Project officer")),
    "accountant": Words(N_("Accountant")),
    "system_admin": Words(N_("System administrator")),
    "security_admin": Words(N_("Security administrator")),
    "audit_admin": Words(N_("Audit administrator")),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a persona, and where."""

    words: Words
    path: str


@dataclass(frozen=True, slots=True)
class Persona:
    """One person: who, where, what he may begin with."""

    slug: str
    name: str
    role: Words
    group: str
    place: str = ""
    home: str = "/"
    phone: str = field(default="", repr=False)
    waiting: Callable[[date], list[Waiting]] = lambda _on: []

    @property
    def sign(self) -> str:
        """One character that stands for the person."""
        return self.name[0]


_NAMES = {one.key: one for one in (*OFFICES, *CHARITIES)}


def _home(member: Member) -> str:
    place = "work" if any(one.key == member.organisation for one in CHARITIES) else "desk"
    return f"/{place}/{_NAMES[member.organisation].uscc}/"


def _group(member: Member) -> str:
    if member.organisation == "operator":
        return OPERATOR
    return CHARITY if any(one.key == member.organisation for one in CHARITIES) else OFFICE


def _returned(member: Member, on: date) -> list[Waiting]:
    rows = waiting_for_applicant(organisation(_NAMES[member.organisation].uscc).id, on=on)
    return [
        Waiting(Words(N_("Returned for correction: %(title)s"), title=row.title), f"{_home(member)}cases/")
        for row in rows[:3]
    ]


def _in_queue(member: Member, _on: date) -> list[Waiting]:
    office = organisation(_NAMES[member.organisation].uscc)
    counts = [tab.count for tab in tabs(office.id, 0, frozenset(member.roles)) if tab.key == "open"]
    if not counts or not counts[0]:
        return []
    return [Waiting(Words(N_("%(count)s open cases"), count=counts[0]), f"{_home(member)}cases/")]


def _waiting(member: Member) -> Callable[[date], list[Waiting]]:
    ask = {CHARITY: _returned, OFFICE: _in_queue}.get(_group(member))
    if ask is None:
        return lambda _on: []
    return lambda on: ask(member, on)


PUBLIC_PERSONAS = (
    Persona("donor", "田阿妹", Words(N_("Donor in a village")), PUBLIC, "雷山县", "/giving/", DONOR_PHONE),
    Persona("beneficiary", "龙奶奶", Words(N_("Beneficiary")), PUBLIC, "雷山县", "/", BENEFICIARY_PHONE),
    Persona(
        "village-agent", "杨支书", Words(N_("Village agent")), PUBLIC, "雷山县", "/", VILLAGE_AGENT_PHONE
    ),
    Persona("visitor", "访客", Words(N_("Somebody with a phone")), PUBLIC),
)
PERSONAS = (
    *PUBLIC_PERSONAS,
    *(
        Persona(
            slug=member.slug,
            name=member.name,
            role=_ROLES[member.roles[0]],
            group=_group(member),
            place=_NAMES[member.organisation].name,
            home=_home(member),
            waiting=_waiting(member),
        )
        for member in STAFF
    ),
)


def persona(slug: str) -> Persona:
    """The persona of a slug.

    Raises:
        NotFound: there is none.
    """
    found = next((one for one in PERSONAS if one.slug == slug), None)
    if found is None:
        raise NotFound(Words(N_("There is no such person here.")), field="slug", value=slug)
    return found
