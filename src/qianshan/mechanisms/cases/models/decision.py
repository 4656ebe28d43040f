"""What an authority said: a return for correction, signatures of the chain, the decision."""

from django.db import models

from qianshan.mechanisms.acts.api import ActedModel, Rights


class Correction(ActedModel):
    """All defects told at once, and by when to correct them. At most one a case: nothing is told piecemeal.

    `defects` is a list of {"target": field, slot or check, "words": sentence}.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="correction")
    revision = models.ForeignKey("cases.Revision", models.PROTECT, related_name="+")
    defects = models.JSONField()
    by_id = models.BigIntegerField()
    told_at = models.DateTimeField()
    due_on = models.DateField()

    write_rights = Rights.APPEND

    def __str__(self) -> str:
        return f"correction of {self.case_id}"


class Signature(ActedModel):
    """One hand of the chain in one round; a person signs once a round, whatever his posts."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="signatures")
    revision = models.ForeignKey("cases.Revision", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    verdict = models.CharField(max_length=12)
    opinion = models.TextField()
    at = models.DateTimeField()

    write_rights = Rights.APPEND

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "person_id"], name="cases_one_hand_a_person"),
            models.UniqueConstraint(fields=["case", "round", "stage"], name="cases_one_person_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class Decision(ActedModel):
    """How a case ended: number, reasons, articles, remedies, day and way of service."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="decision")
    revision = models.ForeignKey("cases.Revision", models.PROTECT, related_name="+")
    authority = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16)
    number = models.CharField(max_length=60)
    reasons = models.TextField()
    articles = models.JSONField(default=list)
    remedies = models.JSONField(default=list)
    decided_by_id = models.BigIntegerField()
    decided_at = models.DateTimeField()
    served_on = models.DateField()
    service_way = models.CharField(max_length=24)

    write_rights = Rights.APPEND

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="cases_decision_number")]

    def __str__(self) -> str:
        return self.number


class DocumentMark(ActedModel):
    """The mark of an authority in its document numbers (机关代字), such as 黔民."""

    authority = models.OneToOneField("access.Organisation", models.PROTECT, related_name="+")
    mark = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.mark


class DocumentSerial(ActedModel):
    """The last serial of an authority's document numbers by word and year; locked while the next is taken."""

    authority = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    word = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "word", "year"], name="cases_serial_once")
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.word} {self.year}: {self.last}"
