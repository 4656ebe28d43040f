"""Sealing and opening with persons' data keys; opening here leaves no act, so only masks and jobs use it."""

from collections.abc import Iterable

from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.sealed.kernel.crypto import close, keyed_hash, new_key, open_
from qianshan.mechanisms.sealed.keyring import keyring
from qianshan.mechanisms.sealed.models import PersonKey, SealedValue
from qianshan.mechanisms.words import N_, Words


class Erased(NotFound):
    """The person's key was destroyed: what was sealed for this person cannot be read again."""

    code = "erased"


def add_key(person_id: int) -> None:
    """Draw the person's data key; inside the command that creates the person."""
    add_keys([person_id])


def add_keys(person_ids: Iterable[int]) -> None:
    """Draw the data keys of several persons in one statement."""
    ring = keyring()
    PersonKey.objects.bulk_create(
        PersonKey(
            person_id=person_id,
            master=ring.master,
            wrapped=close(ring.masters[ring.master], new_key(), _key_binding(person_id)),
        )
        for person_id in person_ids
    )


def seal(person_id: int, purpose: str, text: str) -> bytes:
    """Seal a text of a person; the blob goes into a BinaryField of whoever asks.

    Raises:
        Erased: the person's key was destroyed or never existed.
    """
    return close(_data_key(person_id), text.encode(), _binding(person_id, purpose))


def unseal(person_id: int, purpose: str, blob: bytes) -> str:
    """Open a blob that `seal` made, without an act: for jobs that hand it on, and for masks.

    Raises:
        Erased: the person's key was destroyed.
        CannotOpen: the blob belongs to another person or purpose, or was changed.
    """
    return open_(_data_key(person_id), bytes(blob), _binding(person_id, purpose)).decode()


def newest(person_id: int, purpose: str) -> str | None:
    """The newest kept text of a person for a purpose, without an act; None when there is none.

    Raises:
        Erased: the person's key was destroyed.
    """
    row = SealedValue.objects.filter(person_id=person_id, purpose=purpose).order_by("-id").first()
    return unseal(person_id, purpose, bytes(row.blob)) if row else None


def seal_for_system(purpose: str, text: str) -> bytes:
    """Seal what belongs to no person and is soon removed, such as a notice that waits to be sent."""
    ring = keyring()
    return bytes([ring.master]) + close(
        ring.masters[ring.master], text.encode(), b"system:" + purpose.encode()
    )


def unseal_for_system(purpose: str, blob: bytes) -> str:
    """Open what `seal_for_system` made."""
    blob = bytes(blob)
    return open_(keyring().masters[blob[0]], blob[1:], b"system:" + purpose.encode()).decode()


def blind_index(purpose: str, text: str) -> bytes:
    """The look-up value of a text for a purpose under the current key: its number, then 32 bytes."""
    ring = keyring()
    return bytes([ring.blind_key]) + keyed_hash(ring.blind[ring.blind_key], purpose, text)


def blind_candidates(purpose: str, text: str) -> list[bytes]:
    """The look-up values of a text under every key that was ever current, newest first."""
    ring = keyring()
    return [
        bytes([number]) + keyed_hash(key, purpose, text)
        for number, key in sorted(ring.blind.items(), reverse=True)
    ]


def _data_key(person_id: int) -> bytes:
    key = PersonKey.objects.filter(person_id=person_id).first()
    if key is None or key.wrapped is None:
        raise Erased(Words(N_("The personal data of this person was erased and cannot be read.")))
    return open_(keyring().masters[key.master], bytes(key.wrapped), _key_binding(person_id))


def _key_binding(person_id: int) -> bytes:
    return f"key:{person_id}".encode()


def _binding(person_id: int, purpose: str) -> bytes:
    return f"person:{person_id}:{purpose}".encode()
