"""The same protocol to the sandbox's look-alike, which learns a template when it is first used."""

import json
import re
import urllib.request

from django.conf import settings

from qianshan.mechanisms.notices.api import TEMPLATES, NeverWorks, TryLater
from qianshan.outside.sms.aliyun import Account, AliyunSms

_UNKNOWN_TEMPLATE = "isv.SMS_TEMPLATE_ILLEGAL"
_TIMEOUT_SECONDS = 10
KEY_ID = "sandbox-sms"
KEY_SECRET = "sandbox-sms-secret"  # noqa: S105  (the sandbox's own, known to everybody)


class SandboxSms(AliyunSms):
    """Sends to the sandbox."""

    def account(self) -> Account:
        """The account that every sandbox knows."""
        return Account(f"{settings.SANDBOX_URL}/aliyun-sms/", KEY_ID, KEY_SECRET, settings.SMS_SIGN)

    def send(self, *, phone: str, template: str, values: dict[str, str], reference: str) -> str:
        """Send, and submit the template first when the look-alike does not know it.

        Raises:
            TryLater, NeverWorks: as `AliyunSms.send`.
        """
        try:
            return super().send(phone=phone, template=template, values=values, reference=reference)
        except NeverWorks as refused:
            if str(refused) != _UNKNOWN_TEMPLATE:
                raise
        self._submit(template)
        return super().send(phone=phone, template=template, values=values, reference=reference)

    def _submit(self, template: str) -> None:
        known = TEMPLATES[template]
        content = {
            "code": known.provider_code,
            "sign": settings.SMS_SIGN,
            "content": re.sub(r"%\((\w+)\)s", r"${\1}", known.text),
        }
        request = urllib.request.Request(  # noqa: S310  (from settings)
            f"{settings.SANDBOX_URL}/sms/templates",
            data=json.dumps(content).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS).close()  # noqa: S310  (from settings)
        except OSError as error:
            raise TryLater(type(error).__name__) from error
