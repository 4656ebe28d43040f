"""The public fundraising qualification with its certificate; periods that never overlap."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from qianshan.mechanisms.acts.api import ActedModel, Rights


class _Days(Func):
    """The half-open range of days [valid_from, valid_to)."""

    function = "daterange"
    output_field = DateRangeField()


class Qualification(ActedModel):
    """A certificate: number, the day it was granted, the decision that granted it, and its end if any."""

    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="qualifications")
    certificate_number = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision_number = models.CharField(max_length=60, blank=True)
    case_code = models.CharField(max_length=20, blank=True)
    end_reason = models.TextField(blank=True)
    revoked = models.BooleanField(default=False)

    write_rights = Rights.columns("valid_to", "end_reason", "revoked")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="charities_one_certificate_a_day",
                expressions=[
                    (
                        Func(F("charity"), F("charity"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (_Days(F("valid_from"), F("valid_to"), Value("[)")), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return self.certificate_number
