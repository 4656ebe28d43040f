"""Two hundred marked persons give, ask, prove and sign in; no mark stands readable anywhere afterwards.

Names that a donor chose to show in full are his choice and are not marked; names of staff are
known by their office, their numbers are not.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from qianshan.fundraising.api import project_by_id
from qianshan.giving.commands.telling import tell_booked
from qianshan.giving.models import Batch
from qianshan.giving.types import NameChoice, PayerKind, ReceiptWish
from qianshan.mechanisms.access import api as access
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.calendar.clock import set_to
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.sealed.api import keep, reveal
from tests.privacy.scan import Mark, database, found_in
from tests.worlds.giving import GIVEN_AT, open_for_gifts

PERSONS = 200
# Names of 17,964 villages: their pinyin is bound to sound like somebody.
PLACE_NAMES = ("divisions_division",)
SURNAMES, MIDDLES, LASTS = "麻粟滕覃佘", "㵲桴牂牁鳖郎夜笮", "贇燚翀旻彧"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Planted:
    """One marked person."""

    name: str
    phone: str
    id_number: str

    def marks(self) -> Iterator[Mark]:
        yield Mark("name", self.name)
        yield Mark("phone", self.phone)
        yield Mark("ID number", self.id_number)


def _persons() -> list[Planted]:
    persons = []
    for number in range(PERSONS):
        name = SURNAMES[number % 5] + MIDDLES[number // 5 % 8] + LASTS[number // 40 % 5]
        body = f"5226341970{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
        persons.append(Planted(name, f"1991111{number:04d}", body + "10X98765432"[total % 11]))
    return persons


@pytest.fixture
def marked(db, settings, tmp_path):
    """Everything that persons do so far, done by marked ones; yields marks, client and world."""
    settings.SMS_FILE = tmp_path / "sms.jsonl"
    persons = _persons()
    with set_to(GIVEN_AT), override("zh-hans"):
        world = open_for_gifts()
        client = Client()
        for number, person in enumerate(persons[:150]):
            _give(world, person, number)
        world.book()
        tell_booked(batch_id=Batch.objects.latest("id").pk, by=Actor.job("tests", at=GIVEN_AT))
        for person in persons[150:160]:
            _ask_for_a_code(client, person)
        staff = [_employ(world, person) for person in persons[160:]]
        _knock(persons[0])
        yield [mark for person in persons for mark in person.marks()], staff, world


def _give(world, person, number):
    wanted = {
        "name": person.name,
        "phone": person.phone,
        "name_choice": NameChoice.MASKED if number % 2 else NameChoice.ANONYMOUS,
        "receipt": ReceiptWish(PayerKind.PERSON, person.name, person.id_number) if number % 3 else None,
    }
    world.pay(world.order(10_000 + number, **wanted), 10_000 + number)


def _ask_for_a_code(client, person):
    client.post("/accounts/phone/", {"phone": person.phone}, REMOTE_ADDR=f"10.0.1.{person.phone[-2:]}")
    newest = Notice.objects.filter(template="access.code").order_by("-id").first()
    from qianshan.mechanisms.sealed.api import unseal_for_system

    code = json.loads(unseal_for_system("notice", bytes(newest.sealed)))["values"]["code"]
    client.post("/accounts/phone/code/", {"code": code})


def _employ(world, person):
    by = Actor.system("tests", at=GIVEN_AT)
    number = access.create_person(staff_name="同事", phone=person.phone, id_number=person.id_number, by=by)
    keep(person_id=number, purpose="bank_account", text=person.id_number, by=by)
    access.practice_account(person_id=number, by=by)
    reveal(person_id=number, purpose="phone", reason="核对联系方式", by=by)
    return number


def _knock(donor):
    """Attempts that are refused, with personal data in what was typed."""
    Client().post("/accounts/sign-in/", {"phone": donor.phone, "password": donor.id_number})
    Client().get(f"/search/?q={donor.phone}")
    with pytest.raises(Refusal):
        access.create_person(
            phone=donor.phone, id_number=donor.id_number + "0", by=Actor.system("tests", at=GIVEN_AT)
        )


def test_no_mark_stands_in_a_table_a_page_or_a_file(marked, client):
    marks, staff, world = marked

    tables = {table: found for table, rows in database(skip=PLACE_NAMES) if (found := found_in(rows, marks))}
    shown = {
        url: found
        for browser, url in _addresses(client, world)
        if (found := found_in(_content(browser.get(url)), marks))
    }

    assert (tables, shown, len(staff)) == ({}, {}, 40)


def _addresses(client, world):
    project = project_by_id(world.plan.project_id)
    audit = _audit_client(world)
    return [
        (client, reverse("giving:site", args=[world.house.uscc])),
        (client, reverse("giving:give", args=[world.house.uscc, project.code])),
        (client, f"/projects/{project.code}/"),
        (client, f"/charities/{world.house.uscc}/"),
        (client, "/"),
        (audit, audit.trace),
        (audit, audit.trace + "?format=csv"),
        (audit, audit.trace + "?format=json"),
        (audit, audit.trace.replace("acts", "refusals") + "?format=csv"),
    ]


@pytest.mark.django_db
def test_no_line_of_the_log_holds_a_mark(capsys):
    donor = _persons()[0]
    _ask_for_a_code(Client(), donor)
    _knock(donor)

    captured = capsys.readouterr()

    assert "accounts/phone/" in captured.out
    assert found_in((captured.out + captured.err).encode(), list(donor.marks())) == []


def _audit_client(world):
    by = Actor.system("tests", at=GIVEN_AT)
    uscc = "11520000MB0000001X"
    operator = access.create_organisation(
        uscc=uscc, name="平台运营中心", kind="operator", division_code="52", by=by
    )
    person = access.create_person(staff_name="沈计", by=by)
    access.appoint(person_id=person, organisation_id=operator, roles=["audit_admin"], by=by)
    client = Client()
    client.force_login(Account.objects.get(pk=access.practice_account(person_id=person, by=by)))
    client.trace = f"/desk/{uscc}/audit/acts/"
    return client


def _content(response):
    assert response.status_code == 200, response.request["PATH_INFO"]
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content
