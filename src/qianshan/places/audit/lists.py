"""The lists of the trace, declared once for page, file and JSON."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from qianshan.mechanisms.access.api import (
    organisation_by_uscc_or_none,
    organisations,
    staff_called,
    staff_names,
)
from qianshan.mechanisms.acts.models import Act, ActRefusal, ActSubject
from qianshan.mechanisms.calendar.clock import SHANGHAI
from qianshan.mechanisms.listing.api import BadQuery, Choice, Column, Filter, Kind, Listing
from qianshan.mechanisms.words import N_, Words

_OBJECTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One act with its names."""

    id: int
    at: datetime
    recorded_at: datetime
    command: str
    actor: str
    organisation: str
    objects: tuple[str, ...]
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One refused attempt with its names."""

    at: datetime
    command: str
    code: str
    field: str
    article: str
    actor: str


def trace_rows(acts: list[Act]) -> list[TraceRow]:
    """Acts with names and objects, in three queries."""
    names = staff_names([act.person_id for act in acts if act.person_id])
    orgs = organisations([act.as_org_id for act in acts if act.as_org_id])
    objects: dict[int, list[str]] = {}
    for row in ActSubject.objects.filter(act_id__in=[act.pk for act in acts]).order_by("id"):
        objects.setdefault(row.act_id, []).append(f"{row.kind} {row.key}")
    return [
        TraceRow(
            id=act.pk,
            at=act.at,
            recorded_at=act.recorded_at,
            command=act.command,
            actor=names.get(act.person_id or 0) or actor_name(act),
            organisation=orgs[act.as_org_id].name if act.as_org_id in orgs else "",
            objects=tuple(objects.get(act.pk, ())),
            reason=act.reason,
            origin=act.origin,
        )
        for act in acts
    ]


def actor_name(act: Act) -> str:
    """How an act without a member of staff names its actor: kind, name, and the person's number if any."""
    return f"{act.actor_kind} {act.actor_name}" + (f" #{act.person_id}" if act.person_id else "")


def refusal_rows(rows: list[ActRefusal]) -> list[RefusalRow]:
    """Refusals with the person's name; the key holds kind, name, person, organisation, origin."""
    ids = {row.pk: _person_of(row.actor_key) for row in rows}
    names = staff_names([number for number in ids.values() if number])
    return [
        RefusalRow(
            row.at, row.command, row.code, row.field, row.article, names.get(ids[row.pk] or 0, row.actor_key)
        )
        for row in rows
    ]


def _person_of(actor_key: str) -> int | None:
    parts = actor_key.split(":")
    return int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else None  # noqa: PLR2004  (third part)


def _objects(row: TraceRow) -> str:
    shown = " · ".join(row.objects[:_OBJECTS_SHOWN])
    more = len(row.objects) - _OBJECTS_SHOWN
    return f"{shown} +{more}" if more > 0 else shown


def _by_command(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    return rows.filter(command__startswith=value)


def _by_person(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    return rows.filter(person_id__in=staff_called(value))


def _by_organisation(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    found = organisation_by_uscc_or_none(value.upper())
    return rows.filter(as_org_id=found.id) if found else rows.none()


def _by_object(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    """`kind key` or a key alone."""
    kind, _, key = value.rpartition(" ")
    wanted = ActSubject.objects.filter(act_id=OuterRef("pk"), key=key)
    return rows.filter(Exists(wanted.filter(kind=kind) if kind else wanted))


def _since(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    return rows.filter(at__gte=_midnight(value, "since"))


def _until(rows: QuerySet[Act], value: str) -> QuerySet[Act]:
    return rows.filter(at__lt=_midnight(value, "until") + timedelta(days=1))


def _midnight(value: str, key: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(value), time(), SHANGHAI)
    except ValueError as error:
        raise BadQuery(
            Words(N_("“%(value)s” is not a day: write 2026-03-01."), value=value), field=key, value=value
        ) from error


def _kinds() -> list[Choice]:
    return [
        Choice("person", Words(N_("Person"))),
        Choice("link", Words(N_("Link or phone"))),
        Choice("job", Words(N_("Job"))),
        Choice("channel", Words(N_("Outside system"))),
        Choice("system", Words(N_("Installation"))),
    ]


_COMMAND = Filter("command", Words(N_("Command starts with")), _by_command)
_SINCE = Filter("since", Words(N_("From day")), _since)
_UNTIL = Filter("until", Words(N_("To day")), _until)

ACTS: Listing[TraceRow] = Listing(
    key="acts",
    words=Words(N_("Acts")),
    rows=lambda _scope: Act.objects.all(),
    prepare=trace_rows,
    columns=(
        Column("at", Words(N_("Instant")), lambda row: row.at, Kind.INSTANT, sort="at"),
        Column(
            "command", Words(N_("Command")), lambda row: row.command, Kind.CODE, href=lambda row: f"{row.id}/"
        ),
        Column("actor", Words(N_("Actor")), lambda row: row.actor, note=lambda row: row.organisation),
        Column("objects", Words(N_("On what")), _objects),
        Column("reason", Words(N_("Reason")), lambda row: row.reason),
        Column("origin", Words(N_("From where")), lambda row: row.origin, export_only=True),
        Column(
            "recorded_at", Words(N_("Recorded")), lambda row: row.recorded_at, Kind.INSTANT, export_only=True
        ),
    ),
    filters=(
        _COMMAND,
        Filter("person", Words(N_("Name of the person")), _by_person),
        Filter("organisation", Words(N_("Code of the organisation")), _by_organisation),
        Filter("object", Words(N_("Object")), _by_object),
        Filter(
            "kind",
            Words(N_("Kind of actor")),
            lambda rows, value: rows.filter(actor_kind=value),
            choices=_kinds,
        ),
        _SINCE,
        _UNTIL,
    ),
    default_sort="-at",
)


def _refused_person(rows: QuerySet[ActRefusal], value: str) -> QuerySet[ActRefusal]:
    wanted = Q(pk__in=())
    for number in staff_called(value):
        wanted |= Q(actor_key__contains=f":{number}:")
    return rows.filter(wanted)


REFUSALS: Listing[RefusalRow] = Listing(
    key="refusals",
    words=Words(N_("Refused attempts")),
    rows=lambda _scope: ActRefusal.objects.all(),
    prepare=refusal_rows,
    columns=(
        Column("at", Words(N_("Instant")), lambda row: row.at, Kind.INSTANT, sort="at"),
        Column("command", Words(N_("Command")), lambda row: row.command, Kind.CODE),
        Column("code", Words(N_("Refusal")), lambda row: row.code, Kind.CODE, note=lambda row: row.field),
        Column("article", Words(N_("Article")), lambda row: row.article),
        Column("actor", Words(N_("Actor")), lambda row: row.actor),
    ),
    filters=(_COMMAND, Filter("person", Words(N_("Name of the person")), _refused_person), _SINCE, _UNTIL),
    default_sort="-at",
)
