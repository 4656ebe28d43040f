"""A filed fundraising plan and its number."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Plan(ActedModel):
    """One public fundraising activity as it was filed; a row exists from its filing on.

    The fields are those of the national form (22). Before the filing its words live in the case.
    `q_bp` is the plan's cost share in basis points: (administrative + fundraising cost) / goal.
    """

    filing_number = models.CharField(max_length=24, unique=True)
    number_confirmed_on = models.DateField(null=True)
    exported_on = models.DateField(null=True)
    project = models.ForeignKey("fundraising.Project", models.PROTECT, related_name="plans")
    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    case_code = models.CharField(max_length=20, unique=True)
    fund_id = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=60)
    purpose = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True)
    filed_on = models.DateField()
    emergency = models.BooleanField(default=False)
    emergency_event = models.CharField(max_length=120, blank=True)
    modes = models.JSONField(default=list)
    divisions = models.JSONField(default=list)
    platforms = models.JSONField(default=list)
    goal_fen = models.BigIntegerField()
    uses = models.JSONField(default=list)
    q_bp = models.PositiveIntegerField()
    beneficiary_scope = models.TextField()
    beneficiary_count = models.PositiveIntegerField()
    beneficiary_choice = models.TextField()
    aid = models.TextField()
    staff_cost = models.TextField(blank=True)
    surplus = models.TextField()
    responsible_person = models.CharField(max_length=60)
    contact_phone = models.CharField(max_length=20)
    office_address = models.CharField(max_length=200)
    account_holder = models.CharField(max_length=120)
    account_bank = models.CharField(max_length=120)
    account_tail = models.CharField(max_length=4)
    partner_name = models.CharField(max_length=120, blank=True)
    partner_uscc = models.CharField(max_length=18, blank=True)
    partner_kind = models.CharField(max_length=24, blank=True)

    write_rights = Rights.columns("filing_number", "number_confirmed_on", "exported_on", "ended_on")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fundraising_plan_period", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(name="fundraising_plan_goal", condition=models.Q(goal_fen__gt=0)),
            models.CheckConstraint(
                name="fundraising_plan_cost_share", condition=models.Q(q_bp__gte=0, q_bp__lte=10_000)
            ),
        ]
        indexes = [
            models.Index(fields=["charity", "id"], name="fundraising_plan_charity"),
            models.Index(fields=["project", "id"], name="fundraising_plan_project"),
            models.Index(fields=["starts_on", "ends_on"], name="fundraising_plan_running"),
        ]

    def __str__(self) -> str:
        return self.filing_number


class FilingSerial(ActedModel):
    """The last serial of a charity's filing numbers in a year; locked while the next is taken."""

    charity = models.ForeignKey("charities.Charity", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charity", "year"], name="fundraising_serial_once"),
            models.CheckConstraint(name="fundraising_serial_range", condition=models.Q(last__lte=999)),
        ]

    def __str__(self) -> str:
        return f"{self.charity_id}/{self.year}: {self.last}"
