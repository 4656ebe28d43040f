"""Codes by SMS that prove a phone number. The answer never tells whether the number is known."""

import hmac
import logging
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings

from qianshan.mechanisms.access.commands.persons import checked_phone
from qianshan.mechanisms.access.limits import count_today, counted_today, take, take_or_refuse
from qianshan.mechanisms.access.models import PhoneCode
from qianshan.mechanisms.acts.api import Actor, BadInput, command, subject
from qianshan.mechanisms.calendar.clock import date_of
from qianshan.mechanisms.notices.api import PhoneRef, tell
from qianshan.mechanisms.sealed.api import blind_candidates, blind_index
from qianshan.mechanisms.words import N_, Words

VALID_MINUTES = 10
MOST_TRIES = 5
_DAY = 24 * 3600
PURSE = "sms"
log = logging.getLogger("qianshan.access")


class WrongCode(BadInput):
    """The code is wrong, used, too old, or tried too often; which of these is not told."""

    code = "wrong_code"


def request_code(*, phone: str, purpose: str, address: str, at: datetime) -> None:
    """Send a code to a phone, within the limits: per number 1 a minute and 5 a day, per address 10 an hour.

    Stands before the command, so that refused attempts count too. When the day's purse is spent
    nothing is sent and the answer is the same.

    Raises:
        BadInput: not a mobile number.
        TooMany: a limit of the number or of the address is reached.
    """
    number = checked_phone(phone)
    index = blind_index("phone_code", number).hex()
    take_or_refuse(f"code-address:{blind_index('address', address).hex()}", most=10, seconds=3600, at=at)
    take_or_refuse(f"code-minute:{index}", most=1, seconds=60, at=at)
    take_or_refuse(f"code-day:{index}", most=5, seconds=_DAY, at=at)
    purse = settings.SMS_DAILY_PURSE
    spent = count_today(PURSE, date_of(at), most=purse)
    if spent is not None:
        send_code(phone=number, purpose=purpose, by=Actor.link(purpose, at=at))
    if spent in (purse * 8 // 10, purse):
        _ring(spent, purse, at)


def codes_today(day: date) -> tuple[int, int]:
    """Codes sent on a day, and the day's purse."""
    return counted_today(PURSE, day), int(settings.SMS_DAILY_PURSE)


def _ring(spent: int | None, purse: int, at: datetime) -> None:
    """Tell whoever watches that the day's purse runs low or is spent."""
    log.error("%s of %s code messages of the day are sent", spent, purse)
    if settings.SMS_ALARM_PHONE:
        tell(
            "access.purse",
            to=PhoneRef(settings.SMS_ALARM_PHONE),
            values={"count": str(spent), "purse": str(purse)},
            dedupe_key=f"purse:{date_of(at)}:{spent}",
            at=at,
        )


@command("access.code.send")
def send_code(*, phone: str, purpose: str, by: Actor) -> None:
    """Draw a code for a number and put it into the outbox; the code itself is kept as a hash only."""
    code = f"{secrets.randbelow(10**6):06d}"
    row = PhoneCode.objects.create(
        phone_index=blind_index("phone_code", phone),
        purpose=purpose,
        code_hash=_code_hash(phone, purpose, code),
        issued_at=by.at,
        expires_at=by.at + timedelta(minutes=VALID_MINUTES),
    )
    subject("access.code", row.pk)
    tell(
        "access.code",
        to=PhoneRef(phone),
        values={"code": code, "minutes": str(VALID_MINUTES)},
        dedupe_key=f"code:{row.pk}",
        at=by.at,
    )


def prove_phone(*, phone: str, code: str, purpose: str, at: datetime) -> str:
    """Take a code as proof of a number, once; returns the number as eleven digits.

    Raises:
        BadInput: not a mobile number.
        WrongCode: the code is wrong, used, older than ten minutes, or was tried five times.
    """
    number = checked_phone(phone)
    index = blind_index("phone_code", number).hex()
    if not take(f"code-try:{purpose}:{index}", most=MOST_TRIES, seconds=VALID_MINUTES * 60, at=at):
        raise _wrong()
    use_code(phone=number, code="".join(code.split()), purpose=purpose, by=Actor.link(purpose, at=at))
    return number


@command("access.code.use")
def use_code(*, phone: str, code: str, purpose: str, by: Actor) -> None:
    """Use the newest code of a number. Of two presses at the same instant one is refused.

    Raises:
        WrongCode: as `prove_phone`.
    """
    row = (
        PhoneCode.objects.filter(phone_index__in=blind_candidates("phone_code", phone), purpose=purpose)
        .order_by("-id")
        .first()
    )
    if row is None or row.used_at is not None or row.expires_at <= by.at:
        raise _wrong()
    if not hmac.compare_digest(bytes(row.code_hash), _code_hash(phone, purpose, code)):
        raise _wrong()
    if not PhoneCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=by.at):
        raise _wrong()
    subject("access.code", row.pk, "used_at")


def _code_hash(phone: str, purpose: str, code: str) -> bytes:
    return blind_index("code", f"{purpose}:{phone}:{code}")


def _wrong() -> WrongCode:
    return WrongCode(
        Words(
            N_(
                "This code does not count: it is wrong, older than %(minutes)s minutes, or used. "
                "Ask for a new one."
            ),
            minutes=VALID_MINUTES,
        ),
        field="code",
    )
