"""The gallery of components, for those who build pages; stands in practice installations only."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from qianshan.mechanisms.calendar import clock
from qianshan.mechanisms.words import N_
from qianshan.web.components.facts import Fact, GivingPlace
from qianshan.web.components.money import MoneyRow, MoneySteps, MoneyTable
from qianshan.web.components.navigation import Crumb, Tab
from qianshan.web.components.procedure import Proof, RuleRow, RuleState, Step
from qianshan.web.gallery_form import GalleryForm
from qianshan.web.installation import practice

SWATCHES = (
    ("indigo-900", N_("headings, desk header")),
    ("indigo-700", N_("primary button, link")),
    ("indigo-500", N_("chart, focus")),
    ("vermilion-600", N_("giving, overdue")),
    ("jade-600", N_("done, on time")),
    ("amber-600", N_("due soon, to correct")),
    ("muted", N_("secondary text")),
    ("ink", N_("text")),
)


def components(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    if not practice():
        raise Http404
    form = GalleryForm(
        {"amount": "50", "rest": "", "shown": "yes"} if request.method == "GET" else request.POST
    )
    return render(request, "gallery/components.html", _examples() | {"form": form})


def _examples() -> dict[str, object]:
    now = clock.now()
    return {
        "swatches": SWATCHES,
        "day": date(2026, 11, 20),
        "money": MoneySteps(238_654_050, 219_960_000, 166_600_000, 132_840_000, 300_000_000),
        "table": MoneyTable(
            _("Unit: yuan"),
            _("Use"),
            (_("Paid out"), _("Confirmed by beneficiaries")),
            (
                MoneyRow(_("Winter bedding"), (86_832_000, 74_256_000)),
                MoneyRow(_("Money returned"), (-120_000, None), note=_("set off")),
                MoneyRow(_("Audit"), (0, _("by voucher"))),
            ),
            MoneyRow(_("Total"), (86_712_000, 74_256_000)),
        ),
        "facts": (
            Fact(_("Filing number"), "53520000MJY00001XKA26001", code=True),
            Fact(_("Check"), _("agrees with Charity China"), tone="done"),
            Fact(_("Last progress"), "2026-11-16", note=_("8 days ago")),
        ),
        "steps": (
            Step(_("Paid"), "done", "10:02:11"),
            Step(_("Booked"), "done", "10:02:12"),
            Step(_("In the log"), "now", _("within seconds")),
            Step(_("Reconciled"), "todo", _("tomorrow with the channel's statement")),
        ),
        "rules": (
            RuleRow(_("Filed ten days before"), RuleState.PASSED, _("16 days"), _("Order 74 art 11")),
            RuleRow(
                _("All ten parts of the plan"), RuleState.FAILED, _("9 of 10: what happens to a surplus")
            ),
            RuleRow(_("Fundraising cost 3.0%"), RuleState.NEEDS_A_PERSON, _("parameter not verified")),
        ),
        "proof": Proof(4_182_736, 18_205, 2, "#proof", now),
        "places": (
            GivingPlace(_("Official site"), "黔山", _("hosted here"), "#", now, fresh=True, official=True),
            GivingPlace("山海公益", "山海", _("designated platform"), "#", now, fresh=True),
            GivingPlace("众善公益", "众善", _("designated platform"), "#", now, fresh=False),
        ),
        "crumbs": (Crumb(_("Home"), "#"), Crumb(_("Projects"), "#")),
        "tabs": (Tab(_("My cases"), "#", current=True, count=12), Tab(_("Closed"), "#", count=386)),
    }


urlpatterns = [path("practice/components/", components, name="components")]
