"""The port to a provider of SMS, and two backends without one: a file, and memory for tests."""

import json
from pathlib import Path
from typing import ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from qianshan.mechanisms.notices.templates import TEMPLATES, fill


class TryLater(Exception):
    """The provider did not take it now: a network fault, its limit, its own failure."""


class NeverWorks(Exception):
    """The provider will not take it: an unknown number, a template not approved. `args[0]` is its code."""


class SmsBackend(Protocol):
    """Sends one SMS and returns the provider's number of it."""

    def send(self, *, phone: str, template: str, values: dict[str, str], reference: str) -> str:
        """Send.

        Raises:
            TryLater, NeverWorks: as named.
        """


class FileSms:
    """Appends each SMS as a line of JSON to a file: for an installation without a provider."""

    def send(self, *, phone: str, template: str, values: dict[str, str], reference: str) -> str:
        """Write the line."""
        path = Path(settings.SMS_FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        line = {"reference": reference, "phone": phone, "text": fill(template, values)}
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return f"file:{reference}"


class MemorySms:
    """Keeps what was sent in this process: for tests."""

    sent: ClassVar[list[dict[str, object]]] = []

    def send(self, *, phone: str, template: str, values: dict[str, str], reference: str) -> str:
        """Keep it."""
        self.sent.append(
            {
                "phone": phone,
                "template": template,
                "values": values,
                "text": fill(template, values),
                "code": TEMPLATES[template].provider_code,
                "reference": reference,
            }
        )
        return f"memory:{len(self.sent)}"


def sms_backend() -> SmsBackend:
    """The backend of this installation."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    return backend
