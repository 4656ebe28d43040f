"""The shape of input about projects, listings and numbers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from qianshan.fundraising.commands.project import ProjectWords
from qianshan.mechanisms.cases.kernel import Choice
from qianshan.mechanisms.cases.kernel.form import named
from qianshan.mechanisms.cases.kernel.reading import money
from qianshan.mechanisms.money import Fen, yuan

PICTURES = (
    ("bowl", _("A bowl of rice")),
    ("book", _("Books")),
    ("winter", _("Winter")),
    ("bridge", _("A bridge")),
    ("cloth", _("Cloth")),
    ("drum", _("A drum")),
)
_LONG = {"rows": "5"}


class ProjectForm(forms.Form):
    """What a charity says of a project; amounts are typed in yuan, places by name."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name of the project"), max_length=60)
    summary = forms.CharField(label=_("In one sentence"), max_length=160)
    story = forms.CharField(
        label=_("What is done, for whom and why"), max_length=4000, widget=forms.Textarea(attrs=_LONG)
    )
    goal = forms.CharField(
        label=_("Expected amount, in yuan"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "qs-input-short"}),
    )
    divisions = forms.CharField(
        label=_("Places where the project is carried out"),
        max_length=400,
        help_text=_("Counties or prefectures, with commas between."),
    )
    beneficiary_scope = forms.CharField(label=_("Beneficiaries"), max_length=200)
    beneficiary_count = forms.IntegerField(
        label=_("Expected number of beneficiaries"),
        min_value=1,
        max_value=100_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "qs-input-short"}),
    )
    starts_on = forms.DateField(
        label=_("Starts on"), widget=forms.DateInput(attrs={"type": "date", "class": "qs-input-short"})
    )
    ends_on = forms.DateField(
        label=_("Ends on"), widget=forms.DateInput(attrs={"type": "date", "class": "qs-input-short"})
    )
    picture = forms.ChoiceField(label=_("Picture"), choices=PICTURES, widget=forms.RadioSelect)

    def __init__(self, data: object, *, places: tuple[Choice, ...], initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a POST or None, as the base class takes it
        self.places = places

    def clean_goal(self) -> int:
        """The amount in fen."""
        fen, error = money(self.cleaned_data["goal"])
        if error is not None:
            raise forms.ValidationError(str(error))
        return int(str(fen))

    def clean_divisions(self) -> tuple[str, ...]:
        """The codes of the named places."""
        codes, error = named([self.cleaned_data["divisions"]], self.places)
        if error is not None:
            raise forms.ValidationError(str(error))
        return tuple(codes)

    def words(self) -> ProjectWords:
        """What was typed, as the command takes it."""
        typed = self.cleaned_data
        return ProjectWords(
            name=typed["name"].strip(),
            summary=typed["summary"].strip(),
            story=typed["story"].strip(),
            goal_fen=typed["goal"],
            divisions=typed["divisions"],
            beneficiary_scope=typed["beneficiary_scope"].strip(),
            beneficiary_count=typed["beneficiary_count"],
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
            picture=typed["picture"],
        )


def goal_text(goal_fen: int) -> str:
    """An amount as somebody would type it."""
    return yuan(Fen(goal_fen)).replace(",", "")


class ListingForm(forms.Form):
    """On which platform, under which address."""

    use_required_attribute = False
    platform = forms.ChoiceField(label=_("Designated platform"), widget=forms.Select)
    url = forms.URLField(label=_("Address of the page"), max_length=500, assume_scheme="https")

    def __init__(self, data: object, *, platforms: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a POST or None, as the base class takes it
        self.fields["platform"].choices = platforms  # type: ignore[attr-defined]  # a ChoiceField


class CheckForm(forms.Form):
    """What somebody saw on the platform's page."""

    use_required_attribute = False
    live = forms.ChoiceField(
        label=_("The page shows this activity, with this filing number and period"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    seen = forms.CharField(
        label=_("What was seen"),
        max_length=1000,
        help_text=_("Name, filing number, period, payee, as they stand on the page."),
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    evidence = forms.FileField(
        label=_("Picture of the page"), required=False, help_text=_("PDF, JPEG or PNG, up to 20 MB.")
    )


class EndForm(forms.Form):
    """Why an activity ends early."""

    use_required_attribute = False
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": "3"}))


class SettleForm(forms.Form):
    """How a difference of numbers is settled."""

    use_required_attribute = False
    national_number = forms.CharField(
        label=_("National number to be taken over"),
        max_length=24,
        required=False,
        help_text=_("Leave it empty to keep ours."),
    )
    settlement = forms.CharField(
        label=_("How it was settled"), max_length=1000, widget=forms.Textarea(attrs={"rows": "3"})
    )
