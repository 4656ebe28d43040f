"""Filing of a fundraising plan (公开募捐方案备案), guidance 10.2.

Source: CL arts 22-27, 73; M74 arts 10-11; G57. Fields: the national form.
"""

from qianshan.fundraising.commands.filing import record_plan
from qianshan.fundraising.facts import filing_facts, plan_applicant
from qianshan.fundraising.procedures.plan_form import STEPS
from qianshan.mechanisms.cases.api import register
from qianshan.mechanisms.cases.kernel import Clock, Kind, Procedure, Stage
from qianshan.mechanisms.words import N_

PLAN_FILING = register(
    Procedure(
        key="fundraising.filing",
        kind=Kind.FILING,
        title=N_("Filing of a fundraising plan"),
        short=N_("Filing"),
        start="plan.file",
        applicant=plan_applicant,
        steps=STEPS,
        facts=filing_facts,
        checks="fundraising.filing",
        chain=(Stage("handle", N_("Case officer"), "case.handle"),),
        answer=Clock(
            "answer", N_("Complete: filed the same day; else all defects told at once"), "M74 on returns"
        ),
        correction=Clock(
            "correction", N_("Correction"), "M74 on returns", parameter="fundraising.filing.correction_days"
        ),
        decision=None,
        extension=None,
        articles=("CL art 24", "M74 art 11"),
        remedies=(
            N_(
                "Within 60 days you may apply for administrative reconsideration to the government of this level."
            ),
            N_("Within six months you may bring an action before the people's court."),
        ),
        effect=record_plan,
        word="募备",
        title_from="name",
        intro=N_(
            "A plan is filed at least ten days before its activity starts. If it is complete, it is filed and "
            "published the same day; if something is missing, you are told all of it at once and have 10 days."
        ),
    )
)
