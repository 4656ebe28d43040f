"""The engine's step: let the witness sign the newest head, and keep what it has signed."""

from datetime import datetime
from http import HTTPStatus

from django.conf import settings

from qianshan.mechanisms.acts.api import is_practice
from qianshan.mechanisms.channels.engine import step
from qianshan.mechanisms.translog.api import (
    Checkpoint,
    Verifier,
    WitnessState,
    answer_newest_witnessed,
    consistency_from,
    keep_witnessed,
    pin_witness,
    pinned_witness,
    published,
    witnessed,
)
from qianshan.outside.witness.client import WitnessClient, WitnessRefuses


def configured() -> tuple[WitnessClient, Verifier | None] | None:
    """The witness of this installation and its key if it was given; None when there is no witness."""
    address, _, key = settings.WITNESS.partition(" ")
    if address:
        return WitnessClient(address), Verifier.parse(key)
    if settings.SANDBOX_URL and is_practice():
        return WitnessClient(f"{settings.SANDBOX_URL}/witness"), None
    return None


def _trusted(client: WitnessClient, given: Verifier | None, log: Verifier) -> Verifier:
    """The witness's key: as given, as pinned, or in practice as it is first seen."""
    known = given or pinned_witness()
    if known is None:
        answer = client.call("POST", "logs", f"{log}\n")
        if answer.status != HTTPStatus.OK:
            raise WitnessRefuses(
                f"{client.prefix} does not take our key: {answer.status} {answer.body.strip()}"
            )
        known = Verifier.parse(answer.body)
    if pinned_witness() != known:
        pin_witness(known)
    return known


@step("witness.cosign", every_seconds=1.0)
def cosign_newest(now: datetime) -> int:
    """Have the newest published head signed, if the witness has not signed it yet; returns 1 when it did.

    Raises:
        WitnessSilent: it does not answer; the engine tries again.
        WitnessRefuses: it says that the log was forked.
    """
    found, newest = configured(), published()
    if found is None or newest is None:
        return 0
    have = witnessed()
    if have is not None and have.size == newest.checkpoint.size:
        return 0
    client, given = found
    try:
        witness = _trusted(client, given, newest.verifier)
        _cosign(client, witness, newest.checkpoint, have)
    except Exception as error:
        WitnessState(at=now, size=have.size if have else 0, trouble=str(error)).keep()
        raise
    WitnessState(at=now, size=newest.checkpoint.size, trouble="").keep()
    return 1


def _cosign(
    client: WitnessClient, witness: Verifier, checkpoint: Checkpoint, have: Checkpoint | None
) -> None:
    old = have.size if have else 0
    answer = client.cosign(checkpoint, old, consistency_from(old, checkpoint), witness)
    if isinstance(answer, int):
        known = _what_it_knows(client, witness, checkpoint, answer)
        answer = client.cosign(checkpoint, known, consistency_from(known, checkpoint), witness)
    if isinstance(answer, int):
        raise WitnessRefuses(f"{client.prefix} asks for {answer} leaves twice")
    keep_witnessed(answer)


def _what_it_knows(client: WitnessClient, witness: Verifier, checkpoint: Checkpoint, size: int) -> int:
    """Keep what the witness has signed before, and refuse to go on when it has seen more than we have."""
    log = published()
    seen = client.newest(log.verifier, witness) if log else None
    if seen is not None:
        keep_witnessed(seen)
    if size > checkpoint.size:
        raise WitnessRefuses(f"{client.prefix} has signed {size} leaves, we have published {checkpoint.size}")
    return size


def newest_witnessed(log: Verifier) -> Checkpoint | None:
    """What the witness has signed of this log, asked when our own folder holds no checkpoint."""
    found = configured()
    if found is None:
        return None
    client, given = found
    return client.newest(log, _trusted(client, given, log))


answer_newest_witnessed(newest_witnessed)
