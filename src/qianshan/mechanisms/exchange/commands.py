"""Parcels and differences."""

from collections.abc import Mapping

from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, act_id, command, subject
from qianshan.mechanisms.exchange.models import Difference, Outgoing
from qianshan.mechanisms.exchange.seals import close_payload
from qianshan.mechanisms.words import N_, Words

_LONGEST = 200


def send(*, system: str, kind: str, key: str, payload: Mapping[str, object], by: Actor) -> None:
    """Put a parcel into the outbox; inside a command only. The job hands it over after the commit.

    Args:
        system: name of the outside system, such as `bank`.
        kind: what it is, such as `bank.batch`.
        key: ours, unique for system and kind; lets them recognise a repeat.
        payload: plain values; the system's folder in `outside` writes the file from it.
        by: the actor of the command.

    Raises:
        LookupError: no command is running.
        IntegrityError: this key was sent before.
    """
    from qianshan.mechanisms.exchange.jobs import deliver

    row = Outgoing.objects.create(
        system=system,
        kind=kind,
        key=key,
        payload=close_payload(payload),
        act_id=act_id(),
        made_at=by.at,
        next_at=by.at,
    )
    deliver.defer(outgoing_id=row.pk)


@command("exchange.difference.note")
def note_difference(
    *, about: tuple[str, str, str, str], ours: str, theirs: str, owner_org_id: int | None, by: Actor
) -> int:
    """Note a disagreement, once while it is open; returns its id.

    Args:
        about: system, kind, key and field; never personal data.
        ours: our value.
        theirs: their value.
        owner_org_id: who has to settle it; None means the platform.
        by: who found it.
    """
    system, kind, key, field = about
    row, made = Difference.objects.get_or_create(
        system=system,
        kind=kind,
        key=key,
        field=field,
        settled_at=None,
        defaults={
            "ours": ours[:_LONGEST],
            "theirs": theirs[:_LONGEST],
            "owner_org_id": owner_org_id,
            "found_at": by.at,
        },
    )
    subject("exchange.difference", row.pk, *(["found_at"] if made else []))
    return row.pk


@command("exchange.difference.settle")
def settle_difference(*, difference_id: int, owner_org_id: int | None, settlement: str, by: Actor) -> None:
    """Say how a difference was settled. Locks it.

    Raises:
        NotFound: no open difference of this owner.
        BadInput: no word on how.
    """
    if not settlement.strip():
        raise BadInput(
            Words(N_("Say how it was settled: who was right, and what was corrected.")), field="settlement"
        )
    row = (
        Difference.objects.select_for_update(no_key=True)
        .filter(pk=difference_id, owner_org_id=owner_org_id, settled_at=None)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no open difference of this number here.")))
    subject("exchange.difference", row.pk, "settled_at", "settlement")
    row.settled_at, row.settlement = by.at, settlement.strip()
    row.save(update_fields=["settled_at", "settlement"])
