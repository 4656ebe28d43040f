"""Entering whom a charity pays."""

import re
from dataclasses import dataclass, field

from qianshan.mechanisms.access.api import create_person, person_by_id_number
from qianshan.mechanisms.acts.api import Actor, BadInput, Conflict, command, subject
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.codes.kernel import uscc as uscc_rules
from qianshan.mechanisms.sealed.api import blind_index, seal, seal_for_system
from qianshan.mechanisms.words import N_, Words
from qianshan.spending.commands.owned import owner_of
from qianshan.spending.models import Payee
from qianshan.spending.types import PayeeKind

ACCOUNT = "spending.account"
NAME = "spending.payee_name"
_NUMBER = re.compile(r"^[0-9]{8,32}$")


@dataclass(frozen=True, slots=True)
class PayeeEntry:
    """A payee as it is entered. A person is known by the ID number, so that nobody pays himself."""

    kind: str
    name: str = field(repr=False)
    account: str = field(repr=False)
    bank_name: str
    bank_code: str = ""
    uscc: str = ""
    id_number: str = field(default="", repr=False)
    related: bool = False
    relation: str = ""


@command("spending.payee.enter")
def enter_payee(*, entry: PayeeEntry, by: Actor) -> str:
    """Enter a payee of the charity; returns its code. A changed account is entered as a new payee.

    Raises:
        NotAllowed: no post for it.
        BadInput: name, account, bank, code or ID number do not fit; related without saying how.
        Conflict: this account is entered already.
    """
    owner = owner_of(by, "payment.draft")
    account = re.sub(r"[\s-]", "", entry.account)
    _examine(entry, account)
    index = blind_index(ACCOUNT, account)
    if Payee.objects.filter(charity_id=owner.id, account_index=index).exists():
        raise Conflict(Words(N_("This account is entered already; choose that payee.")), field="account")
    person_id = _person(entry, by) if entry.kind == PayeeKind.PERSON else None
    row = Payee.objects.create(
        code=new_code("SK"),
        charity_id=owner.id,
        kind=entry.kind,
        name="" if person_id else entry.name.strip(),
        uscc=entry.uscc.strip().upper(),
        person_id=person_id,
        sealed_name=seal(person_id, NAME, entry.name.strip()) if person_id else None,
        sealed_account=seal_for_system(ACCOUNT, account),
        account_index=index,
        account_tail=account[-4:],
        bank_name=entry.bank_name.strip(),
        bank_code=entry.bank_code.strip(),
        related=entry.related,
        relation=entry.relation.strip(),
        entered_at=by.at,
    )
    subject("spending.payee", row.code)
    return row.code


def _examine(entry: PayeeEntry, account: str) -> None:
    if entry.kind not in tuple(PayeeKind):
        raise BadInput(Words(N_("A payee is a unit or a person.")), field="kind", value=entry.kind)
    if not entry.name.strip():
        raise BadInput(Words(N_("Enter the holder's name as the bank has it.")), field="name")
    if not _NUMBER.match(account):
        raise BadInput(Words(N_("An account number has 8 to 32 digits.")), field="account")
    if not entry.bank_name.strip():
        raise BadInput(Words(N_("Enter the bank and its branch.")), field="bank_name")
    if entry.uscc.strip() and not uscc_rules.is_uscc(entry.uscc.strip().upper()):
        raise BadInput(Words(N_("This is not a unified social credit code.")), field="uscc", value=entry.uscc)
    if entry.related and not entry.relation.strip():
        raise BadInput(Words(N_("Say how the payee is related.")), field="relation", article="CL art 14")


def _person(entry: PayeeEntry, by: Actor) -> int:
    """The human who is paid: known by the ID number, or entered now."""
    if not entry.id_number.strip():
        raise BadInput(
            Words(N_("A person is entered with the ID number; it is sealed and shown to nobody.")),
            field="id_number",
        )
    known = person_by_id_number(entry.id_number.strip().upper())
    return known if known is not None else create_person(id_number=entry.id_number, by=by)
