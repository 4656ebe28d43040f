"""Designated platforms, and where a plan is listed on them, with the evidence of each check."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from qianshan.fundraising.models import DesignatedPlatform, Listing, ListingCheck, Plan
from qianshan.mechanisms.access.api import may
from qianshan.mechanisms.acts.api import Actor, BadInput, NotFound, command, subject
from qianshan.mechanisms.words import N_, Words


@dataclass(frozen=True, slots=True)
class Designation:
    """A platform as the ministry's announcement names it."""

    key: str
    name: str
    url: str
    position: int
    valid_from: date
    source: str


@command("fundraising.platform.designate")
def designate_platform(*, designation: Designation, by: Actor) -> int:
    """Enter a platform of the ministry's list; told again for the same key it changes nothing."""
    row, _ = DesignatedPlatform.objects.get_or_create(
        key=designation.key,
        defaults={
            "name": designation.name,
            "url": designation.url,
            "position": designation.position,
            "valid_from": designation.valid_from,
            "source": designation.source,
        },
    )
    subject("fundraising.platform", row.key)
    return row.pk


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _platform(key: str, on: date) -> DesignatedPlatform:
    row = DesignatedPlatform.objects.filter(key=key, valid_from__lte=on).first()
    if row is None or (row.valid_to is not None and row.valid_to <= on):
        raise BadInput(
            Words(N_("%(key)s is not a platform designated by the ministry on %(day)s."), key=key, day=on),
            field="platform",
            value=key,
            article="CL art 27",
        )
    return row


@command("fundraising.listing.add")
def list_plan(*, plan_id: int, organisation_id: int, platform_key: str, url: str, by: Actor) -> int:
    """Name the page on which a designated platform shows a plan. It counts once it was checked.

    Raises:
        NotFound: no such plan of this organisation.
        NotAllowed: the actor does not work on this charity's plans.
        BadInput: no designated platform, or an address on another host.
    """
    row = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=plan_id, charity__organisation_id=organisation_id)
        .first()
    )
    if row is None:
        raise NotFound(Words(N_("There is no such project or plan: %(value)s."), value=plan_id))
    may(by, "plan.list", organisation_id).required()
    platform = _platform(platform_key, by.date)
    own_host = _host(platform.url)
    if urlsplit(url).scheme != "https" or not (
        _host(url) == own_host or _host(url).endswith("." + own_host.removeprefix("www."))
    ):
        raise BadInput(
            Words(N_("The address must begin with https:// and stand on %(host)s."), host=own_host),
            field="url",
            value=url,
        )
    listing, fresh = Listing.objects.get_or_create(plan=row, platform=platform, defaults={"url": url})
    if not fresh and listing.url != url:
        listing.url, listing.live = url, False
        listing.save(update_fields=["url", "live"])
    subject("fundraising.plan", row.pk, "listings")
    return listing.pk


@command("fundraising.listing.check")
def check_listing(
    *,
    listing_id: int,
    organisation_id: int,
    live: bool,
    seen: str,
    by: Actor,
    evidence_document_id: int | None = None,
) -> None:
    """Record what a person saw on the platform's page: it is this activity, with this filing number, or not.

    The charity's staff or an officer of its authority may look; who did is shown to everyone.

    Raises:
        NotFound: no such listing for this organisation.
        NotAllowed: the actor neither works for the charity nor supervises it.
        BadInput: nothing said of what was seen.
    """
    listing = (
        Listing.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__charity")
        .filter(pk=listing_id)
        .first()
    )
    if listing is None or organisation_id not in (
        listing.plan.charity.organisation_id,
        listing.plan.charity.authority_id,
    ):
        raise NotFound(Words(N_("There is no such listing: %(value)s."), value=listing_id))
    may(by, "listing.check", organisation_id).required()
    if not seen.strip():
        raise BadInput(Words(N_("Say what was seen: the name, the filing number, the day.")), field="seen")
    ListingCheck.objects.create(
        listing=listing,
        live=live,
        seen=seen,
        evidence_document_id=evidence_document_id,
        by_person_id=by.person_id or 0,
        as_organisation_id=organisation_id,
        at=by.at,
    )
    listing.live, listing.checked_at = live, by.at
    listing.save(update_fields=["live", "checked_at"])
    subject("fundraising.plan", listing.plan_id, "listings")
