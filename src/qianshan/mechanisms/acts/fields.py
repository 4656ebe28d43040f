"""Column defaults that the server fills: the current act and the current transaction."""

from django.db import models


class CurrentAct(models.Func):
    """The act of this transaction, as the command set it; NULL outside a command."""

    template = "nullif(current_setting('qs.act', true), '')::bigint"
    output_field = models.BigIntegerField()


class CurrentTransaction(models.Func):
    """This transaction's 64-bit number (there is no direct cast from xid8 to bigint)."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()
