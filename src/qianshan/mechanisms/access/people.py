"""Reads about people of an organisation and about one's own account."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from qianshan.mechanisms.access import thirdparty
from qianshan.mechanisms.access.kinds import ROLES
from qianshan.mechanisms.access.models import Account, Organisation, Person, Post, PostState, Recovery
from qianshan.mechanisms.access.queries import staff_names
from qianshan.mechanisms.acts.api import NotFound, acts_on
from qianshan.mechanisms.sealed.api import Erased, mask_phone, newest
from qianshan.mechanisms.words import N_, Words

_MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as colleagues see him."""

    id: int
    staff_name: str
    has_phone: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account: whether it works."""

    id: int
    works: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class StaffPost:
    """A post in an organisation's list. `when`: proposed, declined, future, valid or ended."""

    post_id: int
    organisation_id: int
    organisation: str
    person_id: int
    name: str
    phone: str
    roles: tuple[Words, ...]
    scope_code: str
    valid_from: date
    valid_to: date | None
    when: str
    proposed_by_id: int | None
    proposed_by: str
    account: AccountLine | None


@dataclass(frozen=True, slots=True)
class OpenRecovery:
    """A recovery that waits for a decision."""

    id: int
    person_id: int
    name: str
    asked_by: str
    asked_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DataRead:
    """Somebody read sealed data of a person."""

    at: datetime
    reason: str
    by: str
    organisation: str


def person_line(person_id: int) -> PersonLine:
    """The person of this id.

    Raises:
        NotFound: there is none.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(Words(N_("There is no such person or organisation.")))
    return PersonLine(person.pk, person.staff_name, person.phone_index is not None)


def account_of(person_id: int) -> AccountLine | None:
    """The account of a person."""
    row = Account.objects.filter(person_id=person_id).first()
    return _account(row) if row else None


def recovery_codes_of(account_id: int) -> list[str]:
    """The recovery codes of an account that are not used up; shown to its owner only."""
    return thirdparty.recovery_codes(Account.objects.get(pk=account_id))


def posts_in(organisation_id: int, on: date) -> list[StaffPost]:
    """All posts of an organisation, those that wait first, then valid ones, then the past."""
    posts = _staff_posts(Post.objects.filter(organisation_id=organisation_id), on)
    order = ("proposed", "valid", "future", "ended", "declined")
    return sorted(posts, key=lambda post: (order.index(post.when), post.name, post.post_id))


def posts_waiting_elsewhere(organisation_id: int, on: date) -> list[StaffPost]:
    """Posts that wait for a head in all other organisations, oldest first, at most 200: for the operator."""
    rows = Post.objects.filter(state=PostState.PROPOSED).exclude(organisation_id=organisation_id)
    return sorted(_staff_posts(rows[:_MOST_WAITING], on), key=lambda post: post.post_id)


def post_line(post_id: int, on: date) -> StaffPost | None:
    """One post."""
    return next(iter(_staff_posts(Post.objects.filter(pk=post_id), on)), None)


def _staff_posts(found: QuerySet[Post], on: date) -> list[StaffPost]:
    rows = list(found.select_related("person", "organisation"))
    accounts = {
        row.person_id: row for row in Account.objects.filter(person_id__in=[r.person_id for r in rows])
    }
    names = staff_names([row.proposed_by_id for row in rows if row.proposed_by_id])
    return [_staff_post(row, accounts.get(row.person_id), names, on) for row in rows]


def open_recoveries(organisation_id: int) -> list[OpenRecovery]:
    """Recoveries of an organisation's accounts that wait for a decision."""
    rows = (
        Recovery.objects.filter(organisation_id=organisation_id, decided_at__isnull=True)
        .select_related("account__person")
        .order_by("id")
    )
    names = staff_names([row.asked_by_id for row in rows])
    return [
        OpenRecovery(
            row.pk,
            row.account.person_id,
            row.account.person.staff_name,
            names.get(row.asked_by_id, ""),
            row.asked_at,
            next((act.reason for act in acts_on("access.recovery", row.pk)), ""),
        )
        for row in rows
    ]


def reads_of(person_id: int, *, limit: int = 50) -> list[DataRead]:
    """Who read sealed data of this person, newest first: shown to the person."""
    acts = [act for act in acts_on("access.person", person_id, limit=2000) if act.command == "sealed.reveal"]
    newest_first = acts[::-1][:limit]
    names = staff_names([act.person_id for act in newest_first if act.person_id])
    organisations = dict(
        Organisation.objects.filter(pk__in=[a.as_org_id for a in newest_first]).values_list("pk", "name")
    )
    return [
        DataRead(
            act.at,
            act.reason,
            names.get(act.person_id or 0, act.actor_name),
            organisations.get(act.as_org_id or 0, ""),
        )
        for act in newest_first
    ]


def _staff_post(row: Post, account: Account | None, names: dict[int, str], on: date) -> StaffPost:
    return StaffPost(
        post_id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        person_id=row.person_id,
        name=row.person.staff_name,
        phone=_masked(row.person_id) if row.person.phone_index else "",
        roles=tuple(ROLES[role].words for role in row.roles if role in ROLES),
        scope_code=row.scope_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        when=_when(row, on),
        proposed_by_id=row.proposed_by_id,
        proposed_by=names.get(row.proposed_by_id or 0, ""),
        account=_account(account) if account else None,
    )


def _when(row: Post, on: date) -> str:
    if row.state != PostState.CONFIRMED:
        return row.state
    if row.valid_to is not None and row.valid_to <= on:
        return "ended"
    return "future" if row.valid_from > on else "valid"


def _account(row: Account) -> AccountLine:
    return AccountLine(row.pk, row.is_active, row.closed_at is not None)


def _masked(person_id: int) -> str:
    try:
        return mask_phone(newest(person_id, "phone") or "")
    except Erased:
        return ""
