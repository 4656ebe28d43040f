"""The inbox: what channels told us, verified and raw, one row an event whatever its repeats."""

from enum import IntEnum, StrEnum

from django.db import models
from django.db.models.functions import Now


class InboxKind(StrEnum):
    """What an event is about; OTHER is only kept."""

    PAYMENT = "payment"
    REFUND = "refund"
    OTHER = "other"


class InboxState(IntEnum):
    """NEW waits for its slice; SET_ASIDE waits for a person."""

    NEW = 0
    DONE = 1
    SET_ASIDE = 2


class SetAside(StrEnum):
    """Why an event fits nothing of ours."""

    UNKNOWN_ORDER = "unknown_order"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_MERCHANT = "wrong_merchant"
    UNKNOWN_REFUND = "unknown_refund"
    NOT_BOOKABLE = "not_bookable"


class Inbox(models.Model):
    """One event. Written by one autocommitted INSERT without an act; see `door`.

    `merchant_id` is no foreign key: its share lock on one hot merchant row would be taken by
    every connection at once. `body` (raw, of a notification) or `opened` (what a query or a bill
    told) is kept two years, then its hash. `source` says how we came to know.
    """

    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=8)
    merchant_id = models.BigIntegerField()
    number = models.CharField(max_length=64)
    transaction = models.CharField(max_length=64, blank=True)
    amount_fen = models.BigIntegerField()
    happened_at = models.DateTimeField()
    merchant_number = models.CharField(max_length=32)
    app_id = models.CharField(max_length=32)
    refund_state = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=12)
    body = models.BinaryField(null=True)
    opened = models.TextField(blank=True)
    received_at = models.DateTimeField(db_default=Now())
    state = models.SmallIntegerField(db_default=InboxState.NEW.value)
    reason = models.CharField(max_length=20, db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="channels_inbox_once")]
        indexes = [
            models.Index(
                fields=["kind", "id"],
                condition=models.Q(state=InboxState.NEW.value),
                name="channels_inbox_new",
            ),
            models.Index(fields=["number"], name="channels_inbox_number"),
            models.Index(
                fields=["merchant_id", "id"],
                condition=models.Q(state=InboxState.SET_ASIDE.value),
                name="channels_inbox_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"
