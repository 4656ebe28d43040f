"""A report as pages show it: facts, tables of money, sections, and each duty as a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from qianshan.disclosure.types import FINAL, SECTIONS, Figures, ReportView, Section, VersionView
from qianshan.mechanisms.law.kernel import Finding, cite
from qianshan.mechanisms.money import yuan
from qianshan.mechanisms.obligations.api import Standing, State
from qianshan.mechanisms.words import N_, Words
from qianshan.web.components.facts import Fact
from qianshan.web.components.money import MoneyRow, MoneyTable
from qianshan.web.components.procedure import RuleRow, RuleState

TONES = {
    State.AHEAD: "plain",
    State.OPEN: "running",
    State.DUE_TODAY: "due",
    State.KEPT: "done",
    State.LATE: "late",
    State.MISSING: "late",
}
CLASSES = (
    ("A1", N_("Money and goods that reach beneficiaries")),
    ("A2", N_("People and material of services and projects")),
    ("A3", N_("Running the projects: travel, freight, training, audit")),
    ("X", N_("Other activities of the programme")),
    ("M", N_("Administration")),
    ("B", N_("Cost of fundraising")),
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text with its heading."""

    section: Section
    text: str


def texts_of(kind: str, sections: Mapping[str, str]) -> list[Text]:
    """The texts of a report in their order."""
    return [Text(section, sections.get(section.key, "")) for section in SECTIONS[kind]]


def money_of(figures: Figures) -> MoneyTable:
    """The four money steps and what belongs to them, in the period and in all."""

    def row(label: str, period: int | str, total: int, note: str = "") -> MoneyRow:
        return MoneyRow(label, (period, total), note=note)

    only_total = "–"
    gifts = _("%(count)s gifts, %(period)s of them in the period") % {
        "count": f"{figures.gift_count:,}",
        "period": f"{figures.gift_count_period:,}",
    }
    rows = [
        row(_("Received"), figures.received_period_fen, figures.received_fen, gifts),
        row(_("Given back to donors"), figures.refunded_period_fen, figures.refunded_fen),
        row(_("Set aside"), only_total, figures.reserved_fen),
        row(_("Paid out"), figures.paid_period_fen, figures.paid_fen),
        row(_("Confirmed by beneficiaries"), only_total, figures.confirmed_fen),
    ]
    if figures.moved_in_fen:
        rows.append(row(_("Moved in from other funds of the charity"), only_total, figures.moved_in_fen))
    if figures.moved_out_fen:
        rows.append(row(_("Moved to other funds of the charity"), only_total, figures.moved_out_fen))
    foot = row(_("Not set aside yet"), "", figures.free_fen)
    return MoneyTable(_("Unit: yuan"), _("Money step"), (_("In the period"), _("In all")), rows, foot)


def use_of(figures: Figures) -> MoneyTable | None:
    """What was paid by cost class; None when nothing was."""
    rows = []
    for first, name in CLASSES:
        lines = [line for line in figures.classes if line.tag.startswith(first)]
        if lines:
            amounts = (sum(line.period_fen for line in lines), sum(line.paid_fen for line in lines))
            rows.append(MoneyRow(str(Words(name)), amounts))
    if not rows:
        return None
    foot = MoneyRow(_("Paid out"), (figures.paid_period_fen, figures.paid_fen))
    return MoneyTable(_("Unit: yuan"), _("Use"), (_("In the period"), _("In all")), rows, foot)


def tiles_of(figures: Figures) -> list[Fact]:
    """The four money words with their amounts."""
    goal = _("goal %(goal)s") % {"goal": yuan(figures.goal_fen)}
    period = _("in the period %(amount)s")
    return [
        Fact(_("Received"), yuan(figures.received_fen), note=goal),
        Fact(_("Set aside"), yuan(figures.reserved_fen)),
        Fact(_("Paid out"), yuan(figures.paid_fen), note=period % {"amount": yuan(figures.paid_period_fen)}),
        Fact(_("Confirmed by beneficiaries"), yuan(figures.confirmed_fen)),
    ]


def facts_of(report: ReportView, version: VersionView) -> list[Fact]:
    """What stands beside a report."""
    period = f"{report.period_first:%Y-%m-%d} – {report.period_last:%Y-%m-%d}"
    late = _("%(days)s days late") % {"days": report.days_late} if report.days_late else _("on time")
    facts = [
        Fact(_("Period"), period),
        Fact(_("Due"), report.due_on.isoformat(), note=str(cite(report.article))),
        Fact(_("Published"), report.published_on.isoformat(), note=late),
        Fact(_("Figures as of"), version.figures.as_of.isoformat()),
        Fact(_("Number"), report.code, code=True),
    ]
    if version.number > 1:
        words = _("%(number)s, a correction") % {"number": version.number}
        facts.insert(3, Fact(_("Version"), words, note=version.published_on.isoformat()))
    return facts


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in a list: what, by when, state, and the way to it."""

    standing: Standing
    tone: str
    report_code: str
    drafted: bool
    days_left: int

    @property
    def cited(self) -> str:
        """The article as people cite it."""
        return str(cite(self.standing.duty.article))

    @property
    def judged(self) -> date | None:
        """The due day of the verdict, when today's calculation gives another."""
        return self.standing.outcome_due_on if self.standing.differs else None


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties that stand together in a list."""

    key: str
    title: str
    lines: tuple[DutyLine, ...]


def duty_lines(
    standings: Sequence[Standing], codes: Mapping[str, str], drafted: set[str], today: date
) -> list[DutyLine]:
    """Duties as lines, by due day."""
    return [
        DutyLine(
            one,
            TONES[one.state],
            codes.get(one.duty.key, ""),
            one.duty.key in drafted,
            ((one.outcome_due_on or one.duty.due.on) - today).days,
        )
        for one in standings
    ]


def grouped(lines: Sequence[DutyLine]) -> list[DutyGroup]:
    """Overdue first, then what can be written now, what lies ahead, what is done (newest first)."""
    wanted = (
        ("late", _("Overdue"), {State.MISSING}, False),
        ("open", _("To do"), {State.OPEN, State.DUE_TODAY}, False),
        ("ahead", _("Ahead"), {State.AHEAD}, False),
        ("done", _("Already published"), {State.KEPT, State.LATE}, True),
    )
    groups = []
    for key, title, states, newest_first in wanted:
        found = [line for line in lines if line.standing.state in states]
        if found:
            groups.append(DutyGroup(key, title, tuple(reversed(found) if newest_first else found)))
    return groups


def rule_rows_of(findings: Sequence[Finding]) -> list[RuleRow]:
    """Findings as the rows of the rule panel."""
    return [
        RuleRow(
            str(found.title_words),
            RuleState(found.outcome.value),
            str(found.words),
            str(found.article.citation) if found.article else "",
        )
        for found in findings
    ]


def is_final(report: ReportView) -> bool:
    """Whether it is the report on the whole."""
    return report.kind in FINAL
