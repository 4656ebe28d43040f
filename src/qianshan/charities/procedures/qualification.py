"""The public fundraising qualification (公开募捐资格), guidance 1.4. Source: CL art 22; M74 art 5."""

from qianshan.charities.commands.standing import grant_qualification
from qianshan.charities.facts import qualification_applicant, qualification_facts
from qianshan.charities.procedures.chain import REMEDIES, THREE_HANDS
from qianshan.mechanisms.cases.api import register
from qianshan.mechanisms.cases.kernel import (
    Choice,
    Clock,
    Column,
    Field,
    FieldKind,
    Kind,
    Procedure,
    Slot,
    Step,
    Unit,
)
from qianshan.mechanisms.words import N_

BOARD = Step(
    "board",
    N_("Board"),
    (
        Field(
            "board",
            N_("Members of the board"),
            FieldKind.TABLE,
            columns=(
                Column("name", N_("Name"), FieldKind.TEXT),
                Column("employer", N_("Works for"), FieldKind.TEXT, required=False),
                Column("group", N_("Related group"), FieldKind.TEXT, required=False),
                Column(
                    "mainland",
                    N_("Mainland resident"),
                    FieldKind.CHOICE,
                    choices=(Choice("yes", N_("Yes")), Choice("no", N_("No"))),
                ),
                Column("relative_of", N_("Near relative of"), FieldKind.TEXT, required=False),
            ),
            help=N_("Organisations related to each other carry the same name under “Related group”."),
            source="M74 art 5",
        ),
        Field("supervisors", N_("Number of supervisors"), FieldKind.NUMBER, source="M74 art 5"),
    ),
)

OFFICE = Step(
    "office",
    N_("Office"),
    (
        Field(
            "representative_mainland", N_("The legal representative is a mainland resident"), FieldKind.YES_NO
        ),
        Field("secretary_full_time", N_("The secretary-general works full-time"), FieldKind.YES_NO),
        Field("secretary_is_chair", N_("The secretary-general is also the chair"), FieldKind.YES_NO),
        Field("full_time_staff", N_("Full-time staff"), FieldKind.NUMBER),
        Field("ratios_kept", N_("Last year's spending and cost kept the limits"), FieldKind.YES_NO),
        Field("reports_in_time", N_("The annual report was handed in on time"), FieldKind.YES_NO),
        Field(
            "last_violation_on",
            N_("Day of the last violation"),
            FieldKind.DATE,
            help=N_("Leave it empty if there was none."),
            required=False,
        ),
    ),
)

RULES = Step(
    "rules",
    N_("Internal rules"),
    slots=(
        Slot("rule_finance", N_("Finance"), required=False),
        Slot("rule_project", N_("Project management rules"), required=False),
        Slot("rule_procurement", N_("Procurement"), required=False),
        Slot("rule_asset", N_("Assets"), required=False),
        Slot("rule_staff", N_("Staff"), required=False),
        Slot("rule_archive", N_("Archives"), required=False),
        Slot("rule_accounts", N_("Supervision of accounts"), required=False),
        Slot("rule_disclosure", N_("Disclosure and risk control"), required=False),
    ),
    intro=N_("All eight are needed; the check beside the form counts them."),
)

QUALIFICATION = register(
    Procedure(
        key="charities.qualification",
        kind=Kind.APPLICATION,
        title=N_("Public fundraising qualification"),
        short=N_("Qualification"),
        start="qualification.apply",
        applicant=qualification_applicant,
        steps=(BOARD, OFFICE, RULES),
        facts=qualification_facts,
        checks="charities.qualification",
        chain=THREE_HANDS,
        answer=Clock(
            "answer",
            N_("Accept, or tell all defects at once"),
            "AL art 32",
            "cases.acceptance_workdays",
            Unit.WORKDAY,
        ),
        correction=Clock("correction", N_("Correction"), "AL art 32", "cases.correction_days"),
        decision=Clock("decision", N_("Decision"), "CL art 22", "charities.qualification.decide_days"),
        extension=None,
        articles=("CL art 22", "M74 art 5"),
        remedies=REMEDIES,
        effect=grant_qualification,
        word="募资",
        one_at_a_time=True,
        intro=N_(
            "A charity may apply after one full year. The authority decides within 20 days after it has accepted "
            "the application; the certificate carries a code with which anyone can check it."
        ),
    )
)
