"""The door: `@command` opens the transaction, writes the act first and its outcome last."""

import functools
import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar, cast

from django.db import connection, transaction

from qianshan.mechanisms.acts.actor import Actor
from qianshan.mechanisms.acts.models import ActRefusal
from qianshan.mechanisms.acts.refusals import Refusal

P = ParamSpec("P")
R = TypeVar("R")

COMMANDS: dict[str, Callable[..., object]] = {}


@dataclass(slots=True)
class _Open:
    """The act that is being carried out."""

    act_id: int
    subjects: dict[tuple[str, str], None] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    fields: dict[str, None] = field(default_factory=dict)


_current: ContextVar[_Open | None] = ContextVar("qianshan_act", default=None)


class NoSubject(AssertionError):
    """A command wrote to a guarded table and did not say on what."""


def act_id() -> int:
    """The act that is being carried out.

    Raises:
        LookupError: no command is running.
    """
    return _running().act_id


def subject(kind: str, key: object, *fields: str) -> None:
    """Name an object that this act touches, and the fields that it changes (names, never values)."""
    running = _running()
    running.subjects[kind, str(key)] = None
    running.fields.update(dict.fromkeys(fields))


def _running() -> _Open:
    running = _current.get()
    if running is None:
        raise LookupError("no command is running: call this inside a function with @command")
    return running


def command(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function with `by: Actor` the only way in which its change happens.

    The outermost command opens a durable transaction; a command inside it joins. A refusal rolls
    everything back and is recorded in a transaction of its own. Optional keyword `reason` goes
    into the act.

    Raises:
        NoSubject: something guarded was written and `subject()` was never called.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if name in COMMANDS:
            raise ValueError(f"two commands are named {name}: {COMMANDS[name]} and {function}")
        COMMANDS[name] = function

        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            by = cast("Actor", kwargs["by"])
            running = _current.get()
            if running is not None:
                running.steps.append(name)
                return function(*args, **kwargs)
            try:
                with transaction.atomic(durable=True):
                    reason = str(kwargs.get("reason") or "")
                    return _carry_out(name, by, reason, lambda: function(*args, **kwargs))
            except Refusal as refusal:
                _record(refusal, name, by)
                raise

        return wrapper

    return decorate


def _carry_out(name: str, by: Actor, reason: str, run: Callable[[], R]) -> R:
    running = _Open(_open(name, by, reason))
    token = _current.set(running)
    try:
        result = run()
    finally:
        _current.reset(token)
    _close(running, name)
    return result


_OPEN = """
WITH act AS (
  INSERT INTO acts_act (command, actor_kind, actor_name, person_id, as_org_id, origin, reason, at)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id)
SELECT id, set_config('qs.act', id::text, true), set_config('qs.wrote', '', true) FROM act
"""

_CLOSE = """
WITH touched AS (
  INSERT INTO acts_actsubject (act_id, kind, key) SELECT %(act)s, * FROM unnest(%(kinds)s::text[], %(keys)s::text[])),
ended AS (
  INSERT INTO acts_actoutcome (act_id, steps, fields) VALUES (%(act)s, %(steps)s::jsonb, %(fields)s::jsonb))
SELECT set_config('qs.act', '', true), set_config('qs.wrote', '', true)
"""


def _open(name: str, by: Actor, reason: str) -> int:
    """Write the act and set it for the transaction, in one statement: every command pays for this."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN, [name, by.kind.value, by.name, by.person_id, by.as_org_id, by.origin, reason, by.at]
        )
        return int(cursor.fetchone()[0])


def _close(running: _Open, name: str) -> None:
    """Write what was touched and how it ended, and clear the setting, in one statement."""
    with connection.cursor() as cursor:
        if not running.subjects:
            cursor.execute("SELECT current_setting('qs.wrote', true)")
            row = cursor.fetchone()
            if row and row[0]:
                raise NoSubject(f"{name} wrote to {row[0]} and named no subject: call subject(kind, key)")
        cursor.execute(
            _CLOSE,
            {
                "act": running.act_id,
                "kinds": [kind for kind, _ in running.subjects],
                "keys": [key for _, key in running.subjects],
                "steps": json.dumps(running.steps),
                "fields": json.dumps(list(running.fields)),
            },
        )


def _record(refusal: Refusal, name: str, by: Actor) -> None:
    """Keep that it was refused, at most once a minute per actor, command and reason."""
    key = f"{by.kind}:{by.name}:{by.person_id or ''}:{by.as_org_id or ''}:{by.origin}"
    with transaction.atomic():
        ActRefusal.objects.bulk_create(
            [
                ActRefusal(
                    actor_key=key[:160],
                    command=name,
                    code=refusal.code,
                    field=(refusal.field or "")[:60],
                    article=(refusal.article or "")[:60],
                    minute=by.at.replace(second=0, microsecond=0),
                    at=by.at,
                )
            ],
            ignore_conflicts=True,
        )
