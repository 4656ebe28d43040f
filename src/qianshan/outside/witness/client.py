"""Speaking to a witness: one POST for a cosignature, one GET for what it has seen."""

import base64
import http.client
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from qianshan.mechanisms.translog.api import (
    Checkpoint,
    Verifier,
    parse_checkpoint,
    parse_signatures,
)

_TIMEOUT_SECONDS = 1.5
_LONGEST = 64 * 1024


class WitnessSilent(Exception):
    """The witness does not answer, or answers with an error of its own."""


class WitnessRefuses(Exception):
    """The witness says that this head does not extend what it has seen, or that it does not know us."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class WitnessClient:
    """One witness by its address (http or https, with or without a path)."""

    prefix: str

    def call(self, method: str, path: str, body: str = "") -> Answer:
        """One request.

        Raises:
            WitnessSilent: no answer in time, too long an answer, or 5xx.
        """
        parts = urlsplit(self.prefix)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, f"{parts.path.rstrip('/')}/{path}", body.encode() or None)
            response = connection.getresponse()
            data = response.read(_LONGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise WitnessSilent(f"{self.prefix}: {error}") from error
        finally:
            connection.close()
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or len(data) > _LONGEST:
            raise WitnessSilent(f"{self.prefix} answered {response.status}")
        return Answer(response.status, data.decode("utf-8", "replace"))

    def newest(self, log: Verifier, witness: Verifier) -> Checkpoint | None:
        """The newest head of this log that the witness has signed; None when it has signed none.

        Raises:
            WitnessSilent: no answer.
            BadNote: what it shows is not signed by the log and by the witness.
        """
        answer = self.call("GET", f"{sha256(log.name.encode()).hexdigest()}/checkpoint")
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        checkpoint = parse_checkpoint(answer.body, log)
        if witness.finds(checkpoint.note) is None:
            raise WitnessRefuses(f"{self.prefix} shows a head that it did not sign")
        return checkpoint

    def cosign(
        self, checkpoint: Checkpoint, old: int, proof: list[bytes], witness: Verifier
    ) -> Checkpoint | int:
        """Ask for a cosignature; the head with it, or the size that the witness knows instead of `old`.

        Raises:
            WitnessSilent: no answer.
            WitnessRefuses: it says no, or its signature is not its own.
            BadNote: its signature does not fit.
        """
        lines = "".join(f"{base64.b64encode(hashed).decode('ascii')}\n" for hashed in proof)
        answer = self.call("POST", "add-checkpoint", f"old {old}\n{lines}\n{checkpoint}")
        if answer.status == HTTPStatus.CONFLICT and answer.body.strip().isdigit():
            return int(answer.body)
        if answer.status != HTTPStatus.OK:
            raise WitnessRefuses(f"{self.prefix} answered {answer.status} {answer.body.strip()[:200]}")
        cosigned = checkpoint.with_cosignatures(parse_signatures(answer.body))
        if witness.finds(cosigned.note) is None:
            raise WitnessRefuses(f"{self.prefix} answered without its own signature")
        return cosigned
