"""Books and funds. A fund's row is the lock of its tape and keeps the figures that pages read."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import NullIf

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.ledger.kernel.kinds import FundKind, FundState, Lane, values

MOVING_COLUMNS = (
    "tape_end",
    "cost_end",
    "q_bp",
    "g",
    "has_cost_lane",
    "used_cost",
    "used_prog",
    "head_cost",
    "head_prog",
    "nth_cost",
    "nth_prog",
    "gift_count",
    "given",
    "matched",
    "received",
    "refunded",
    "moved_in",
    "moved_out",
    "reserved",
    "paid",
    "confirmed",
    "state",
    "successor_id",
    "usable_from",
    "name",
)


class Book(ActedModel):
    """The books of one charity. A day up to `closed_until` takes no more entries."""

    organisation_id = models.BigIntegerField(unique=True)
    regime = models.CharField(max_length=12, default="npo2026")
    opened_on = models.DateField()
    closed_until = models.DateField(null=True)

    write_rights = Rights.columns("closed_until", "regime")

    def __str__(self) -> str:
        return f"book {self.pk} of organisation {self.organisation_id}"


class Fund(ActedModel):
    """A tape: `[0, tape_end)`, of which `cost_end` fen lie on the cost lane.

    All amounts in fen. `head_*`: no free fen of the lane lies below it. `g`: running total of
    this fund's gifts booked with q > 0, set to 0 when `q_bp` changes. The figures are kept
    under the fund's lock; queries/rebuild.py recomputes each:
    received = given + matched + grants + opening; reserved, paid and confirmed are less what came back.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    role = models.CharField(max_length=12, default="project")
    restriction = models.CharField(max_length=12, blank=True)
    usable_from = models.DateField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_constraint=False)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_constraint=False)
    state = models.CharField(max_length=8, default="open")
    tape_end = models.BigIntegerField(default=0)
    cost_end = models.BigIntegerField(default=0)
    q_bp = models.IntegerField(default=0)
    g = models.BigIntegerField(default=0)
    has_cost_lane = models.BooleanField(default=False)
    used_cost = models.BigIntegerField(default=0)
    used_prog = models.BigIntegerField(default=0)
    head_cost = models.BigIntegerField(default=0)
    head_prog = models.BigIntegerField(default=0)
    nth_cost = models.BigIntegerField(default=0)
    nth_prog = models.BigIntegerField(default=0)
    gift_count = models.BigIntegerField(default=0)
    given = models.BigIntegerField(default=0)
    matched = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    moved_in = models.BigIntegerField(default=0)
    moved_out = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    confirmed = models.BigIntegerField(default=0)
    end_hi = models.GeneratedField(
        expression=NullIf(F("tape_end"), 0), output_field=models.BigIntegerField(null=True), db_persist=True
    )

    write_rights = Rights.columns(*MOVING_COLUMNS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "book"], name="fund_of_book"),
            models.UniqueConstraint(
                fields=["book", "role"],
                condition=Q(role__in=["general", "suspense"]),
                name="fund_one_general",
            ),
            models.CheckConstraint(condition=Q(kind__in=values(FundKind)), name="fund_kind"),
            models.CheckConstraint(condition=Q(state__in=values(FundState)), name="fund_state"),
            models.CheckConstraint(
                condition=Q(cost_end__gte=0, tape_end__gte=F("cost_end")), name="fund_lane_ends"
            ),
            models.CheckConstraint(
                condition=Q(used_cost__gte=0, used_cost__lte=F("cost_end"), used_prog__gte=0)
                & Q(used_prog__lte=F("tape_end") - F("cost_end")),
                name="fund_used",
            ),
            models.CheckConstraint(
                condition=Q(head_cost__gte=0, head_cost__lte=F("cost_end"), head_prog__gte=0)
                & Q(head_prog__lte=F("tape_end") - F("cost_end")),
                name="fund_head",
            ),
            models.CheckConstraint(condition=Q(q_bp__gte=0, q_bp__lte=9999, g__gte=0), name="fund_share"),
            models.CheckConstraint(
                condition=Q(q_bp=0, cost_end=0) | Q(has_cost_lane=True), name="fund_has_cost_lane"
            ),
            models.CheckConstraint(
                condition=Q(given__gte=0, matched__gte=0, refunded__gte=0, moved_in__gte=0)
                & Q(moved_out__gte=0, received__gte=F("given") + F("matched")),
                name="fund_figures_in",
            ),
            models.CheckConstraint(
                condition=Q(confirmed__gte=0, confirmed__lte=F("paid"), paid__lte=F("reserved")),
                name="fund_figures_out",
            ),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="fund_successor_other"),
        ]

    def __str__(self) -> str:
        return f"fund {self.pk} {self.name}"

    def lane_end(self, lane: Lane) -> int:
        """The end of a lane, a lane position."""
        return self.cost_end if lane == Lane.COST else self.tape_end - self.cost_end

    def used(self, lane: Lane) -> int:
        """Fen of a lane under live uses."""
        return self.used_cost if lane == Lane.COST else self.used_prog

    def head(self, lane: Lane) -> int:
        """The position below which the lane has no free fen."""
        return self.head_cost if lane == Lane.COST else self.head_prog

    def free(self, lane: Lane) -> int:
        """Fen of a lane that nothing uses."""
        return self.lane_end(lane) - self.used(lane)

    @property
    def free_fen(self) -> int:
        """The fund's balance."""
        return self.tape_end - self.used_cost - self.used_prog
