"""The accounts library's second factors: the one place that touches its tables and its codes.

Secrets are sealed by our key file before the library stores them.
"""

import base64
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.usersessions.models import UserSession

from qianshan.mechanisms.access.limits import take
from qianshan.mechanisms.access.models import Account
from qianshan.mechanisms.sealed.api import seal_for_system, unseal_for_system

_PURPOSE = "mfa"
_REPLAY_SECONDS = 120


class SealingMfaAdapter(DefaultMFAAdapter):
    """Seals what the library stores."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return base64.b64encode(seal_for_system(_PURPOSE, text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return unseal_for_system(_PURPOSE, base64.b64decode(encrypted_text))


def set_up_factor(account: Account, secret: str) -> None:
    """Store the secret of the one-time codes and draw recovery codes; earlier ones go."""
    drop_factors(account)
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)


def drop_factors(account: Account) -> None:
    """Remove every second factor of an account."""
    Authenticator.objects.filter(user_id=account.pk).delete()


def fits(secret: str, code: str) -> bool:
    """Whether a code fits a secret now: for setting it up."""
    return bool(validate_totp_code(secret, code))


def factor_of_code(account: Account, code: str, at: datetime) -> Authenticator | None:
    """The factor that this code fits; a one-time code counts once, a recovery code is used up.

    The library remembers a used code for one period only, though it takes codes of three.
    """
    for factor in Authenticator.objects.filter(user_id=account.pk).order_by("-type"):
        if factor.wrap().validate_code(code):
            if factor.type == Authenticator.Type.TOTP and not take(
                f"totp:{account.pk}:{code}", most=1, seconds=_REPLAY_SECONDS, at=at
            ):
                return None
            factor.user = account
            return factor
    return None


def recovery_codes(account: Account) -> list[str]:
    """The recovery codes that are not used up."""
    found = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(RecoveryCodes(found).get_unused_codes()) if found else []


def new_recovery_codes(account: Account) -> list[str]:
    """Draw recovery codes anew; the old ones count no more."""
    Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    return recovery_codes(account)


def end_sessions(account: Account, *, but: str = "") -> int:
    """End the open sessions of an account except one; returns how many."""
    ended = 0
    for session in UserSession.objects.filter(user_id=account.pk).exclude(session_key=but):
        session.end()
        ended += 1
    return ended
