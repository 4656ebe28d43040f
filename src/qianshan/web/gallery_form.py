"""The form of the gallery: one field of each kind."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GalleryForm(forms.Form):
    """Each kind of field in one form."""

    amount = forms.ChoiceField(
        label=_("Amount"),
        choices=[("10", "¥10"), ("50", "¥50"), ("100", "¥100"), ("200", "¥200")],
        widget=forms.RadioSelect,
    )
    shown = forms.ChoiceField(
        label=_("Amount in the donor roll"),
        choices=[("yes", _("shown")), ("no", _("not shown"))],
        widget=forms.RadioSelect,
    )
    rest = forms.CharField(
        label=_("What happens to a surplus"),
        help_text=_("Name the kind of project it goes to."),
        error_messages={"required": _("Say for what kind of project a surplus is used.")},
    )
    agreement = forms.FileField(
        label=_("Cooperation agreement"), help_text=_("PDF or picture, up to 20 MB"), required=False
    )
    remark = forms.CharField(label=_("Remark"), widget=forms.Textarea, required=False)
    read = forms.BooleanField(label=_("I have read the facts before giving"), required=False)
