"""A payment that a beneficiary denies: opened by the platform; the authority lets payments go on, or not.

Granting it settles the denials of the order; refused, the stop stays, and the charity may ask
again when it has made the payment good. Source: CL arts 54, 108.
"""

from qianshan.mechanisms.cases.api import register
from qianshan.mechanisms.cases.kernel import Clock, Field, FieldKind, Kind, Procedure, Slot, Stage, Step, Unit
from qianshan.mechanisms.words import N_
from qianshan.spending.commands.denials import PROCEDURE
from qianshan.spending.procedures.denial_facts import denial_applicant, denial_facts, let_go_on

DENIAL = register(
    Procedure(
        key=PROCEDURE,
        kind=Kind.APPLICATION,
        title=N_("A payment that a beneficiary denies"),
        short=N_("Denied payment"),
        start="denial.explain",
        applicant=denial_applicant,
        steps=(
            Step(
                "payment",
                N_("Payment"),
                (
                    Field("order", N_("Denied payment order"), FieldKind.CHOICE, choices_from="orders"),
                    Field(
                        "explanation",
                        N_("What happened, and what was done to make it good"),
                        FieldKind.LONG,
                        max_length=2000,
                        source="CL art 54",
                    ),
                ),
                (Slot("evidence", N_("Signed list, delivery note, bank's receipt")),),
            ),
        ),
        facts=denial_facts,
        checks="spending.denial",
        chain=(
            Stage("handle", N_("Case officer"), "case.handle"),
            Stage("review", N_("Reviewer"), "case.review"),
            Stage("approve", N_("Deciding officer"), "case.approve"),
        ),
        answer=Clock(
            "answer",
            N_("Taken up, or all questions told at once"),
            "AL art 32",
            parameter="cases.acceptance_workdays",
            unit=Unit.WORKDAY,
        ),
        correction=Clock("correction", N_("Correction"), "AL art 32", parameter="cases.correction_days"),
        decision=Clock("decision", N_("Decision"), "CL art 108", parameter="spending.denial.decision_days"),
        extension=None,
        articles=("CL art 54", "CL art 108"),
        remedies=(
            N_(
                "Within 60 days you may apply for administrative reconsideration to the government of this level."
            ),
            N_("Within six months you may bring an action before the people's court."),
        ),
        effect=let_go_on,
        word="拨付核",
        title_from="",
        public=False,
    )
)
