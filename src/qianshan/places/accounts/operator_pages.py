"""The operator's desk: what waits for its administrators, and how messages go out."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qianshan.mechanisms.access import api as access
from qianshan.mechanisms.access.api import Hat
from qianshan.mechanisms.acts.api import NotFound
from qianshan.mechanisms.notices.api import notice_counts
from qianshan.mechanisms.words import N_, Words
from qianshan.places.accounts.people_pages import people_url
from qianshan.web.components.facts import Fact
from qianshan.web.hats import needs_hat


@require_http_methods(["GET"])
@needs_hat
def home(request: HttpRequest, hat: Hat) -> HttpResponse:
    """Posts and recoveries that wait, messages of the last day, and the day's purse of codes."""
    if hat.kind != access.OPERATOR:
        raise NotFound(Words(N_("There is no such page for you.")))
    day = hat.actor.date
    here = [post for post in access.posts_in(hat.organisation_id, day) if post.when == "proposed"]
    elsewhere = access.posts_waiting_elsewhere(hat.organisation_id, day)
    counts = notice_counts(hat.actor.at - timedelta(days=1))
    spent, purse = access.codes_today(day)
    content = {
        "people_href": people_url(hat, "people"),
        "waiting": [
            Fact(_("Posts that wait for a head"), len(here) + len(elsewhere)),
            Fact(_("Accounts to recover"), len(access.open_recoveries(hat.organisation_id))),
        ],
        "messages_sent": [
            Fact(_("Sent out"), counts.get("sent", 0)),
            Fact(_("Waiting"), counts.get("waiting", 0)),
            Fact(_("Not taken by the provider"), counts.get("failed", 0)),
            Fact(_("Codes sent today, of at most"), f"{spent} / {purse}"),
        ],
        "low": spent * 10 >= purse * 8,
    }
    return render(request, "accounts/operator.html", content)
