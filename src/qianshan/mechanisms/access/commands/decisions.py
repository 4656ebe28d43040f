"""What the head of an organisation decides on proposed posts."""

from qianshan.mechanisms.access.commands.accounts import send_invitation
from qianshan.mechanisms.access.commands.posts import may_confirm, refuse_overlap
from qianshan.mechanisms.access.models import Account, Post, PostState
from qianshan.mechanisms.acts.api import Actor, BadInput, NotAllowed, NotFound, WrongState, command, subject
from qianshan.mechanisms.words import N_, Words


@command("access.post.confirm")
def confirm_post(*, post_id: int, by: Actor) -> None:
    """Confirm a proposed post as the organisation's head; who has no account yet is invited. Locks the post.

    Raises:
        NotFound: there is no such post for this head.
        NotAllowed: the actor proposed it, or it is his own.
        WrongState: it was decided before.
        Conflict: it overlaps a post confirmed meanwhile.
    """
    post = _to_decide(post_id, by)
    refuse_overlap(post)
    _decide(post, PostState.CONFIRMED, by)
    account = Account.objects.filter(person_id=post.person_id).first()
    if account is None or account.activated_at is None:
        send_invitation(post.person_id, post.organisation_id, by)


@command("access.post.decline")
def decline_post(*, post_id: int, reason: str, by: Actor) -> None:
    """Decline a proposed post as the organisation's head; the reason stands in the act.

    Raises:
        NotFound, NotAllowed, WrongState: as `confirm_post`.
        BadInput: no reason.
    """
    if not reason.strip():
        raise BadInput(Words(N_("Say why the post is declined.")), field="reason")
    _decide(_to_decide(post_id, by), PostState.DECLINED, by)


def _to_decide(post_id: int, by: Actor) -> Post:
    post = Post.objects.select_for_update(no_key=True).filter(pk=post_id).first()
    if post is None or not may_confirm(by, post.organisation_id):
        raise NotFound(Words(N_("There is no such post.")))
    if by.person_id in (post.person_id, post.proposed_by_id):
        raise NotAllowed(Words(N_("Nobody confirms his own post, nor one that he proposed.")))
    if post.state != PostState.PROPOSED:
        raise WrongState(Words(N_("The post was decided before.")))
    return post


def _decide(post: Post, state: PostState, by: Actor) -> None:
    Post.objects.filter(pk=post.pk).update(state=state, decided_by_id=by.person_id, decided_at=by.at)
    subject("access.post", post.pk, "state")
    subject("access.person", post.person_id)
