"""Taking an organisation into the register, and its bank account."""

from dataclasses import dataclass
from datetime import date

from qianshan.charities.models import BankAccount, Charity
from qianshan.charities.types import Form, Level
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Registered:
    """What the registering authority's own register says of an organisation."""

    organisation_id: int
    authority_id: int
    form: Form
    level: Level
    registered_on: date
    scope: str = ""
    address: str = ""
    phone: str = ""
    legal_representative: str = ""


@command("charities.charity.register")
def register_charity(*, entry: Registered, by: Actor) -> int:
    """Take an organisation of the legal-person register over; it is no charity before its recognition.

    Raises:
        BadInput: registered in the future, or taken over already.
    """
    if entry.registered_on > by.date:
        raise BadInput(
            Words(N_("The registration is dated %(day)s, after today."), day=entry.registered_on),
            field="registered_on",
            value=entry.registered_on,
        )
    if Charity.objects.filter(organisation_id=entry.organisation_id).exists():
        raise BadInput(Words(N_("This organisation is in the register already.")), field="organisation")
    row = Charity.objects.create(
        organisation_id=entry.organisation_id,
        authority_id=entry.authority_id,
        form=entry.form,
        level=entry.level,
        registered_on=entry.registered_on,
        scope=entry.scope,
        address=entry.address,
        phone=entry.phone,
        legal_representative=entry.legal_representative,
    )
    subject("charities.charity", row.pk)
    return row.pk


@command("charities.account.open")
def open_account(
    *,
    charity_id: int,
    holder_name: str,
    bank_name: str,
    number: str,
    by: Actor,
    proof_document_id: int | None = None,
) -> int:
    """Put a bank account in force in place of the one before it.

    The holder must be the organisation itself, letter by letter: never a person, never another's
    account. Locks the charity.

    Raises:
        BadInput: another holder's name, or a number that is no account number.

    Source: M74 (own account only), 59号令 art 13.
    """
    row = (
        Charity.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organisation")
        .filter(pk=charity_id)
        .first()
    )
    if row is None:
        raise NotFound(
            Words(N_("There is no such organisation in the register: %(value)s."), value=charity_id)
        )
    if holder_name != row.organisation.name:
        raise BadInput(
            Words(
                N_("The account is held by “%(holder)s”; it must be held by “%(name)s”, letter by letter."),
                holder=holder_name,
                name=row.organisation.name,
            ),
            field="holder_name",
            value=holder_name,
            article="M74",
        )
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 32):  # noqa: PLR2004  (bank's own lengths)
        raise BadInput(Words(N_("An account number has 8 to 32 digits.")), field="number", value=number)
    BankAccount.objects.filter(charity=row, closed_on=None).update(closed_on=by.date)
    account = BankAccount.objects.create(
        charity=row,
        holder_name=holder_name,
        bank_name=bank_name,
        number=number,
        opened_on=by.date,
        proof_document_id=proof_document_id,
    )
    subject("charities.charity", row.pk, "account")
    return account.pk
