"""What the law asks of a fundraising plan when it is filed: time, contents, money, who and where.

Reference date of each check: the day on which the form is sent. A check on an answer that is
not there yet does not apply; that it is missing is told by the check on the contents.
"""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.calendar.kernel import add_years, days_between, deadline, is_workday
from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.words import N_, Words

CONTENTS = 10


@dataclass(frozen=True, slots=True)
class FilingFacts:
    """A plan as it stands in the form, and what is known of the charity; None: not answered yet.

    `filled` are the groups of the ten statutory contents that are answered; amounts are fen.
    """

    on: date
    starts_on: date | None = None
    ends_on: date | None = None
    emergency: bool = False
    emergency_event: str = ""
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    goal_fen: int | None = None
    uses_fen: tuple[int, ...] = ()
    fundraising_cost_fen: int = 0
    modes: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    places_outside: tuple[str, ...] = ()
    qualified_since: date | None = None
    account_holder: str = ""
    organisation_name: str = ""
    scope: str = ""
    purpose: str = ""
    charter_clause: str = ""
    has_partner: bool | None = None
    partner_named: bool = False
    partner_agreement: bool = False
    partner_evaluation: bool = False
    resolution: bool = False
    resolution_on: date | None = None
    overlapping: tuple[tuple[str, date], ...] = ()


@check(
    "fundraising.filing.lead_time",
    source="M74 art 11; G57 art 6",
    severity=Severity.BLOCKS,
    title=N_("Filed ten days before the activity starts"),
)
def lead_time(facts: FilingFacts, law: Law) -> Finding:
    """A plan is filed at least ten days before its activity starts.

    Calendar days from the day of sending, which is not counted. Not in an emergency (CL art 73).
    A tenth day that is a day off is enough, yet a person looks: offices may count otherwise.
    """
    if facts.starts_on is None or facts.emergency:
        return Finding.not_applicable()
    days, limit = days_between(facts.on, facts.starts_on), law.days("fundraising.filing.lead_days")
    words = Words(
        N_("%(days)s days from %(filed)s to %(start)s; at least %(limit)s."),
        days=days,
        filed=facts.on,
        start=facts.starts_on,
        limit=int(limit),
    )
    if days == limit and not is_workday(facts.starts_on):
        return Finding.needs_a_person(
            Words(
                N_("Exactly %(days)s days, and the last one, %(start)s, is a day off."),
                days=days,
                start=facts.starts_on,
            ),
            value=days,
            limit=limit,
            field="starts_on",
        )
    return Finding.at_least(value=days, limit=limit, words=words, field="starts_on")


@check(
    "fundraising.filing.emergency_time",
    source="CL art 73",
    severity=Severity.BLOCKS,
    title=N_("In an emergency, filed within ten days after the start"),
)
def emergency_time(facts: FilingFacts, law: Law) -> Finding:
    """In an emergency the plan is filed within ten days after the activity started.

    The day of the start is not counted; a last day that is a day off moves to the next working day.
    """
    if not facts.emergency or facts.starts_on is None:
        return Finding.not_applicable()
    limit = law.days("fundraising.filing.emergency_days")
    last = deadline(facts.starts_on, int(limit))
    words = Words(
        N_("Started on %(start)s; filed on %(filed)s; the last day is %(last)s."),
        start=facts.starts_on,
        filed=facts.on,
        last=last.on,
    )
    if facts.on > last.on:
        value = days_between(facts.starts_on, facts.on)
        return Finding.fails(words, value=value, limit=limit, field="starts_on")
    return Finding.passes(words)


@check(
    "fundraising.filing.emergency_event",
    source="CL art 73",
    severity=Severity.BLOCKS,
    title=N_("The emergency is named"),
)
def emergency_event(facts: FilingFacts, law: Law) -> Finding:
    """The emergency branch names the event that called for it; an officer looks whether it is one."""
    if not facts.emergency:
        return Finding.not_applicable()
    if not facts.emergency_event.strip():
        return Finding.fails(Words(N_("No event is named.")), field="emergency_event")
    return Finding.needs_a_person(
        Words(N_("Stated: %(event)s."), event=facts.emergency_event), field="emergency_event"
    )


@check(
    "fundraising.filing.contents",
    source="CL art 24",
    severity=Severity.BLOCKS,
    title=N_("The ten contents of a plan are there"),
)
def contents(facts: FilingFacts, law: Law) -> Finding:
    """Purpose, period, place, person and address, ways of giving, account, beneficiaries, use, cost, surplus."""
    found = len(facts.filled)
    if not facts.empty:
        return Finding.passes(Words(N_("%(found)s of %(all)s."), found=found, all=CONTENTS))
    return Finding.fails(
        Words(
            N_("%(found)s of %(all)s; missing: “%(first)s”."),
            found=found,
            all=CONTENTS,
            first=Words(facts.empty[0]),
        )
    )


@check(
    "fundraising.filing.length",
    source="M74 art 10",
    severity=Severity.BLOCKS,
    title=N_("One activity keeps within its longest period"),
)
def length(facts: FilingFacts, law: Law) -> Finding:
    """An activity ends after it starts, and within the longest period (a parameter, in years)."""
    if facts.starts_on is None or facts.ends_on is None:
        return Finding.not_applicable()
    limit = law.years("fundraising.plan.max_years")
    last = add_years(facts.starts_on, int(limit))
    words = Words(
        N_("From %(start)s to %(end)s; %(years)s years end on %(last)s."),
        start=facts.starts_on,
        end=facts.ends_on,
        years=int(limit),
        last=last,
    )
    if facts.ends_on > last:
        return Finding.fails(words, field="ends_on")
    return Finding.passes(words)


@check(
    "fundraising.filing.period",
    source="CL art 24",
    severity=Severity.BLOCKS,
    title=N_("The activity ends on or after the day it starts"),
)
def period(facts: FilingFacts, law: Law) -> Finding:
    """The end of the period does not lie before its start."""
    if facts.starts_on is None or facts.ends_on is None:
        return Finding.not_applicable()
    days = days_between(facts.starts_on, facts.ends_on) + 1
    return Finding.holds(
        facts.ends_on >= facts.starts_on,
        Words(
            N_("From %(start)s to %(end)s: %(days)s days."),
            start=facts.starts_on,
            end=facts.ends_on,
            days=days,
        ),
        field="ends_on",
    )


@check(
    "fundraising.filing.platform",
    source="CL art 27",
    severity=Severity.BLOCKS,
    title=N_("On the Internet: at least one designated platform"),
)
def platform(facts: FilingFacts, law: Law) -> Finding:
    """Who raises on the Internet names a platform designated by the ministry; the own site is only beside it."""
    if "internet" not in facts.modes:
        return Finding.not_applicable()
    if not facts.platforms:
        return Finding.fails(
            Words(N_("No designated platform is named; the own site alone is not enough.")), field="platforms"
        )
    return Finding.passes(Words(N_("Named: %(count)s."), count=len(facts.platforms)))


@check(
    "fundraising.filing.offsite",
    source="CL art 23; M74 art 14",
    severity=Severity.WARNS,
    title=N_("Boxes and shows outside the area are filed there too"),
)
def offsite(facts: FilingFacts, law: Law) -> Finding:
    """Boxes and events outside the area of registration need a filing with the authority of the place."""
    if not {"box", "event"} & set(facts.modes) or not facts.places_outside:
        return Finding.not_applicable()
    return Finding.needs_a_person(
        Words(N_("%(count)s places lie outside the area of registration."), count=len(facts.places_outside)),
        field="divisions",
    )


@check(
    "fundraising.filing.qualified",
    source="CL art 22",
    severity=Severity.BLOCKS,
    title=N_("The public fundraising qualification is in force"),
)
def qualified(facts: FilingFacts, law: Law) -> Finding:
    """Only a charity with the qualification raises publicly."""
    if facts.qualified_since is None:
        return Finding.fails(Words(N_("No certificate is in force on %(day)s."), day=facts.on))
    return Finding.passes(Words(N_("In force since %(day)s."), day=facts.qualified_since))
