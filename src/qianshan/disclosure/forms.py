"""The form of a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.disclosure.types import LONGEST, SECTIONS
from qianshan.mechanisms.obligations.api import Duty


class PartField(forms.CharField):
    """A text that a report must have, and a draft may still lack."""

    def validate(self, value: Any) -> None:
        """Nothing is missing in a draft; the checks say what is missing before publication."""


class ReportForm(forms.Form):
    """Texts of a report, the day of its figures, a correction's note, one new picture.

    Nothing is required: a draft may be half written. What is missing is found by the checks.
    """

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    as_of = forms.DateField(
        label=_("Figures as of"),
        help_text=_("A day of the period that is over."),
        widget=forms.DateInput(attrs={"type": "date", "class": "qs-input-short"}, format="%Y-%m-%d"),
    )
    note = PartField(
        label=_("Correction note"),
        help_text=_("What was wrong, and what is right. It is published with the corrected version."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )
    picture = forms.FileField(
        label=_("Add a picture"),
        help_text=_("JPG, PNG or WebP, up to 15 MB. Place and camera data are removed."),
        widget=forms.FileInput(
            attrs={
                "accept": "image/jpeg,image/png,image/webp",
                "data-behaviour": "file-check",
                "data-limit-bytes": str(15 * 1024 * 1024),
                "data-too-large": _("The picture is larger than 15 MB."),
            }
        ),
        required=False,
    )
    caption = forms.CharField(label=_("What the picture shows"), max_length=80, required=False)
    consent = forms.BooleanField(
        label=_("Those shown in the pictures agreed to their publication, and no child can be recognised."),
        required=False,
    )

    def __init__(self, *args: Any, duty: Duty, correcting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTIONS[duty.kind]:
            self.fields[section.key] = PartField(
                label=str(section.words),
                help_text=str(section.help_words),
                widget=forms.Textarea(attrs={"rows": 6}),
                max_length=LONGEST,
            )
        self.section_keys = [section.key for section in SECTIONS[duty.kind]]
        if not correcting:
            del self.fields["note"]
