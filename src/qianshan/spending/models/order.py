"""Payment orders and their documents."""

from django.db import models
from django.db.models import F, Q

from qianshan.mechanisms.acts.api import ActedModel, Rights
from qianshan.spending.types import LIVE, OrderState

_WITH_OUTFLOW = [*LIVE, OrderState.FAILED, OrderState.CANCELLED]


class PaymentOrder(ActedModel):
    """Money out of one fund to one payee, for one budget line (none: out of the unrestricted fund).

    Three people: `drafted_by_id`, `first_by_id`, `second_by_id`, never one of them twice. `version`
    is compared by every signature.
    """

    code = models.CharField(max_length=14, unique=True)
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    plan = models.ForeignKey("fundraising.Plan", models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey("spending.BudgetLine", models.PROTECT, null=True, related_name="+")
    fund_id = models.BigIntegerField()
    cost_class = models.CharField(max_length=4)
    amount_fen = models.BigIntegerField()
    payee = models.ForeignKey("spending.Payee", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    details = models.TextField(blank=True)
    division_code = models.CharField(max_length=12, blank=True)
    beneficiaries = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=1)
    drafted_by_id = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    first_by_id = models.BigIntegerField(null=True)
    first_at = models.DateTimeField(null=True)
    account_checked = models.BooleanField(default=False)
    second_by_id = models.BigIntegerField(null=True)
    second_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    outflow_id = models.BigIntegerField(null=True, unique=True)
    batch = models.ForeignKey("spending.Batch", models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField(null=True)
    bank_txn = models.CharField(max_length=40, blank=True)
    confirmed_on = models.DateField(null=True)
    ended_words = models.CharField(max_length=200, blank=True)

    write_rights = Rights.columns(
        *(
            "state",
            "version",
            "first_by_id",
            "first_at",
            "account_checked",
            "second_by_id",
            "second_at",
            "reason",
        ),
        *("outflow_id", "batch_id", "paid_on", "bank_txn", "confirmed_on", "ended_words"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="spending_order_amount"),
            models.CheckConstraint(
                condition=~Q(first_by_id=F("drafted_by_id"))
                & ~Q(second_by_id=F("drafted_by_id"))
                & ~Q(second_by_id=F("first_by_id")),
                name="spending_order_three_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_WITH_OUTFLOW) | Q(outflow_id=None), name="spending_order_not_before"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=LIVE)
                | Q(outflow_id__isnull=False, first_by_id__isnull=False, second_by_id__isnull=False),
                name="spending_order_signed",
            ),
            models.CheckConstraint(
                condition=Q(line=None) | Q(plan__isnull=False), name="spending_order_line_of_plan"
            ),
        ]
        indexes = [
            models.Index(fields=["charity", "-id"], name="spending_order_charity"),
            models.Index(fields=["plan", "-id"], name="spending_order_plan"),
            models.Index(fields=["line", "state"], name="spending_order_line"),
            models.Index(fields=["payee", "-id"], name="spending_order_payee"),
            models.Index(fields=["batch"], name="spending_order_batch"),
        ]

    def __str__(self) -> str:
        return self.code


class Document(ActedModel):
    """A paper of an order. `public`: shown on the order's public page; a list of people never is."""

    order = models.ForeignKey("spending.PaymentOrder", models.PROTECT, related_name="documents")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    slot = models.CharField(max_length=10)
    number = models.CharField(max_length=40, blank=True)
    public = models.BooleanField(default=False)
    added_by_id = models.BigIntegerField()
    added_at = models.DateTimeField()

    write_rights = Rights.APPEND

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(slot="list") | Q(public=False), name="spending_document_list_private"
            ),
            models.UniqueConstraint(fields=["order", "file"], name="spending_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.slot}"


class InvoiceUse(ActedModel):
    """An invoice number that a live order stands on: no invoice pays twice."""

    order = models.ForeignKey("spending.PaymentOrder", models.PROTECT, related_name="+")
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    live = models.BooleanField(default=True)

    write_rights = Rights.columns("live")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charity", "number"], condition=Q(live=True), name="spending_invoice_once"
            )
        ]

    def __str__(self) -> str:
        return self.number
