"""Tables of the charities."""

from qianshan.charities.models.account import BankAccount
from qianshan.charities.models.charity import Charity
from qianshan.charities.models.qualification import Qualification

__all__ = ["BankAccount", "Charity", "Qualification"]
