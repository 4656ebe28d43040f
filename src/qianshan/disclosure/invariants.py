"""What must stay true of published reports."""

import hashlib

from qianshan.disclosure.commands.report import canonical, content_of
from qianshan.disclosure.models import Version
from qianshan.mechanisms.invariants import Broken, invariant
from qianshan.mechanisms.words import N_, Words

_AT_ONCE = 500


@invariant("report.digest")
def reports_are_what_was_published() -> list[Broken]:
    """Every version still has the digest that stands in the public log."""
    rows = Version.objects.select_related("report").order_by("id").iterator(chunk_size=_AT_ONCE)
    return [
        Broken(f"report {row.report.code} v{row.number}", Words(N_("Its content is not what was published.")))
        for row in rows
        if hashlib.sha256(canonical(content_of(row.report, row))).hexdigest() != row.sha256
    ]
