"""The filing number: ours is provisional until the national copy confirms it or differs."""

from datetime import date

from qianshan.fundraising.models import FilingSerial, NumberDifference, Plan
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, WrongState, command, subject
from qianshan.mechanisms.words import N_, Words

_LAST_SERIAL = 999


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


def _ours(row: Plan) -> dict[str, str]:
    """The compared fields of our copy, as the national form writes them."""
    return {
        "filing_number": row.filing_number,
        "name": row.name,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "goal": f"{row.goal_fen // 100}.{row.goal_fen % 100:02d}",
        "partner_name": row.partner_name,
    }


@command("fundraising.number.confirm")
def confirm_filing_number(*, filing_number: str, national: dict[str, str], by: Actor) -> int:
    """Hold the national copy of a filing against ours; returns how many fields differ.

    Equal in every field that they send: the number is confirmed. Else each different field
    becomes a row that stays open until somebody settles it, and the number stays provisional.
    Told again, it changes nothing.

    Raises:
        NotFound: no plan has this number here.
        BadInput: the copy has none of the compared fields.
    """
    row = Plan.objects.select_for_update(no_key=True).filter(filing_number=filing_number).first()
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=filing_number))
    ours = _ours(row)
    sent = {key: value.strip() for key, value in national.items() if key in ours}
    if not sent:
        raise BadInput(Words(N_("The copy carries none of the fields that we compare.")), field="national")
    different = [key for key, value in sent.items() if value != ours[key]]
    NumberDifference.objects.bulk_create(
        [
            NumberDifference(plan=row, field=key, ours=ours[key], theirs=sent[key], found_on=by.date)
            for key in different
            if not NumberDifference.objects.filter(plan=row, field=key, settled_on=None).exists()
        ]
    )
    if not different and row.number_confirmed_on is None:
        row.number_confirmed_on = by.date
        row.save(update_fields=["number_confirmed_on"])
    subject("fundraising.plan", row.pk, "number_confirmed_on", *different)
    return len(different)


@command("fundraising.number.settle")
def settle_difference(*, difference_id: int, take_theirs: bool, reason: str, by: Actor) -> None:
    """Close one difference: take the national number, or keep ours and say why.

    Only the number can be taken over; any other field was filed as it stands and is changed by
    a filing of change.

    Raises:
        NotFound: no such open difference.
        BadInput: no reason, or theirs was to be taken for a field other than the number.
    """
    row = (
        NumberDifference.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__charity")
        .filter(pk=difference_id, settled_on=None, plan__charity__authority_id=by.as_org_id or 0)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such open difference.")))
    may(by, "number.settle", row.plan.charity.authority_id).required()
    if not reason.strip():
        raise BadInput(Words(N_("Say why the difference is settled this way.")), field="reason")
    if take_theirs and row.field != "filing_number":
        raise BadInput(
            Words(N_("Only the number is taken over; the filed text is changed by a filing of change.")),
            field="take_theirs",
        )
    if take_theirs:
        row.plan.filing_number = row.theirs
        row.plan.number_confirmed_on = by.date
        row.plan.save(update_fields=["filing_number", "number_confirmed_on"])
    row.settled_on = by.date
    row.settled_reason = reason
    row.save(update_fields=["settled_on", "settled_reason"])
    subject("fundraising.plan", row.plan_id, row.field)
