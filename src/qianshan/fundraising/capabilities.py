"""What posts allow in fundraising."""

from qianshan.mechanisms.access.api import AUTHORITY, CHARITY, register_capability
from qianshan.mechanisms.words import N_, Words


def register() -> None:
    """Make them known; called once by the app."""
    staff = {"head", "project_officer"}
    register_capability(
        "project.edit", roles=staff, words=Words(N_("Begin and change projects")), kinds={CHARITY}
    )
    register_capability("plan.file", roles=staff, words=Words(N_("File fundraising plans")), kinds={CHARITY})
    register_capability(
        "plan.list", roles=staff, words=Words(N_("Name the platforms that show a plan")), kinds={CHARITY}
    )
    register_capability(
        "plan.end", roles={"head"}, words=Words(N_("End a fundraising activity early")), kinds={CHARITY}
    )
    register_capability(
        "listing.check",
        roles={*staff, "case_officer"},
        words=Words(N_("Check a plan's page on a designated platform")),
        kinds={CHARITY, AUTHORITY},
    )
    register_capability(
        "number.settle",
        roles={"case_officer"},
        words=Words(N_("Settle differences with the national copy")),
        kinds={AUTHORITY},
    )
