"""A social organisation in the register; a charity from `recognised_on`."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel


class Charity(ActedModel):
    """One row an organisation of the register. `recognised_on` is empty until it is recognised.

    `form` is foundation, social_group, social_service_agency or red_cross (glossary); `level` is
    that of the registering authority: province, prefecture, county.
    """

    organisation = models.OneToOneField("access.Organisation", models.PROTECT, related_name="+")
    authority = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    form = models.CharField(max_length=24)
    level = models.CharField(max_length=12)
    registered_on = models.DateField()
    recognised_on = models.DateField(null=True)
    recognition_number = models.CharField(max_length=60, blank=True)
    scope = models.TextField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    legal_representative = models.CharField(max_length=60, blank=True)
    site_intro = models.TextField(blank=True)
    merchant_ref = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="charities_recognised_after_registration",
                condition=models.Q(recognised_on=None)
                | models.Q(recognised_on__gte=models.F("registered_on")),
            )
        ]
        indexes = [models.Index(fields=["authority", "id"], name="charities_by_authority")]

    def __str__(self) -> str:
        return f"charity {self.pk}"
