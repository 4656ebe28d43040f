"""Keeping, revealing and erasing personal data."""

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.sealed.erasures import noted
from qianshan.mechanisms.sealed.jobs import note_erasures
from qianshan.mechanisms.sealed.kernel.crypto import close, open_
from qianshan.mechanisms.sealed.keyring import keyring
from qianshan.mechanisms.sealed.models import PersonKey, SealedValue
from qianshan.mechanisms.sealed.vault import newest, seal, unseal
from qianshan.mechanisms.words import N_, Words

_REASON_LENGTH = 4


@command("sealed.keep")
def keep(*, person_id: int, purpose: str, text: str, by: Actor) -> None:
    """Keep a text of a person, sealed; it replaces the one kept before for this purpose.

    Raises:
        Erased: the person's key was destroyed.
    """
    subject("access.person", person_id, purpose)
    SealedValue.objects.create(
        person_id=person_id, purpose=purpose, blob=seal(person_id, purpose, text), at=by.at
    )


@command("sealed.reveal")
def reveal(*, person_id: int, purpose: str, reason: str, by: Actor, blob: bytes | None = None) -> str:
    """Read a person's sealed text in full; the act tells who read what of whom, and why.

    The caller has checked that `by` may. `blob` is a column of the caller's; without it, the
    newest kept text is meant.

    Raises:
        BadInput: no reason was given.
        NotFound: nothing is kept for this purpose.
        Erased: the person's key was destroyed.
    """
    if len(reason.strip()) < _REASON_LENGTH:
        raise BadInput(
            Words(N_("Say in a few words what the data is needed for. It is shown to the person.")),
            field="reason",
            value=reason,
        )
    subject("access.person", person_id, purpose)
    text = unseal(person_id, purpose, blob) if blob is not None else newest(person_id, purpose)
    if text is None:
        raise NotFound(Words(N_("Nothing is kept here for this purpose.")), field=purpose)
    return text


@command("sealed.erase")
def erase(*, person_id: int, reason: str, by: Actor) -> None:
    """Destroy the person's data key: everything sealed for this person is lost for good.

    Locks the key. What was sealed before stands in the database as bytes nobody can open.

    Raises:
        WrongState: the key is destroyed already, or there is none.
    """
    key = PersonKey.objects.select_for_update(no_key=True).filter(person_id=person_id).first()
    if key is None or key.wrapped is None:
        raise WrongState(Words(N_("The personal data of this person was erased before.")), value=reason)
    subject("access.person", person_id, "key")
    PersonKey.objects.filter(person_id=person_id).update(wrapped=None, destroyed_at=by.at)
    note_erasures.defer()


@command("sealed.apply_erasures")
def apply_erasures(*, by: Actor) -> int:
    """Destroy again the keys that an older backup brought back; returns how many."""
    register = noted()
    back = list(
        PersonKey.objects.select_for_update(no_key=True)
        .filter(person_id__in=list(register), wrapped__isnull=False)
        .order_by("person_id")
    )
    subject("sealed.master", keyring().master, "erasures")
    for key in back:
        key.wrapped, key.destroyed_at = None, register[key.person_id]
        subject("access.person", key.person_id, "key")
    PersonKey.objects.bulk_update(back, ["wrapped", "destroyed_at"])
    return len(back)


@command("sealed.rewrap")
def rewrap(*, limit: int, by: Actor) -> int:
    """Wrap data keys of older master keys by the current one; returns how many, at most `limit`."""
    ring = keyring()
    old = list(
        PersonKey.objects.select_for_update(no_key=True)
        .filter(wrapped__isnull=False)
        .exclude(master=ring.master)
        .order_by("person_id")[:limit]
    )
    subject("sealed.master", ring.master, "wrapped")
    for key in old:
        binding = f"key:{key.person_id}".encode()
        plain = open_(ring.masters[key.master], bytes(key.wrapped or b""), binding)
        key.wrapped, key.master = close(ring.masters[ring.master], plain, binding), ring.master
    PersonKey.objects.bulk_update(old, ["wrapped", "master"])
    return len(old)
