"""Tables of disclosure."""

from qianshan.disclosure.models.draft import Draft
from qianshan.disclosure.models.report import Report, Version

__all__ = ["Draft", "Report", "Version"]
