"""What the law asks of a charity that wants to raise publicly.

Reference date: the day on which the application is sent. Shares are counted in whole members:
"at most one third" holds while three times the number is not more than the board.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from qianshan.charities.checks.asked import stated
from qianshan.mechanisms.calendar.kernel import add_years
from qianshan.mechanisms.law.kernel import Finding, Law, Severity, check
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the board: where he works, to which related group that belongs, whose near relative he is."""

    name: str
    employer: str = ""
    group: str = ""
    mainland: bool = True
    relative_of: str = ""


@dataclass(frozen=True, slots=True)
class QualificationFacts:
    """The application as it stands in the form; None: not answered yet."""

    on: date
    level: str
    recognised_on: date | None
    by_other_law: bool = False
    board: tuple[Member, ...] = ()
    representative_mainland: bool | None = None
    secretary_full_time: bool | None = None
    secretary_is_chair: bool | None = None
    full_time_staff: int | None = None
    supervisors: int | None = None
    rules: int = 0
    ratios_kept: bool | None = None
    reports_in_time: bool | None = None
    last_violation_on: date | None = None
    revoked_on: date | None = None


@check(
    "charities.qualification.age",
    source="CL art 22",
    severity=Severity.BLOCKS,
    title=N_("It has been a charity for one full year"),
)
def age(facts: QualificationFacts, law: Law) -> Finding:
    """A charity may apply after one full year; who is entitled by another law needs no year."""
    if facts.by_other_law:
        return Finding.not_applicable(Words(N_("Entitled by another law.")))
    if facts.recognised_on is None:
        return Finding.fails(Words(N_("It is not a charity.")))
    years = law.years("charities.qualification.min_age_years")
    first = add_years(facts.recognised_on, int(years))
    return Finding.holds(
        facts.on >= first,
        Words(
            N_("Charity since %(since)s; it may apply from %(first)s."),
            since=facts.recognised_on,
            first=first,
        ),
    )


def _third(count: int, whole: int, divisor: int) -> bool:
    return count * divisor <= whole


@check(
    "charities.qualification.one_source",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("At most one third of the board from one or related organisations"),
)
def one_source(facts: QualificationFacts, law: Law) -> Finding:
    """Members from one organisation, or from organisations related to each other, are at most a third."""
    if not facts.board:
        return Finding.not_applicable()
    sources = Counter(
        member.group or member.employer for member in facts.board if member.group or member.employer
    )
    name, most = sources.most_common(1)[0] if sources else ("", 0)
    words = Words(
        N_("Board of %(whole)s; from one source at most %(most)s (%(name)s)."),
        whole=len(facts.board),
        most=most,
        name=name or "–",
    )
    holds = _third(most, len(facts.board), int(law.part("charities.board.same_source_divisor")))
    return Finding.holds(holds, words, field="board")


@check(
    "charities.qualification.mainland",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("At most one third of the board from outside the mainland"),
)
def mainland(facts: QualificationFacts, law: Law) -> Finding:
    """Members who are not mainland residents are at most a third."""
    if not facts.board:
        return Finding.not_applicable()
    outside = sum(1 for member in facts.board if not member.mainland)
    holds = _third(outside, len(facts.board), int(law.part("charities.board.outside_mainland_divisor")))
    return Finding.holds(
        holds,
        Words(
            N_("Board of %(whole)s; %(count)s from outside the mainland."),
            whole=len(facts.board),
            count=outside,
        ),
        field="board",
    )


@check(
    "charities.qualification.relatives",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("No near relatives together in the board"),
)
def relatives(facts: QualificationFacts, law: Law) -> Finding:
    """Nobody sits in the board beside a near relative."""
    if not facts.board:
        return Finding.not_applicable()
    names = {member.name for member in facts.board}
    pairs = [member for member in facts.board if member.relative_of in names - {member.name}]
    if pairs:
        return Finding.fails(
            Words(
                N_("%(one)s and %(other)s are near relatives."), one=pairs[0].name, other=pairs[0].relative_of
            ),
            field="board",
        )
    return Finding.needs_a_person(Words(N_("None stated; an officer confirms it.")), field="board")


@check(
    "charities.qualification.representative",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("The legal representative is a mainland resident"),
)
def representative(facts: QualificationFacts, law: Law) -> Finding:
    """The legal representative is a mainland resident."""
    return stated(facts.representative_mainland, field="representative_mainland")


@check(
    "charities.qualification.secretary",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("The secretary-general is full-time and not the chair"),
)
def secretary(facts: QualificationFacts, law: Law) -> Finding:
    """One person does not chair the board and lead the office, and the office is led full-time."""
    if facts.secretary_is_chair:
        return Finding.fails(Words(N_("The secretary-general is the chair.")), field="secretary_is_chair")
    return stated(facts.secretary_full_time, field="secretary_full_time")


@check(
    "charities.qualification.staff",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("There is full-time staff"),
)
def staff(facts: QualificationFacts, law: Law) -> Finding:
    """At least somebody works there full-time."""
    if facts.full_time_staff is None:
        return Finding.not_applicable()
    return Finding.holds(
        facts.full_time_staff > 0,
        Words(N_("%(count)s persons."), count=facts.full_time_staff),
        field="full_time_staff",
    )


@check(
    "charities.qualification.supervisors",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("Enough supervisors for its level"),
)
def supervisors(facts: QualificationFacts, law: Law) -> Finding:
    """At provincial level there is a board of supervisors with at least three members."""
    if facts.supervisors is None or not law.has("charities.supervisors.min", facts.level):
        return Finding.not_applicable()
    limit = law.number("charities.supervisors.min", facts.level)
    return Finding.at_least(value=facts.supervisors, limit=limit, field="supervisors")


@check(
    "charities.qualification.rules",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("The eight internal rules are attached"),
)
def rules(facts: QualificationFacts, law: Law) -> Finding:
    """Finance, project, procurement, assets, staff, archives, supervision of accounts, disclosure with risk."""
    return Finding.at_least(
        value=facts.rules, limit=law.number("charities.rules.documents"), field="rule_finance"
    )


@check(
    "charities.qualification.ratios",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("Last year's spending and cost kept the limits"),
)
def ratios(facts: QualificationFacts, law: Law) -> Finding:
    """Asked until the books of last year can answer."""
    return stated(facts.ratios_kept, field="ratios_kept")


@check(
    "charities.qualification.reports",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("The annual report was handed in on time"),
)
def reports(facts: QualificationFacts, law: Law) -> Finding:
    """Asked until the disclosures of last year can answer."""
    return stated(facts.reports_in_time, field="reports_in_time")


@check(
    "charities.qualification.violation",
    source="M74 art 5",
    severity=Severity.BLOCKS,
    title=N_("No violation in the year before"),
)
def violation(facts: QualificationFacts, law: Law) -> Finding:
    """No violation within the year before the application; the same day a year later is free."""
    if facts.last_violation_on is None:
        return Finding.passes(Words(N_("None stated.")))
    years = law.years("charities.qualification.clean_years")
    free_from = add_years(facts.last_violation_on, int(years))
    return Finding.holds(
        facts.on >= free_from,
        Words(
            N_("The last one on %(day)s; free from %(free)s."), day=facts.last_violation_on, free=free_from
        ),
        field="last_violation_on",
    )


@check(
    "charities.qualification.revoked",
    source="CL art 111",
    severity=Severity.BLOCKS,
    title=N_("Not within five years after a revoked certificate"),
)
def revoked(facts: QualificationFacts, law: Law) -> Finding:
    """Whose certificate was revoked may not apply again for five years."""
    if facts.revoked_on is None:
        return Finding.passes(Words(N_("None was revoked.")))
    years = law.years("charities.qualification.reban_years")
    free_from = add_years(facts.revoked_on, int(years))
    return Finding.holds(
        facts.on >= free_from,
        Words(N_("Revoked on %(day)s; free from %(free)s."), day=facts.revoked_on, free=free_from),
    )
