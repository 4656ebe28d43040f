"""The account with which a member of staff signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from qianshan.mechanisms.access.models.person import Person
from qianshan.mechanisms.acts.api import ActedModel, Rights


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; making one is a command."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this handle."""
        return self.get(handle=username)


class Account(AbstractBaseUser, ActedModel):
    """One account of one person; the person signs in with his phone number.

    `handle` is random and never shown: the phone number stands nowhere but sealed. There is no
    `last_login`: sessions tell it.
    """

    last_login = None  # the column of the base class is not wanted
    handle = models.CharField(max_length=14, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    write_rights: ClassVar[Rights] = Rights.columns("password", "activated_at", "closed_at")
    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.handle

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # the base class has a plain True
        """Whether password and one-time codes are set up and it was not closed."""
        return self.activated_at is not None and self.closed_at is None

    def check_password(self, raw_password: str | None) -> bool:
        """Compare only; the base class would also store a newer hash, outside any command."""
        from django.contrib.auth.hashers import check_password

        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        """The name as colleagues know it."""
        return self.person.staff_name

    def has_perm(self, _perm: str, _obj: Any = None) -> bool:
        """Posts grant, never the framework's permissions."""
        return False

    def has_perms(self, _perms: Any, _obj: Any = None) -> bool:
        """Posts grant, never the framework's permissions."""
        return False
