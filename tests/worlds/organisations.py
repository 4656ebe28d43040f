"""Authorities and charities for tests, built through commands only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

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

_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_serial = count(1)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GUIZHOU = "52"


def uscc(prefix: str) -> str:
    """A fresh code with a right check symbol."""
    body = f"{prefix}{next(_serial):09d}"[:17].ljust(17, "0")
    total = sum(_SYMBOLS.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(body))
    return body + _SYMBOLS[(31 - total % 31) % 31]


def by_system(at: datetime = AT) -> Actor:
    return Actor.system("tests.world", at=at)


@dataclass(frozen=True)
class Staff:
    """A person and the organisation whose hat he wears."""

    person_id: int
    organisation_id: int

    def at(self, instant: datetime = AT) -> Actor:
        return Actor.person(self.person_id, at=instant, as_org_id=self.organisation_id)


def staff(organisation_id: int, name: str, *roles: str, at: datetime = AT) -> Staff:
    """A person with one post since ten years."""
    person_id = create_person(staff_name=name, by=by_system(at))
    appoint(
        person_id=person_id,
        organisation_id=organisation_id,
        roles=list(roles),
        valid_from=date(2016, 1, 1),
        by=by_system(at),
    )
    return Staff(person_id, organisation_id)


@dataclass(frozen=True)
class Office:
    """An authority with the three hands of its chain."""

    organisation_id: int
    uscc: str
    officer: Staff
    reviewer: Staff
    decider: Staff


def office(name: str = "省级民政部门", at: datetime = AT) -> Office:
    """An authority with case officer, reviewer and deciding officer."""
    code = uscc("11520000")
    organisation_id = create_organisation(
        uscc=code, name=name, kind="authority", division_code=GUIZHOU, by=by_system(at)
    )
    return Office(
        organisation_id,
        code,
        staff(organisation_id, "吴婷", "case_officer", at=at),
        staff(organisation_id, "罗建国", "reviewer", at=at),
        staff(organisation_id, "杨明", "decider", at=at),
    )


@dataclass(frozen=True)
class House:
    """A charity, or an organisation that is none yet, with its people."""

    charity_id: int
    organisation_id: int
    uscc: str
    name: str
    head: Staff
    project_officer: Staff


def social_organisation(
    registrar: Office, name: str = "黔山助学基金会", *, form: Form = Form.FOUNDATION, at: datetime = AT
) -> House:
    """An organisation of the register that is no charity yet."""
    code = uscc("53520000")
    organisation_id = create_organisation(
        uscc=code, name=name, kind="charity", division_code=GUIZHOU, by=by_system(at)
    )
    charity_id = register_charity(
        entry=Registered(
            organisation_id=organisation_id,
            authority_id=registrar.organisation_id,
            form=form,
            level=Level.PROVINCE,
            registered_on=date(2018, 3, 1),
            scope="资助贫困学生，改善乡村学校条件。",
            address="贵阳市观山湖区林城路1号",
            phone="0851-80000000",
            legal_representative="周敏",
        ),
        by=by_system(at),
    )
    head = staff(organisation_id, "周敏", "head", at=at)
    return House(
        charity_id,
        organisation_id,
        code,
        name,
        head,
        staff(organisation_id, "何平", "project_officer", at=at),
    )


def charity(registrar: Office, name: str = "黔山助学基金会", at: datetime = AT) -> House:
    """A recognised charity with its own account, without the qualification."""
    house = social_organisation(registrar, name, at=at)
    take_over_standing(
        charity_id=house.charity_id,
        standing=Standing(recognised_on=date(2018, 5, 10), recognition_number="黔民认〔2018〕6号"),
        by=by_system(at),
    )
    with_account(house, at=at)
    return house


def with_account(house: House, at: datetime = AT) -> None:
    """Open the charity's own account."""
    open_account(
        charity_id=house.charity_id,
        holder_name=house.name,
        bank_name="贵阳银行观山湖支行",
        number="1101040000002065",
        by=by_system(at),
    )


def qualified_charity(registrar: Office, name: str = "黔山助学基金会", at: datetime = AT) -> House:
    """A charity that may raise publicly, with its own account."""
    house = social_organisation(registrar, name, at=at)
    take_over_standing(
        charity_id=house.charity_id,
        standing=Standing(
            recognised_on=date(2018, 5, 10),
            recognition_number="黔民认〔2018〕6号",
            qualified_on=date(2019, 6, 1),
            certificate_number=f"{house.uscc}GM1901",
        ),
        by=by_system(at),
    )
    with_account(house, at=at)
    return house


def later(days: int, at: datetime = AT) -> datetime:
    """The same hour some days later."""
    return at + timedelta(days=days)
