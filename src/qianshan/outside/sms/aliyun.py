"""The adapter: one SMS, one signed POST."""

import hashlib
import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.notices.api import TEMPLATES, NeverWorks, TryLater, fill
from qianshan.outside.sms.signature import authorization, canonical_query

VERSION = "2017-05-25"
_TIMEOUT_SECONDS = 10
_MOST_BYTES = 64 * 1024
_LATER = ("isv.BUSINESS_LIMIT_CONTROL", "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isp.", "Throttling")
_OK = "OK"
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Account:
    """Where the provider answers and as whom we ask."""

    url: str
    key_id: str
    secret: str
    sign_name: str


class AliyunSms:
    """Sends by Aliyun's SendSms."""

    def account(self) -> Account:
        """The account of this installation."""
        return Account(settings.SMS_URL, settings.SMS_KEY_ID, settings.SMS_KEY_SECRET, settings.SMS_SIGN)

    def send(self, *, phone: str, template: str, values: dict[str, str], reference: str) -> str:
        """Send one SMS; returns the provider's BizId.

        Raises:
            TryLater: no answer, HTTP 5xx, or a limit of the provider.
            NeverWorks: the provider will not take it; carries its code.
        """
        fill(template, values)
        answer = self._call(
            "SendSms",
            {
                "PhoneNumbers": phone,
                "SignName": self.account().sign_name,
                "TemplateCode": TEMPLATES[template].provider_code,
                "TemplateParam": json.dumps(values, ensure_ascii=False),
                "OutId": reference,
            },
        )
        code = str(answer.get("Code", ""))
        if code == _OK:
            return str(answer.get("BizId", ""))
        if code.startswith(_LATER):
            raise TryLater(code)
        raise NeverWorks(code or "no code in the answer")

    def _call(self, action: str, query: dict[str, str]) -> dict[str, object]:
        account = self.account()
        parts = urlsplit(account.url)
        headers = {
            "host": parts.netloc,
            "x-acs-action": action,
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
            "x-acs-date": now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": VERSION,
        }
        headers["authorization"] = authorization(
            method="POST",
            path=parts.path or "/",
            query=query,
            headers=headers,
            key_id=account.key_id,
            secret=account.secret,
        )
        url = f"{account.url}?{canonical_query(query)}"
        request = urllib.request.Request(url, data=b"", headers=headers, method="POST")  # noqa: S310  (from settings)
        return _answer(request)


def _answer(request: urllib.request.Request) -> dict[str, object]:
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as response:  # noqa: S310  (from settings)
            content = json.loads(response.read(_MOST_BYTES))
    except urllib.error.HTTPError as error:
        if error.code >= _SERVER_ERROR:
            raise TryLater(f"HTTP {error.code}") from error
        content = _content_of(error)
    except (OSError, ValueError) as error:
        raise TryLater(type(error).__name__) from error
    if not isinstance(content, dict):
        raise NeverWorks("the answer is no JSON object")
    return content


def _content_of(error: urllib.error.HTTPError) -> object:
    """An error of the caller comes with its code in a JSON body."""
    try:
        return json.loads(error.read(_MOST_BYTES))
    except ValueError:
        return {"Code": f"HTTP {error.code}"}
