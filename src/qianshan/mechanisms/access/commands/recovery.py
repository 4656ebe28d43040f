"""Recovery of an account by two administrators: one asks, another grants, then a new invitation."""

from qianshan.mechanisms.access import thirdparty
from qianshan.mechanisms.access.commands.accounts import send_invitation
from qianshan.mechanisms.access.commands.posts import may_confirm, may_propose
from qianshan.mechanisms.access.models import Account, Post, Recovery
from qianshan.mechanisms.acts.api import (
    Actor,
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    WrongState,
    command,
    subject,
)
from qianshan.mechanisms.words import N_, Words


@command("access.recovery.ask")
def ask_recovery(*, person_id: int, organisation_id: int, reason: str, by: Actor) -> int:
    """Ask that a person's second factor be dropped, as security administrator; the reason stands in the act.

    Raises:
        NotFound: the person holds no post or account there, or the actor is no administrator there.
        NotAllowed: it is the actor's own account.
        BadInput: no reason.
        Conflict: somebody asked already.
    """
    account = Account.objects.filter(person_id=person_id, activated_at__isnull=False).first()
    works_there = Post.objects.filter(person_id=person_id, organisation_id=organisation_id).exists()
    if account is None or not works_there or not may_propose(by, organisation_id):
        raise NotFound(Words(N_("There is no such account.")))
    if by.person_id is None or person_id == by.person_id:
        raise NotAllowed(Words(N_("Nobody recovers his own account.")))
    if not reason.strip():
        raise BadInput(Words(N_("Say how you made sure that it is this person.")), field="reason")
    if Recovery.objects.filter(account=account, decided_at__isnull=True).exists():
        raise Conflict(Words(N_("A recovery of this account waits for a decision already.")))
    row = Recovery.objects.create(
        account=account, organisation_id=organisation_id, asked_by_id=by.person_id, asked_at=by.at
    )
    subject("access.recovery", row.pk)
    subject("access.account", account.pk)
    return row.pk


@command("access.recovery.decide")
def decide_recovery(*, recovery_id: int, granted: bool, by: Actor) -> None:
    """Grant or refuse a recovery as head. Granted: factors dropped, sessions ended, a new invitation sent.

    Locks the recovery.

    Raises:
        NotFound: there is no such recovery for this head.
        NotAllowed: the actor asked for it, or it is his own account.
        WrongState: it was decided before.
    """
    row = (
        Recovery.objects.select_for_update(no_key=True, of=("self",))
        .select_related("account")
        .filter(pk=recovery_id)
        .first()
    )
    if row is None or not may_confirm(by, row.organisation_id):
        raise NotFound(Words(N_("There is no such recovery.")))
    if by.person_id in (row.asked_by_id, row.account.person_id):
        raise NotAllowed(Words(N_("A recovery is granted by a second person, never by its owner.")))
    if row.decided_at is not None:
        raise WrongState(Words(N_("The recovery was decided before.")))
    Recovery.objects.filter(pk=row.pk).update(granted=granted, decided_by_id=by.person_id, decided_at=by.at)
    subject("access.recovery", row.pk, "granted")
    subject("access.account", row.account_id)
    if granted:
        _drop(row.account)
        send_invitation(row.account.person_id, row.organisation_id, by, purpose="recovery")


def _drop(account: Account) -> None:
    account.set_unusable_password()
    Account.objects.filter(pk=account.pk).update(password=account.password, activated_at=None)
    thirdparty.drop_factors(account)
    thirdparty.end_sessions(account)
    subject("access.account", account.pk, "password", "second_factor")
