"""The ground: authorities, the operator, charities as the paper register knows them, and their people."""

from dataclasses import dataclass, field
from datetime import datetime

from qianshan.charities.api import (
    Form,
    Level,
    Registered,
    Standing,
    open_account,
    register_charity,
    take_over_standing,
)
from qianshan.mechanisms.access.api import appoint, create_organisation, create_person
from qianshan.mechanisms.acts.api import Actor
from qianshan.practice.world.organisations import CHARITIES, OFFICES, CharityStory
from qianshan.practice.world.people import STAFF


@dataclass
class Ground:
    """Ids by the keys and slugs of the world."""

    organisations: dict[str, int] = field(default_factory=dict)
    charities: dict[str, int] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)

    def actor(self, slug: str, at: datetime) -> Actor:
        """A member of staff acting in his post."""
        member = next(person for person in STAFF if person.slug == slug)
        return Actor.person(self.persons[slug], at=at, as_org_id=self.organisations[member.organisation])


def lay(at: datetime) -> Ground:
    """Make organisations, persons and posts; `at` is the instant of all of it."""
    by = Actor.system("practice.province", at=at)
    ground = Ground()
    for office in OFFICES:
        ground.organisations[office.key] = create_organisation(
            uscc=office.uscc, name=office.name, kind=office.kind, division_code=office.division_code, by=by
        )
    for story in CHARITIES:
        _charity(ground, story, by)
    for member in STAFF:
        person = create_person(staff_name=member.name, phone=member.phone, id_number=member.id_number, by=by)
        ground.persons[member.slug] = person
        appoint(
            person_id=person,
            organisation_id=ground.organisations[member.organisation],
            roles=list(member.roles),
            by=by,
        )
    return ground


def _charity(ground: Ground, story: CharityStory, by: Actor) -> None:
    organisation = create_organisation(
        uscc=story.uscc, name=story.name, kind="charity", division_code=story.division_code, by=by
    )
    ground.organisations[story.key] = organisation
    charity = register_charity(
        entry=Registered(
            organisation_id=organisation,
            authority_id=ground.organisations[story.authority],
            form=Form(story.form),
            level=Level(story.level),
            registered_on=story.registered_on,
            scope=story.scope,
            address=story.address,
            phone="0851-00000000",
            legal_representative=story.legal_representative,
        ),
        by=by,
    )
    ground.charities[story.key] = charity
    open_account(
        charity_id=charity, holder_name=story.name, bank_name=story.bank_name, number=story.account, by=by
    )
    if story.recognised_on:
        take_over_standing(
            charity_id=charity,
            standing=Standing(
                recognised_on=story.recognised_on,
                recognition_number=f"黔民慈认〔{story.recognised_on.year}〕演练第1号",
                qualified_on=story.qualified_on,
                certificate_number=f"{story.uscc}GM01",
            ),
            by=by,
        )
