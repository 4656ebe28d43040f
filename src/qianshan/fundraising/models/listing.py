"""Designated platforms and where a plan is listed on them."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class DesignatedPlatform(ActedModel):
    """A platform named by the Ministry of Civil Affairs, with the days on which it was one.

    `position` is the one published order in which every page lists them.
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    url = models.URLField()
    position = models.PositiveSmallIntegerField(unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)

    write_rights = Rights.columns("valid_to")

    def __str__(self) -> str:
        return self.name


class Listing(ActedModel):
    """A plan's page on a designated platform; `live` is what the newest check found."""

    plan = models.ForeignKey("fundraising.Plan", models.PROTECT, related_name="listings")
    platform = models.ForeignKey(DesignatedPlatform, models.PROTECT, related_name="+")
    url = models.URLField(max_length=500)
    live = models.BooleanField(default=False)
    checked_at = models.DateTimeField(null=True)

    write_rights = Rights.columns("url", "live", "checked_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "platform"], name="fundraising_listing_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} on {self.platform_id}"


class ListingCheck(ActedModel):
    """Somebody opened the page and saw whether the plan stands there; with who, when and what was seen."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="checks")
    live = models.BooleanField()
    seen = models.TextField()
    evidence_document_id = models.BigIntegerField(null=True)
    by_person_id = models.BigIntegerField()
    as_organisation_id = models.BigIntegerField()
    at = models.DateTimeField()

    write_rights = Rights.APPEND

    def __str__(self) -> str:
        return f"{self.listing_id} {self.at:%Y-%m-%d}"
