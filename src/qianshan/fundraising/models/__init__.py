"""Tables of fundraising."""

from qianshan.fundraising.models.listing import DesignatedPlatform, Listing, ListingCheck
from qianshan.fundraising.models.plan import FilingSerial, Plan
from qianshan.fundraising.models.project import Project

__all__ = [
    "DesignatedPlatform",
    "FilingSerial",
    "Listing",
    "ListingCheck",
    "Plan",
    "Project",
]
