"""The journal: entries of one book, each balanced by the database."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.mechanisms.acts.fields import CurrentTransaction
from qianshan.mechanisms.ledger.models.book import Book


class Entry(ActedModel):
    """One entry of one book. `xid`: the transaction that made it, and the only one that may give it lines.

    `booked_on`: the accounting day; `happened_on`: the day of the event when its month was closed already.
    `settles`: the asset whose value this entry turns into a cost.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    template = models.CharField(max_length=6)
    booked_on = models.DateField()
    happened_on = models.DateField()
    xid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    settles = models.ForeignKey("ledger.Outflow", models.PROTECT, null=True, related_name="+")

    write_rights = Rights.APPEND

    class Meta:
        constraints = [models.UniqueConstraint(fields=["id", "book"], name="entry_of_book")]
        indexes = [models.Index(fields=["book", "booked_on", "id"], name="entry_by_day")]

    def __str__(self) -> str:
        return f"entry {self.pk} {self.template} {self.booked_on}"


class Line(ActedModel):
    """One line: an amount in fen on a side; a red line has a negative amount. `signed`: debit positive.

    Restricted or not is a property of the fund: a line of classes 3-5 names one.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_constraint=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    fund = models.ForeignKey(
        "ledger.Fund", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    account = models.CharField(max_length=4)
    side = models.CharField(max_length=1)
    amount = models.BigIntegerField()
    channel = models.CharField(max_length=20, blank=True)
    bank_account = models.CharField(max_length=40, blank=True)
    party = models.CharField(max_length=60, blank=True)
    order_ref = models.CharField(max_length=40, blank=True)
    flow = models.CharField(max_length=20, blank=True)
    tag = models.CharField(max_length=2, blank=True)
    raise_kind = models.CharField(max_length=1, blank=True)
    item = models.CharField(max_length=60, blank=True)
    agency = models.BooleanField(default=False)
    signed = models.GeneratedField(
        expression=Case(When(side=Value("D"), then=F("amount")), default=-F("amount")),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )

    write_rights = Rights.APPEND

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="line_amount"),
            models.CheckConstraint(condition=Q(side__in=["D", "C"]), name="line_side"),
            models.CheckConstraint(condition=Q(account__regex=r"^[1-5][0-9]{3}$"), name="line_account"),
            models.CheckConstraint(
                condition=Q(account__regex=r"^[12]") | Q(fund__isnull=False), name="line_names_its_fund"
            ),
        ]
        indexes = [
            models.Index(fields=["book", "account"], name="line_by_account"),
            models.Index(fields=["fund", "account"], condition=Q(fund__isnull=False), name="line_by_fund"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.side} {self.amount}"
