"""The door of the charities."""

from qianshan.charities.commands.register import Registered, open_account, register_charity
from qianshan.charities.commands.standing import Standing, end_qualification, take_over_standing
from qianshan.charities.queries import charities, charity, charity_by_uscc, charity_of_organisation
from qianshan.charities.types import AccountView, CharityView, Form, Level, QualificationView

__all__ = [
    "AccountView",
    "CharityView",
    "Form",
    "Level",
    "QualificationView",
    "Registered",
    "Standing",
    "charities",
    "charity",
    "charity_by_uscc",
    "charity_of_organisation",
    "end_qualification",
    "open_account",
    "register_charity",
    "take_over_standing",
]
