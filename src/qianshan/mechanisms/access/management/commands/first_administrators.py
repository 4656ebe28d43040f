"""`manage.py first_administrators USCC NAME`: the operator and its three administrators' invitations."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from qianshan.mechanisms.access.commands.accounts import INVITATION
from qianshan.mechanisms.access.commands.installation import first_administrators
from qianshan.mechanisms.access.kinds import AUDIT_ADMIN, SECURITY_ADMIN, SYSTEM_ADMIN
from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.calendar.clock import now

_NAMES = {SYSTEM_ADMIN: "系统管理员", SECURITY_ADMIN: "安全管理员", AUDIT_ADMIN: "审计管理员"}


class Command(BaseCommand):
    """Print three invitations, each of which opens one account."""

    help = "Enters the operator of this installation and prints three one-time administrator invitations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the operator's code and name, and the persons' names."""
        parser.add_argument("uscc", help="unified social credit code of the operator")
        parser.add_argument("name", help="name of the operator")
        for role, name in _NAMES.items():
            parser.add_argument(f"--{role.replace('_', '-')}", default=name, help="name of the person")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Enter them and print the links."""
        try:
            tokens = first_administrators(
                uscc=options["uscc"],
                name=options["name"],
                names={role: options[role] for role in _NAMES},
                by=Actor.system("access.first_administrators", at=now()),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        for role, token in tokens.items():
            link = settings.LINK_ADDRESS % {"purpose": INVITATION, "token": token}
            self.stdout.write(f"{_NAMES[role]} ({role}): {link}")
