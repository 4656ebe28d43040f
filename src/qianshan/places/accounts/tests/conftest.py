"""A small world: an operator with its administrators and head, an authority, a charity; all with accounts."""

import json
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from qianshan.mechanisms.access import api, thirdparty
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.acts.api import Actor, command, subject
from qianshan.mechanisms.acts.door import COMMANDS
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.notices.models import Notice
from qianshan.mechanisms.notices.outbox import PURPOSE
from qianshan.mechanisms.sealed.api import unseal_for_system

PASSWORD = "黔山路远 but we walk"
SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(seventeen):
    """Seventeen symbols and their check."""
    total = sum(SYMBOLS.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(seventeen))
    return seventeen + SYMBOLS[(31 - total % 31) % 31]


@dataclass
class Somebody:
    """A person of the small world."""

    id: int
    phone: str
    secret: str
    client: Client

    def code(self, *, ahead=0):
        """The one-time code of now, or of a later period."""
        import time

        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def small_world(db):
    """Persons by role: `security`, `head`, `audit`, `system` at the operator; `chair`, `accountant` at the charity."""
    by = Actor.system("tests", at=now())
    orgs = {
        "operator": ("11520000MB0000001", "贵州慈善平台运营中心", "operator"),
        "authority": ("11520300MB0000002", "遵义市民政局", "authority"),
        "charity": ("53520000MJY00001X", "黔山助学基金会", "charity"),
    }
    world = SimpleNamespace(people={}, ids={}, uscc={})
    for key, (body, name, kind) in orgs.items():
        world.uscc[key] = uscc(body)
        world.ids[key] = api.create_organisation(
            uscc=world.uscc[key], name=name, kind=kind, division_code="5203", by=by
        )
    staff = [
        ("security", "operator", "security_admin", "安小全"),
        ("head", "operator", "head", "林主任"),
        ("audit", "operator", "audit_admin", "沈计"),
        ("system", "operator", "system_admin", "田系统"),
        ("chair", "charity", "head", "秦理事长"),
        ("accountant", "charity", "accountant", "顾会计"),
    ]
    for number, (key, org, role, name) in enumerate(staff):
        world.people[key] = _somebody(f"1380000000{number}", name, by)
        api.appoint(person_id=world.people[key].id, organisation_id=world.ids[org], roles=[role], by=by)
    return world


def _somebody(phone, name, by):
    person = api.create_person(staff_name=name, phone=phone, by=by)
    account = api.open_account(person_id=person, password=PASSWORD, by=by)
    secret = generate_totp_secret()
    _work(Account.objects.get(pk=account), secret)
    client = Client()
    client.force_login(Account.objects.get(pk=account))
    return Somebody(person, phone, secret, client)


def _work(account, secret):
    @command("tests.work")
    def work(*, by):
        subject("access.account", account.pk)
        thirdparty.set_up_factor(account, secret)
        Account.objects.filter(pk=account.pk).update(activated_at=by.at)

    try:
        work(by=Actor.system("tests", at=now()))
    finally:
        del COMMANDS["tests.work"]


@pytest.fixture
def newest_sms():
    """The values of the newest waiting SMS of a template."""

    def read(template):
        notice = Notice.objects.filter(template=template).order_by("-id")[0]
        return json.loads(unseal_for_system(PURPOSE, bytes(notice.sealed)))["values"]

    return read


@pytest.fixture
def tomorrow():
    """A day from now."""
    return now() + timedelta(days=1)
