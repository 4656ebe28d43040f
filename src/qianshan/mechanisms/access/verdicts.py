"""Permissions: one function, asked by the page that shows the button and by the command."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qianshan.mechanisms.access.capabilities import capability
from qianshan.mechanisms.access.kinds import ROLES
from qianshan.mechanisms.access.models import Post, PostState
from qianshan.mechanisms.acts.api import Actor, ActorKind, NotAllowed
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with the reason."""

    ok: bool
    words: Words

    def __bool__(self) -> bool:
        return self.ok

    def required(self) -> None:
        """Go on only if yes.

        Raises:
            NotAllowed: carries the reason.
        """
        if not self.ok:
            raise NotAllowed(self.words)

    @classmethod
    def yes(cls) -> "Verdict":
        """Allowed."""
        return cls(ok=True, words=Words(N_("You may do this.")))

    @classmethod
    def no(cls, words: Words) -> "Verdict":
        """Not allowed, for this reason."""
        return cls(ok=False, words=words)


def valid_posts(person_id: int, on: date, organisation_id: int | None = None) -> list[Post]:
    """The confirmed posts of a person that are valid on a day, in a total order."""
    posts = Post.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        person_id=person_id,
        state=PostState.CONFIRMED,
        valid_from__lte=on,
        organisation__ended_at__isnull=True,
    )
    if organisation_id is not None:
        posts = posts.filter(organisation_id=organisation_id)
    return list(posts.select_related("organisation").order_by("organisation__name", "organisation_id", "id"))


def may(
    actor: Actor, capability_key: str, organisation_id: int, *, division_code: str | None = None
) -> Verdict:
    """Whether the actor may do this in this organisation, for an object of this division.

    The actor is a person who wears the hat of the organisation and holds there, on the day of the
    act, a post with one of the capability's roles whose scope holds the division.
    """
    wanted = capability(capability_key)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return Verdict.no(Words(N_("Only a person in a post may do this.")))
    if actor.as_org_id != organisation_id:
        return Verdict.no(Words(N_("You act for another organisation here. Switch to the right one.")))
    posts = valid_posts(actor.person_id, actor.date, organisation_id)
    if not posts:
        return Verdict.no(Words(N_("You hold no post in this organisation today.")))
    if wanted.kinds is not None and posts[0].organisation.kind not in wanted.kinds:
        return Verdict.no(Words(N_("This is not a task of your organisation.")))
    fitting = [post for post in posts if wanted.roles & set(post.roles)]
    if not fitting:
        return Verdict.no(
            Words(
                N_("“%(deed)s” needs one of these roles: %(roles)s."),
                deed=wanted.words,
                roles=RoleList(tuple(sorted(wanted.roles))),
            )
        )
    if division_code and not any(_covers(post, division_code, actor.date) for post in fitting):
        return Verdict.no(Words(N_("This lies outside the area of your post.")))
    return Verdict.yes()


@dataclass(frozen=True, slots=True)
class RoleList:
    """Roles whose names are joined in the reader's language when the sentence is shown."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return str(Words(N_(", "))).join(str(ROLES[key].words) for key in self.keys if key in ROLES)


def _covers(post: Post, division_code: str, on: date) -> bool:
    from qianshan.mechanisms.divisions.api import is_within

    return not post.scope_code or is_within(division_code, post.scope_code, on)
