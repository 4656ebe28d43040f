"""Posts: proposed by the security administrator, confirmed by the organisation's head."""

from datetime import date

from django.db import connection

from qianshan.mechanisms.access.kinds import (
    ADMINISTRATORS,
    HEAD,
    OPERATOR,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
)
from qianshan.mechanisms.access.models import Organisation, Person, Post, PostState
from qianshan.mechanisms.access.verdicts import Verdict, valid_posts
from qianshan.mechanisms.acts.api import (
    Actor,
    ActorKind,
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    WrongState,
    command,
    subject,
)
from qianshan.mechanisms.words import N_, Words


@command("access.post.appoint")
def appoint(  # noqa: PLR0913  (keyword-only, each a column)
    *,
    person_id: int,
    organisation_id: int,
    roles: list[str],
    by: Actor,
    scope_code: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Put a person into a confirmed post at once: for installation and practice, never for a person.

    Raises:
        NotAllowed: a person acts; persons propose and confirm.
        BadInput, Conflict: as `propose_post`.
    """
    if by.kind not in (ActorKind.SYSTEM, ActorKind.JOB):
        raise NotAllowed(Words(N_("A post is proposed by one person and confirmed by another.")))
    post = _new_post(person_id, organisation_id, roles, scope_code, (valid_from or by.date, valid_to), by)
    post.state, post.decided_at = PostState.CONFIRMED, by.at
    refuse_overlap(post)
    post.save()
    subject("access.post", post.pk)
    subject("access.person", person_id)
    return post.pk


@command("access.post.propose")
def propose_post(  # noqa: PLR0913  (keyword-only, each a column)
    *,
    person_id: int,
    organisation_id: int,
    roles: list[str],
    by: Actor,
    scope_code: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Propose a post; it counts only after the organisation's head has confirmed it.

    Raises:
        NotAllowed: the actor is no security administrator of this organisation or of the operator,
            or proposes himself.
        BadInput: a role is unknown or not one of this kind of organisation, or the period is empty.
        Conflict: administrators' roles would meet in one person, or the posts overlap.
    """
    may_propose(by, organisation_id).required()
    if person_id == by.person_id:
        raise NotAllowed(Words(N_("Nobody proposes a post for himself.")))
    post = _new_post(person_id, organisation_id, roles, scope_code, (valid_from or by.date, valid_to), by)
    refuse_overlap(post)
    post.save()
    subject("access.post", post.pk)
    subject("access.person", person_id)
    return post.pk


@command("access.post.end")
def end_post(*, post_id: int, on: date, reason: str, by: Actor) -> None:
    """End a confirmed post: from `on` it does not count. Locks the post.

    Raises:
        NotFound: there is no such post.
        NotAllowed: the actor is neither head nor security administrator there.
        WrongState: it is not confirmed, or ends earlier.
        BadInput: the day lies before today or before the post's start.
    """
    post = Post.objects.select_for_update(no_key=True).filter(pk=post_id).first()
    if post is None:
        raise NotFound(Words(N_("There is no such post.")))
    if not (may_confirm(by, post.organisation_id) or may_propose(by, post.organisation_id)):
        raise NotFound(Words(N_("There is no such post.")))
    if post.state != PostState.CONFIRMED or (post.valid_to is not None and post.valid_to <= on):
        raise WrongState(Words(N_("The post has ended by then already.")), field="on", value=on)
    if on < by.date or on < post.valid_from:
        raise BadInput(
            Words(N_("A post ends today or later, and not before it starts.")), field="on", value=on
        )
    Post.objects.filter(pk=post.pk).update(valid_to=on)
    subject("access.post", post.pk, "valid_to")
    subject("access.person", post.person_id)


def may_propose(by: Actor, organisation_id: int) -> Verdict:
    """Whether the actor is a security administrator of this organisation or of the operator."""
    if _holds(by, SECURITY_ADMIN, organisation_id):
        return Verdict.yes()
    return Verdict.no(Words(N_("Posts are proposed by the security administrator.")))


def may_confirm(by: Actor, organisation_id: int) -> Verdict:
    """Whether the actor is the organisation's head, or the operator's while it has no head.

    While the operator itself has no head yet, its system administrator confirms.
    """
    if _holds(by, HEAD, organisation_id) or (
        by.as_org_id == organisation_id
        and _holds(by, SYSTEM_ADMIN, organisation_id)
        and not _has_head(organisation_id, by.date)
    ):
        return Verdict.yes()
    return Verdict.no(Words(N_("Posts are confirmed by the head of the organisation.")))


def _holds(by: Actor, role: str, organisation_id: int) -> bool:
    if by.kind is not ActorKind.PERSON or by.person_id is None or by.as_org_id is None:
        return False
    worn = [post for post in valid_posts(by.person_id, by.date, by.as_org_id) if role in post.roles]
    if not worn:
        return False
    if by.as_org_id == organisation_id:
        return True
    if worn[0].organisation.kind != OPERATOR:
        return False
    return role == SECURITY_ADMIN or not _has_head(organisation_id, by.date)


def _has_head(organisation_id: int, on: date) -> bool:
    heads = Post.objects.filter(
        organisation_id=organisation_id,
        state=PostState.CONFIRMED,
        roles__contains=[HEAD],
        valid_from__lte=on,
    )
    return heads.exclude(valid_to__lte=on).exists()


def _new_post(
    person_id: int,
    organisation_id: int,
    roles: list[str],
    scope_code: str,
    period: tuple[date, date | None],
    by: Actor,
) -> Post:
    organisation = Organisation.objects.filter(pk=organisation_id, ended_at__isnull=True).first()
    person = Person.objects.filter(pk=person_id).first()
    if organisation is None or person is None:
        raise NotFound(Words(N_("There is no such person or organisation.")))
    valid_from, valid_to = period
    if valid_to is not None and valid_to <= valid_from:
        raise BadInput(Words(N_("The post ends after it starts.")), field="valid_to", value=valid_to)
    _check_roles(roles, organisation)
    _keep_administrators_apart(person_id, roles, valid_from)
    return Post(
        person=person,
        organisation=organisation,
        roles=sorted(set(roles)),
        scope_code=scope_code,
        valid_from=valid_from,
        valid_to=valid_to,
        state=PostState.PROPOSED,
        proposed_by_id=by.person_id,
        proposed_at=by.at,
    )


def _check_roles(roles: list[str], organisation: Organisation) -> None:
    if not roles:
        raise BadInput(Words(N_("Choose at least one role.")), field="roles")
    for key in roles:
        role = ROLES.get(key)
        if role is None or organisation.kind not in role.kinds:
            raise BadInput(
                Words(
                    N_("“%(role)s” is not a role of this kind of organisation."),
                    role=role.words if role else key,
                ),
                field="roles",
                value=key,
            )


def _keep_administrators_apart(person_id: int, roles: list[str], on: date) -> None:
    """The three administrators are three persons; an administrator for audit holds no other role."""
    held = {role for post in valid_posts(person_id, on) for role in post.roles} | set(roles)
    if len(held & ADMINISTRATORS) > 1 or ("audit_admin" in held and len(held) > 1):
        raise Conflict(
            Words(
                N_(
                    "System, security and audit administrator are three different persons, and the "
                    "audit administrator holds no other role."
                )
            ),
            field="roles",
        )


def refuse_overlap(post: Post) -> None:
    """The kind sentence; the exclusion constraint gives the certainty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM access_post WHERE person_id = %s AND organisation_id = %s AND state = 'confirmed'"
            " AND id IS DISTINCT FROM %s AND daterange(valid_from, valid_to) && daterange(%s::date, %s::date)",
            [post.person_id, post.organisation_id, post.pk, post.valid_from, post.valid_to],
        )
        if cursor.fetchone():
            raise Conflict(
                Words(N_("This person holds a post there in that period. End it first.")), field="valid_from"
            )
