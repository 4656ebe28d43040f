"""The chain of acts: an inner Merkle log over the trace, so that a changed act shows.

The engine adds committed acts a moment later, never inside their transaction (a hash chain there
would be one global lock). What is hashed is the act with its subjects and its outcome, all of them
written once in one transaction. The heads stand in the table beside it: this holds against whoever
changes the trace and not the chain. Against the owner, who could rewrite both, stands what the
public log and its witness have of the same acts.

An act's id is drawn a moment before its transaction's number, in one statement. Should a process
be stopped for whole rounds exactly there, its act would miss its place: `broken_chain` names
old acts that were passed over.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from qianshan.mechanisms.acts.models import ChainRun, ChainState
from qianshan.mechanisms.merkle.kernel import Edge, leaf_hash
from qianshan.mechanisms.merkle.kernel.numbering import Place, Transactions, read_fresh
from qianshan.mechanisms.words import N_, Words

BATCH = 2_000
_HASH_BYTES = 32
_SHOWN = 20
_GRACE = timedelta(minutes=5)
ActRow = tuple[int, bytes]

_ACTS = """
SELECT a.id, a.command, a.actor_kind, a.actor_name, a.person_id, a.as_org_id, a.origin, a.reason, a.at, a.recorded_at,
  (SELECT coalesce(json_agg(json_build_array(s.kind, s.key) ORDER BY s.id), '[]') FROM acts_actsubject s WHERE s.act_id = a.id),
  (SELECT json_build_array(o.steps, o.fields) FROM acts_actoutcome o WHERE o.act_id = a.id)
FROM acts_act a WHERE a.id >= %s AND a.id <= %s ORDER BY a.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class BrokenAct:
    """A place where the chain does not hold."""

    where: str
    words: Words


def act_bytes(row: tuple[object, ...]) -> bytes:
    """What is hashed of an act: every field but the transaction's number, which a restore changes."""
    plain = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def chain_acts(_now: datetime) -> int:
    """Give committed acts their places; returns how many got one."""
    with transaction.atomic(durable=True):
        state = ChainState.objects.select_for_update().get(pk=1)
        fresh = read_fresh(
            Place(state.high, [(first, last, seen) for first, last, seen in state.gaps]),
            _transactions(),
            _read_acts,
            BATCH,
        )
        if not fresh.rows and list(fresh.place.gaps) == [tuple(gap) for gap in state.gaps]:
            return 0
        _keep(state, fresh.runs(state.size), dict(fresh.rows))
        state.high, state.gaps = fresh.place.high, list(fresh.place.gaps)
        state.save()
    return len(fresh.rows)


def _transactions() -> Transactions:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_current_xact_id()::text::bigint"
        )
        return Transactions(*cursor.fetchone())


def _read_acts(first: int, last: int | None, most: int) -> list[ActRow]:
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, [first, last if last is not None else 2**62, most])
        return [(row[0], act_bytes(row)) for row in cursor.fetchall()]


def _keep(state: ChainState, runs: list[tuple[int, int, int]], acts: dict[int, bytes]) -> None:
    edge = _edge(state)
    rows = []
    for first_index, first_act, count in runs:
        for act_id in range(first_act, first_act + count):
            edge.append(leaf_hash(acts[act_id]))
        rows.append(ChainRun(first_index=first_index, first_act=first_act, count=count, root=edge.root()))
    ChainRun.objects.bulk_create(rows)
    state.size, state.edge = edge.size, b"".join(edge.subtrees)


def _edge(state: ChainState) -> Edge:
    data = bytes(state.edge)
    return Edge(state.size, [data[at : at + _HASH_BYTES] for at in range(0, len(data), _HASH_BYTES)])


def broken_chain(*, now: datetime) -> list[BrokenAct]:
    """Where the trace and its chain do not agree: a changed, removed, added or forgotten act."""
    state = ChainState.objects.get(pk=1)
    broken = list(_broken_runs(ChainRun.objects.order_by("first_index").iterator(), state))
    if not broken:
        broken = [
            BrokenAct(
                f"act {act}",
                Words(N_("This act is older than five minutes, and the chain has passed over it.")),
            )
            for act in _forgotten(now - _GRACE, state.high)
        ]
    return broken[:_SHOWN]


def _broken_runs(runs: Iterable[ChainRun], state: ChainState) -> Iterator[BrokenAct]:
    edge = Edge()
    for run in runs:
        acts = _read_acts(run.first_act, run.first_act + run.count - 1, run.count)
        for _, content in acts:
            edge.append(leaf_hash(content))
        if run.first_index + len(acts) != edge.size or edge.root() != bytes(run.root or b""):
            words = Words(
                N_("The acts %(first)s to %(last)s are not what they were when they were chained."),
                first=run.first_act,
                last=run.first_act + run.count - 1,
            )
            yield BrokenAct(f"act {run.first_act}", words)
            return
    if edge.size != state.size or b"".join(edge.subtrees) != bytes(state.edge):
        words = Words(
            N_("The chain says it has %(said)s acts, and %(found)s are there."),
            said=state.size,
            found=edge.size,
        )
        yield BrokenAct("chain", words)


def _forgotten(before: datetime, high: int) -> list[int]:
    """Old acts that the engine has read over; those above `high` wait while it does not run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id FROM acts_act a WHERE a.id <= %s AND a.recorded_at < %s AND NOT EXISTS (SELECT 1 FROM acts_chainrun r"
            " WHERE r.first_act = (SELECT max(first_act) FROM acts_chainrun WHERE first_act <= a.id)"
            " AND a.id < r.first_act + r.count) ORDER BY a.id LIMIT %s",
            [high, before, _SHOWN],
        )
        return [row[0] for row in cursor.fetchall()]
