"""What an installation needs before anybody can sign in: its operator, its administrators, practice accounts."""

from qianshan.mechanisms.access.commands.accounts import send_invitation
from qianshan.mechanisms.access.commands.organisations import create_organisation
from qianshan.mechanisms.access.commands.persons import create_person
from qianshan.mechanisms.access.commands.posts import appoint
from qianshan.mechanisms.access.kinds import AUDIT_ADMIN, OPERATOR, SECURITY_ADMIN, SYSTEM_ADMIN
from qianshan.mechanisms.access.models import Account, Organisation
from qianshan.mechanisms.acts.api import (
    Actor,
    ActorKind,
    NotAllowed,
    WrongState,
    command,
    is_practice,
    subject,
)
from qianshan.mechanisms.codes import new_code
from qianshan.mechanisms.words import N_, Words


@command("access.installation.administrators")
def first_administrators(*, uscc: str, name: str, names: dict[str, str], by: Actor) -> dict[str, str]:
    """Enter the operator and its three administrators; returns the token of each one's invitation by role.

    `names` maps `system_admin`, `security_admin`, `audit_admin` to persons' names. Their phone
    numbers are given when the invitations are taken up.

    Raises:
        NotAllowed: somebody else than the installation acts.
        WrongState: there is an operator already.
        BadInput: the code of the operator is wrong.
    """
    _only_the_installation(by)
    if Organisation.objects.filter(kind=OPERATOR).exists():
        raise WrongState(Words(N_("This installation has its operator and administrators already.")))
    operator = create_organisation(uscc=uscc, name=name, kind=OPERATOR, division_code="52", by=by)
    tokens = {}
    for role in (SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN):
        person = create_person(staff_name=names[role], by=by)
        appoint(person_id=person, organisation_id=operator, roles=[role], by=by)
        tokens[role] = send_invitation(person, operator, by)
    return tokens


@command("access.installation.practice_account")
def practice_account(*, person_id: int, by: Actor) -> int:
    """Give a persona of a practice database an account that is stepped into without password; returns its id.

    Raises:
        NotAllowed: this is no practice database, or a person acts.
    """
    _only_the_installation(by)
    if not is_practice():
        raise NotAllowed(Words(N_("Only a practice installation has persons one can step into.")))
    known = Account.objects.filter(person_id=person_id).first()
    if known is not None:
        subject("access.account", known.pk)
        return known.pk
    account = Account(handle=new_code("AC"), person_id=person_id, created_at=by.at, activated_at=by.at)
    account.set_unusable_password()
    account.save(force_insert=True)
    subject("access.account", account.pk)
    return account.pk


def _only_the_installation(by: Actor) -> None:
    if by.kind not in (ActorKind.SYSTEM, ActorKind.JOB):
        raise NotAllowed(Words(N_("Only the installation itself does this.")))
