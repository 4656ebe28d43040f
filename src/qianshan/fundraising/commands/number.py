"""The filing number: ours is provisional until the national copy confirms it or differs."""

import re
from collections.abc import Mapping
from datetime import date

from qianshan.fundraising.models import FilingSerial, Plan
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.exchange.api import note_difference, send, settle_difference
from qianshan.mechanisms.words import N_, Words

_LAST_SERIAL = 999
_NUMBER = re.compile(r"^[0-9A-HJ-NP-RTUW-Y]{18}A\d{5}$")


def next_filing_number(*, charity_id: int, uscc: str, filed_on: date) -> str:
    """Take the next number of a charity in a year: USCC + A + yy + nnn. Called inside a command.

    Locks the charity's serial of the year, so two filings at once get two numbers.

    Raises:
        WrongState: 999 activities were filed this year.

    Source: rules 4-5 (samples of the national register).
    """
    FilingSerial.objects.bulk_create(
        [FilingSerial(charity_id=charity_id, year=filed_on.year, last=0)], ignore_conflicts=True
    )
    serial = FilingSerial.objects.select_for_update(no_key=True).get(
        charity_id=charity_id, year=filed_on.year
    )
    if serial.last >= _LAST_SERIAL:
        raise WrongState(Words(N_("All 999 filing numbers of %(year)s are taken."), year=filed_on.year))
    serial.last += 1
    serial.save(update_fields=["last"])
    return f"{uscc}A{filed_on.year % 100:02d}{serial.last:03d}"


@command("fundraising.number.confirm")
def confirm_filing_number(*, filing_number: str, national_number: str, remark: str, by: Actor) -> bool:
    """Hold the national copy of a number against ours; returns whether they agree.

    Equal: the number is confirmed, today. Different, or unknown there (an empty number): a
    difference stands open under the authority of the charity, and ours stays provisional.
    Told again, it changes nothing. Locks the plan.

    Raises:
        NotFound: no plan has this number here.
    """
    row = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("charity")
        .filter(filing_number=filing_number)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=filing_number))
    subject("fundraising.plan", row.pk, "number_confirmed_on")
    if national_number == filing_number:
        if row.number_confirmed_on is None:
            row.number_confirmed_on = by.date
            row.save(update_fields=["number_confirmed_on"])
        return True
    note_difference(
        about=("charity_china", "plan", filing_number, "filing_number"),
        ours=filing_number,
        theirs=f"{national_number} {remark}".strip(),
        owner_org_id=row.charity.authority_id,
        by=by,
    )
    return False


@command("fundraising.number.settle")
def settle_number(
    *, difference_id: int, plan_id: int, national_number: str, settlement: str, by: Actor
) -> None:
    """Settle a difference of numbers: take the national one over, or keep ours (empty) and say why.

    Raises:
        NotFound: no such plan of a charity of this authority, or no open difference.
        NotAllowed: the actor settles no numbers.
        BadInput: not a number of this charity, or no word on how it was settled.
    """
    row = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("charity__organisation")
        .filter(pk=plan_id, charity__authority_id=by.as_org_id or 0)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=plan_id))
    may(by, "number.settle", row.charity.authority_id).required()
    wanted = national_number.strip().upper()
    if wanted:
        if not _NUMBER.match(wanted) or wanted[:18] != row.charity.organisation.uscc:
            raise BadInput(
                Words(N_("“%(number)s” is not a filing number of this charity."), number=wanted),
                field="national_number",
                value=wanted,
            )
        row.filing_number = wanted
        row.number_confirmed_on = by.date
        row.save(update_fields=["filing_number", "number_confirmed_on"])
    settle_difference(
        difference_id=difference_id, owner_org_id=row.charity.authority_id, settlement=settlement, by=by
    )
    subject("fundraising.plan", row.pk, "filing_number", "number_confirmed_on")


@command("fundraising.number.export")
def export_filing(*, plan_id: int, payload: Mapping[str, object], by: Actor) -> None:
    """Hand a filing over to the national system's outbox, once; the job has written its payload.

    Raises:
        NotFound: no such plan.
    """
    row = Plan.objects.select_for_update(no_key=True).filter(pk=plan_id).first()
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=plan_id))
    subject("fundraising.plan", row.pk, "exported_on")
    if row.exported_on is None:
        row.exported_on = by.date
        row.save(update_fields=["exported_on"])
        send(
            system="charity_china", kind="charity_china.filing", key=row.filing_number, payload=payload, by=by
        )
