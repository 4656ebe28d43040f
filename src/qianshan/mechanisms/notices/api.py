"""The door of notices."""

from qianshan.mechanisms.notices.backends import MemorySms, NeverWorks, SmsBackend, TryLater
from qianshan.mechanisms.notices.outbox import Message, PersonRef, PhoneRef, tell, tell_many
from qianshan.mechanisms.notices.queries import NoticeLine, notice_counts, notices_to
from qianshan.mechanisms.notices.templates import TEMPLATES, WrongValues, fill, register_template

__all__ = [
    "TEMPLATES",
    "MemorySms",
    "Message",
    "NeverWorks",
    "NoticeLine",
    "PersonRef",
    "PhoneRef",
    "SmsBackend",
    "TryLater",
    "WrongValues",
    "fill",
    "notice_counts",
    "notices_to",
    "register_template",
    "tell",
    "tell_many",
]
