"""The tape: inflows that touch, outflows, and the uses that cover fen. What SQL itself refuses stands here and in sql/."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import NullIf

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.ledger.kernel.kinds import FROM_A_USE, InflowKind, OutflowKind, OutflowState, values
from qianshan.mechanisms.ledger.models.book import Book, Fund
from qianshan.mechanisms.ledger.models.journal import Entry


def _point(column: str, kind: str) -> Func:
    return Func(F(column), F(column), Value("[]"), function=kind)


class Outflow(ActedModel):
    """Money that leaves a tape, to one payee. `lane` is empty for a refund or closing that takes both.

    `entry` booked it; `paid_entry` booked the bank's confirmation. `gift`: the gift that a refund gives back.
    `returned`: fen that came back from the payee, kept; `outflow.sum` recomputes it.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    lane = models.SmallIntegerField(null=True)
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=9)
    payee = models.CharField(max_length=60, blank=True)
    order_ref = models.CharField(max_length=40, blank=True)
    tag = models.CharField(max_length=2, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+", db_constraint=False)
    paid_entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    gift = models.ForeignKey("ledger.Inflow", models.PROTECT, null=True, related_name="+", db_index=False)
    booked_on = models.DateField()
    paid_on = models.DateField(null=True)
    returned = models.BigIntegerField(default=0)
    confirmed_on = models.DateField(null=True)

    write_rights = Rights.columns("state", "paid_entry_id", "paid_on", "confirmed_on", "returned")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "fund"], name="outflow_of_fund"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, returned__gte=0, returned__lte=F("amount")), name="outflow_amount"
            ),
            models.CheckConstraint(condition=Q(lane__isnull=True) | Q(lane__in=[0, 1]), name="outflow_lane"),
            models.CheckConstraint(condition=Q(kind__in=values(OutflowKind)), name="outflow_kind"),
            models.CheckConstraint(condition=Q(state__in=values(OutflowState)), name="outflow_state"),
            models.CheckConstraint(condition=Q(gift__isnull=True) | Q(kind="refund"), name="outflow_gift"),
        ]
        indexes = [
            models.Index(fields=["fund", "id"], name="outflow_by_fund"),
            models.Index(fields=["order_ref"], condition=~Q(order_ref=""), name="outflow_by_order"),
            models.Index(fields=["gift"], condition=Q(gift__isnull=False), name="outflow_by_gift"),
        ]

    def __str__(self) -> str:
        return f"outflow {self.pk} {self.kind} {self.amount}"


class Use(ActedModel):
    """A stretch `[lo, hi)` of a lane under an outflow. Once released (`live` false) it never lives again."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    lane = models.SmallIntegerField()
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    outflow = models.ForeignKey(Outflow, models.PROTECT, related_name="+", db_constraint=False)
    live = models.BooleanField(default=True)

    write_rights = Rights.columns("live")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(lo__gte=0, hi__gt=F("lo")), name="use_stretch"),
            models.CheckConstraint(condition=Q(lane__in=[0, 1]), name="use_lane"),
            models.UniqueConstraint(fields=["id", "live"], name="use_alive"),
            models.UniqueConstraint(
                fields=["fund", "lane", "lo"],
                condition=Q(live=True),
                include=["hi", "id", "outflow"],
                name="use_start",
            ),
            ExclusionConstraint(
                name="use_no_double_spend",
                condition=Q(live=True),
                expressions=[
                    (_point("fund_id", "int8range"), "&&"),
                    (_point("lane", "int4range"), "&&"),
                    (Func(F("lo"), F("hi"), function="int8range"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"use [{self.lo}, {self.hi}) of lane {self.lane}"


class Inflow(ActedModel):
    """A stretch `[lo, hi)` of a fund's line; on the cost lane `[cost_lo, cost_hi)`, the rest on programme.

    `nth_*`: running number of gifts with a non-empty stretch in that lane, so that counting gifts
    is a difference. `source_use`, `source_lo`: the use, and the place in it, that these fen came from.
    Choices are those of the moment of booking; later changes live in giving.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    cost_lo = models.BigIntegerField()
    cost_hi = models.BigIntegerField()
    q_bp = models.IntegerField(default=0)
    g_lo = models.BigIntegerField(default=0)
    nth_cost = models.BigIntegerField()
    nth_prog = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=20, null=True)  # noqa: DJ001  (no channel is not the empty channel)
    channel_txn_id = models.CharField(max_length=64, null=True)  # noqa: DJ001  (unique where there is one)
    received_at = models.DateTimeField()
    raise_kind = models.CharField(max_length=1, blank=True)
    donor_id = models.BigIntegerField(null=True)
    name_shown = models.BooleanField(default=False)
    amount_shown = models.BooleanField(default=False)
    source_use = models.ForeignKey(
        Use, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    source_lo = models.BigIntegerField(null=True)
    source_live = models.GeneratedField(
        expression=Value(True),  # noqa: FBT003
        output_field=models.BooleanField(),
        db_persist=True,
    )
    prev_hi = models.GeneratedField(
        expression=NullIf(F("lo"), 0), output_field=models.BigIntegerField(null=True), db_persist=True
    )
    prev_cost_hi = models.GeneratedField(
        expression=Case(When(lo=0, then=Value(None)), default=F("cost_lo")),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    first_fund_id = models.GeneratedField(
        expression=Case(When(lo=0, then=F("fund_id")), default=Value(None)),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    write_rights = Rights.APPEND

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "lo"], name="inflow_start"),
            models.UniqueConstraint(fields=["fund", "hi", "cost_hi", "book"], name="inflow_end"),
            models.UniqueConstraint(fields=["channel", "channel_txn_id"], name="inflow_received_once"),
            models.CheckConstraint(condition=Q(kind__in=values(InflowKind)), name="inflow_kind"),
            models.CheckConstraint(
                condition=Q(lo__gte=0, hi__gt=F("lo"), cost_lo__gte=0, cost_hi__gte=F("cost_lo"))
                & Q(cost_hi__lte=F("cost_lo") + F("hi") - F("lo"))
                & (Q(lo__gt=0) | Q(cost_lo=0)),
                name="inflow_stretch",
            ),
            models.CheckConstraint(
                condition=Q(
                    cost_hi=F("cost_lo")
                    + F("q_bp") * (F("g_lo") + F("hi") - F("lo")) / 10000
                    - F("q_bp") * F("g_lo") / 10000
                ),
                name="inflow_share",
            ),
            models.CheckConstraint(
                condition=Q(kind="gift", q_bp__gte=0, q_bp__lte=9999, g_lo__gte=0)
                | (~Q(kind="gift") & Q(q_bp__in=[0, 10000], g_lo=0)),
                name="inflow_q_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(FROM_A_USE), source_use__isnull=False, source_lo__isnull=False)
                | (~Q(kind__in=values(FROM_A_USE)) & Q(source_use__isnull=True, source_lo__isnull=True)),
                name="inflow_source",
            ),
            ExclusionConstraint(
                name="inflow_flows_on_once",
                condition=Q(source_use__isnull=False),
                expressions=[
                    (_point("source_use_id", "int8range"), "&&"),
                    (
                        Func(F("source_lo"), F("source_lo") + F("hi") - F("lo"), function="int8range"),
                        "&&",
                    ),
                ],
            ),
        ]
        indexes = [
            models.Index(
                F("fund_id"), F("cost_lo"), condition=Q(cost_hi__gt=F("cost_lo")), name="inflow_on_cost"
            ),
            models.Index(
                F("fund_id"),
                F("lo") - F("cost_lo"),
                condition=Q(cost_hi__lt=F("cost_lo") + F("hi") - F("lo")),
                name="inflow_on_prog",
            ),
            models.Index(
                fields=["source_use", "source_lo"],
                condition=Q(source_use__isnull=False),
                name="inflow_from_use",
            ),
        ]

    def __str__(self) -> str:
        return f"inflow {self.pk} {self.kind} [{self.lo}, {self.hi})"
