"""What the charities tell other slices: frozen views over ids."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """Legal forms, as the glossary names them."""

    FOUNDATION = "foundation"
    SOCIAL_GROUP = "social_group"
    SOCIAL_SERVICE_AGENCY = "social_service_agency"
    RED_CROSS = "red_cross"


class Level(StrEnum):
    """Level of the registering authority."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class AccountView:
    """The bank account in force."""

    holder_name: str
    bank_name: str
    number: str

    @property
    def tail(self) -> str:
        """The last four digits, the only part that pages show."""
        return self.number[-4:]


@dataclass(frozen=True, slots=True)
class QualificationView:
    """A certificate in force."""

    certificate_number: str
    code: str
    valid_from: date
    decision_number: str


@dataclass(frozen=True, slots=True)
class CharityView:
    """One organisation of the register on one day; `recognised_on` is None before it is a charity."""

    id: int
    organisation_id: int
    uscc: str
    name: str
    division_code: str
    form: str
    level: str
    authority_id: int
    authority_name: str
    registered_on: date
    recognised_on: date | None
    scope: str
    address: str
    phone: str
    legal_representative: str
    site_intro: str
    merchant_ref: str
    account: AccountView | None
    qualification: QualificationView | None

    @property
    def account_is_own(self) -> bool:
        """Whether the account in force is held under exactly the organisation's name."""
        return self.account is not None and self.account.holder_name == self.name
