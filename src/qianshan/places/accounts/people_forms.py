"""Forms about posts."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.mechanisms.access.api import KINDS, ROLES, Candidate
from qianshan.mechanisms.divisions.api import children, place

_DATE = {"type": "date", "class": "qs-input-short"}


class ProposeForm(forms.Form):
    """Whom, which roles, where, from when until when."""

    uscc = forms.CharField(
        label=_("Unified social credit code of the organisation"),
        help_text=_("Leave empty for your own organisation."),
        max_length=18,
        required=False,
    )
    name = forms.CharField(
        label=_("Name"), max_length=60, error_messages={"required": _("Enter the person's name.")}
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        help_text=_("The invitation goes there."),
        max_length=20,
        error_messages={"required": _("Enter the person's mobile number.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "qs-input-short"}),
    )
    id_number = forms.CharField(
        label=_("ID number"),
        help_text=_("Needed for roles that sign. It is kept sealed and shown to nobody here."),
        max_length=18,
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    scope_code = forms.ChoiceField(
        label=_("Area of the post"),
        help_text=_("The post covers cases of this area and all below it."),
        required=False,
    )
    valid_from = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Ends on"),
        help_text=_("On this day the post counts no more. Empty: until it is ended."),
        required=False,
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, kind: str, elsewhere: bool, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the form's own arguments
        kinds = set(KINDS) if elsewhere else {kind}
        self.fields["roles"].choices = [  # type: ignore[attr-defined]  # a choice field
            (role.key, str(role.words) + (str(_(" (signs)")) if role.signs else ""))
            for role in ROLES.values()
            if role.kinds & kinds
        ]
        self.fields["scope_code"].choices = area_choices(on)  # type: ignore[attr-defined]  # a choice field
        if not elsewhere:
            del self.fields["uscc"]

    def candidate(self) -> Candidate:
        """The person as typed."""
        values = self.cleaned_data
        return Candidate(values["name"], values["phone"], values["id_number"])


def area_choices(on: date) -> list[tuple[str, object]]:
    """The whole organisation, the prefectures, and their counties."""
    choices: list[tuple[str, object]] = [("", _("Everything the organisation is in charge of"))]
    for prefecture in children(place("52", on).code, on):
        counties = [(county.code, county.name) for county in children(prefecture.code, on)]
        choices.append((prefecture.name, [(prefecture.code, prefecture.name), *counties]))
    return choices


class ReasonForm(forms.Form):
    """A reason, which stands in the trace."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Write the reason. It stands in the trace.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, required: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the form's own arguments
        self.fields["reason"].required = required


class EndForm(ReasonForm):
    """When a post ends, and why."""

    on = forms.DateField(
        label=_("Ends on"),
        error_messages={"required": _("Choose the day on which the post ends.")},
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )
    field_order = ("on", "reason")
