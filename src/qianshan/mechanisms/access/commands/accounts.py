"""Accounts of staff: invited, opened with a password, activated with a second factor, closed."""

import functools
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from qianshan.mechanisms.access import thirdparty
from qianshan.mechanisms.access.commands.links import issue_link, revoke_links
from qianshan.mechanisms.access.commands.persons import PHONE, checked_phone, person_by_phone
from qianshan.mechanisms.access.commands.posts import may_confirm, may_propose
from qianshan.mechanisms.access.limits import TooMany, forget, take
from qianshan.mechanisms.access.models import Account, Organisation, Person
from qianshan.mechanisms.acts.api import (
    Actor,
    ActorKind,
    BadInput,
    Conflict,
    NotFound,
    WrongState,
    command,
    subject,
)
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.notices.api import PersonRef, tell
from qianshan.mechanisms.sealed.api import blind_index, keep, newest
from qianshan.mechanisms.words import N_, Words

INVITATION = "invitation"
INVITATION_DAYS = 7
_LOCK_SECONDS, _MOST_FAILURES, _MOST_BY_ADDRESS = 900, 5, 50


@functools.cache
def _nobody() -> str:
    """A password that nobody has, hashed once: comparing with it costs what comparing always costs."""
    return make_password("nobody")


class WrongSignIn(BadInput):
    """Number or password is wrong, or there is no such account; which of these is not told."""

    code = "wrong_sign_in"


@command("access.account.invite")
def invite(*, person_id: int, organisation_id: int, by: Actor) -> str:
    """Invite a person to open his account; earlier invitations are revoked. Returns the link's token.

    The link goes by SMS when a number is kept; otherwise whoever invited hands it over.

    Raises:
        NotFound: there is no such person or organisation, or the actor is no administrator there.
        WrongState: the person has an account that works.
    """
    if by.kind is ActorKind.PERSON and not (
        may_propose(by, organisation_id) or may_confirm(by, organisation_id)
    ):
        raise NotFound(Words(N_("There is no such person or organisation.")))
    return send_invitation(person_id, organisation_id, by)


def send_invitation(person_id: int, organisation_id: int, by: Actor, *, purpose: str = INVITATION) -> str:
    """Issue the link and send it, inside a command that has checked that `by` may.

    Raises:
        NotFound, WrongState: as `invite`.
    """
    person = Person.objects.filter(pk=person_id).first()
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if person is None or organisation is None:
        raise NotFound(Words(N_("There is no such person or organisation.")))
    account = Account.objects.filter(person_id=person_id).first()
    if account is not None and account.is_active:
        raise WrongState(Words(N_("This person has an account that works.")))
    revoke_links(object_kind="access.person", object_key=person_id, purpose=INVITATION, by=by)
    token = issue_link(
        purpose=INVITATION,
        object_kind="access.person",
        object_key=person_id,
        expires_at=by.at + timedelta(days=INVITATION_DAYS),
        person_id=person_id,
        by=by,
    )
    if newest(person_id, PHONE):
        _send_link(purpose, person_id, organisation.name, token, by)
    subject("access.organisation", organisation_id)
    return token


def _send_link(purpose: str, person_id: int, organisation: str, token: str, by: Actor) -> None:
    values = {"link": settings.LINK_ADDRESS % {"purpose": INVITATION, "token": token}}
    if purpose == INVITATION:
        values |= {"organisation": organisation[:30], "days": str(INVITATION_DAYS)}
    tell(f"access.{purpose}", to=PersonRef(person_id), values=values, at=by.at)


@command("access.account.open")
def open_account(*, person_id: int, password: str, by: Actor, phone: str | None = None) -> int:
    """Set the password of an invited person's account; it works once a second factor is set up.

    Raises:
        NotFound: there is no such person.
        WrongState: the account works already.
        BadInput: no phone number is known and none was given, or it is none.
        Conflict: the number belongs to somebody else.
    """
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound(Words(N_("There is no such person or organisation.")))
    if person.phone_index is None:
        _set_phone(person, phone or "", by)
    account = Account.objects.filter(person_id=person_id).first()
    if account is not None and account.is_active:
        raise WrongState(Words(N_("This person has an account that works.")))
    if account is None:
        account = Account(handle=new_code("AC"), person_id=person_id, created_at=by.at)
        account.set_password(password)
        account.save(force_insert=True)
    else:
        Account.objects.filter(pk=account.pk).update(password=make_password(password))
    subject("access.account", account.pk, "password")
    subject("access.person", person_id)
    return account.pk


def _set_phone(person: Person, phone: str, by: Actor) -> None:
    number = checked_phone(phone)
    if person_by_phone(number) is not None:
        raise Conflict(Words(N_("Somebody with this phone number is known already.")), field="phone")
    Person.objects.filter(pk=person.pk).update(phone_index=blind_index(PHONE, number))
    keep(person_id=person.pk, purpose=PHONE, text=number, by=by)


@command("access.account.activate")
def activate_account(*, account_id: int, secret: str, code: str, by: Actor) -> None:
    """Set up the second factor and let the account work; open invitations of the person are revoked.

    Raises:
        NotFound: there is no such account.
        WrongState: it works already, or was closed.
        BadInput: the code does not fit the secret.
    """
    account = _locked(account_id)
    if account.activated_at is not None or account.closed_at is not None:
        raise WrongState(Words(N_("This account is set up already. Sign in.")))
    if not thirdparty.fits(secret, code):
        raise BadInput(
            Words(
                N_(
                    "The code does not fit. Take the newest six digits, and check that the clock of your device is right."
                )
            ),
            field="code",
        )
    thirdparty.set_up_factor(account, secret)
    Account.objects.filter(pk=account.pk).update(activated_at=by.at)
    revoke_links(object_kind="access.person", object_key=account.person_id, purpose=INVITATION, by=by)
    subject("access.account", account.pk, "activated_at", "second_factor")


def check_sign_in(*, phone: str, password: str, address: str, at: datetime) -> Account:
    """The account of a number and password, within the limits: five failures lock it for 15 minutes.

    Counted before the command, so that many attempts at one instant do not slip through.

    Raises:
        TooMany: the account or the address is locked for a while.
        WrongSignIn: number or password is wrong, or the account does not work.
    """
    try:
        number = checked_phone(phone)
    except BadInput:
        raise _wrong() from None
    by_number = f"sign-in:{blind_index('sign_in', number).hex()}"
    by_address = f"sign-in-address:{blind_index('address', address).hex()}"
    if not take(by_address, most=_MOST_BY_ADDRESS, seconds=_LOCK_SECONDS, at=at) or not take(
        by_number, most=_MOST_FAILURES, seconds=_LOCK_SECONDS, at=at
    ):
        raise TooMany(
            Words(
                N_("Five failed attempts lock signing in for %(minutes)s minutes. Try again later."),
                minutes=_LOCK_SECONDS // 60,
            )
        )
    account = check_password_of(phone=number, password=password, by=Actor.link("sign_in", at=at))
    forget(by_number)
    return account


@command("access.account.check_password")
def check_password_of(*, phone: str, password: str, by: Actor) -> Account:
    """Compare number and password; a refusal leaves its trace. An unknown number costs the same time.

    Raises:
        WrongSignIn: as `check_sign_in`.
    """
    account = Account.objects.select_related("person").filter(person_id=person_by_phone(phone) or 0).first()
    known = check_password(password, account.password if account else _nobody())
    if account is None or not known or not account.is_active:
        raise _wrong()
    subject("access.account", account.pk)
    return account


@command("access.account.sign_in")
def note_sign_in(*, account_id: int, by: Actor) -> None:
    """Leave a trace that somebody signed in with both factors."""
    subject("access.account", account_id)


@command("access.account.change_password")
def change_password(*, account_id: int, old: str, new: str, by: Actor) -> None:
    """Change one's own password.

    Raises:
        NotFound: it is not the actor's account.
        BadInput: the old password is wrong.
    """
    account = _locked(account_id)
    if account.person_id != by.person_id:
        raise NotFound(Words(N_("There is no such account.")))
    if not account.check_password(old):
        raise BadInput(Words(N_("The present password is not right.")), field="old")
    account.set_password(new)
    Account.objects.filter(pk=account.pk).update(password=account.password)
    subject("access.account", account.pk, "password")


@command("access.account.renew_recovery_codes")
def renew_recovery_codes(*, account_id: int, by: Actor) -> list[str]:
    """Draw recovery codes anew for one's own account; the old ones count no more.

    Raises:
        NotFound: it is not the actor's account.
    """
    account = _locked(account_id)
    if account.person_id != by.person_id:
        raise NotFound(Words(N_("There is no such account.")))
    subject("access.account", account.pk, "recovery_codes")
    return thirdparty.new_recovery_codes(account)


@command("access.account.close")
def close_account(*, person_id: int, organisation_id: int, reason: str, by: Actor) -> None:
    """Close an account for good and end its sessions.

    Raises:
        NotFound: the person has no account, or the actor is no security administrator there.
    """
    account = Account.objects.select_for_update(no_key=True).filter(person_id=person_id).first()
    if account is None or not may_propose(by, organisation_id):
        raise NotFound(Words(N_("There is no such account.")))
    Account.objects.filter(pk=account.pk).update(closed_at=by.at)
    thirdparty.end_sessions(account)
    subject("access.account", account.pk, "closed_at")


def _locked(account_id: int) -> Account:
    account = Account.objects.select_for_update(no_key=True).filter(pk=account_id).first()
    if account is None:
        raise NotFound(Words(N_("There is no such account.")))
    return account


def _wrong() -> WrongSignIn:
    return WrongSignIn(
        Words(N_("Number or password is not right, or the account is not set up yet.")), field="password"
    )
