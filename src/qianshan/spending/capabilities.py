"""What posts allow in spending."""

from qianshan.mechanisms.access.api import AUTHORITY, CHARITY, register_capability
from qianshan.mechanisms.words import N_, Words

OURS = {CHARITY}


def register() -> None:
    """Make them known; called once by the app."""
    everyone = {"head", "project_officer", "accountant", "cashier", "approver", "disclosure_officer"}
    register_capability("payment.see", roles=everyone, words=Words(N_("See the payments")), kinds=OURS)
    register_capability(
        "budget.set", roles={"head", "accountant"}, words=Words(N_("Set the budget of a plan")), kinds=OURS
    )
    register_capability(
        "payment.draft",
        roles={"project_officer", "cashier"},
        words=Words(N_("Draft payment orders")),
        kinds=OURS,
    )
    register_capability(
        "payment.sign_first", roles={"accountant"}, words=Words(N_("Sign payment orders first")), kinds=OURS
    )
    register_capability(
        "payment.sign_second",
        roles={"approver", "head"},
        words=Words(N_("Sign payment orders second")),
        kinds=OURS,
    )
    register_capability(
        "payment.send", roles={"cashier"}, words=Words(N_("Send payments to the bank")), kinds=OURS
    )
    register_capability(
        "denial.explain",
        roles={"head", "accountant"},
        words=Words(N_("Explain a payment that was denied")),
        kinds=OURS,
    )
    register_capability(
        "denial.settle",
        roles={"case_officer", "decider"},
        words=Words(N_("Decide on a payment that was denied")),
        kinds={AUTHORITY},
    )
