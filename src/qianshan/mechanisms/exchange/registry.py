"""Who carries, and who is told: filled while the application starts."""

from collections.abc import Callable

from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.exchange.types import Arrival, Transport

# (key of the parcel, their reference, their refusal or "", who tells)
SentHandler = Callable[..., None]
ArrivalHandler = Callable[[Arrival, Actor], None]

_transports: dict[str, Transport] = {}
_on_sent: dict[tuple[str, str], SentHandler] = {}
_on_arrival: dict[tuple[str, str], ArrivalHandler] = {}


def use_transport(transport: Transport) -> None:
    """Reach `transport.system` this way; a later call replaces an earlier one (tests)."""
    _transports[transport.system] = transport


def transport_for(system: str) -> Transport | None:
    """The way to a system, or None when there is none here."""
    return _transports.get(system)


def transports() -> list[Transport]:
    """All ways, in the order in which they were wired."""
    return list(_transports.values())


def on_sent(system: str, kind: str) -> Callable[[SentHandler], SentHandler]:
    """Be told the fate of a parcel: `handler(key=…, their_ref=…, refusal=…, by=…)`; may be told twice."""

    def decorate(handler: SentHandler) -> SentHandler:
        _once(_on_sent, (system, kind), handler)
        return handler

    return decorate


def on_arrival(system: str, kind: str) -> Callable[[ArrivalHandler], ArrivalHandler]:
    """Be handed an arrival: `handler(arrival, by)` reads it and calls a command; may be called twice."""

    def decorate(handler: ArrivalHandler) -> ArrivalHandler:
        _once(_on_arrival, (system, kind), handler)
        return handler

    return decorate


def sent_handler(system: str, kind: str) -> SentHandler | None:
    """Who is told."""
    return _on_sent.get((system, kind))


def arrival_handler(system: str, kind: str) -> ArrivalHandler | None:
    """Who reads."""
    return _on_arrival.get((system, kind))


def _once(
    table: dict[tuple[str, str], Callable[..., None]], name: tuple[str, str], handler: Callable[..., None]
) -> None:
    if table.get(name, handler) is not handler:
        raise ValueError(f"two handlers for {name[0]} {name[1]}")
    table[name] = handler
