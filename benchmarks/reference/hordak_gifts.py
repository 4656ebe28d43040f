"""django-hordak, one gift at a time by its own API: `income.transfer_to(bank, amount)`; prints gifts a second.

Run in the environment of `hordak.txt`: `python hordak_gifts.py DSN GIFTS ROUNDS`. Each call is one transaction
with two legs, as the library makes it; the running balance of its accounts is the library's own.
"""

import sys
import time
from urllib.parse import parse_qsl, urlsplit

import django
from django.conf import settings


def configure(dsn: str) -> None:
    parts = urlsplit(dsn)
    options = dict(parse_qsl(parts.query))
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username,
        "PASSWORD": parts.password,
        "HOST": options.get("host", parts.hostname),
        "PORT": parts.port or "",
    }
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "djmoney", "hordak"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        HORDAK_CURRENCIES=["CNY"],
        HORDAK_DECIMAL_PLACES=2,
    )
    django.setup()


def main() -> None:
    dsn, gifts, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    configure(dsn)
    from django.core.management import call_command
    from hordak.models import Account, AccountType
    from moneyed import Money

    call_command("migrate", verbosity=0)
    bank = Account.objects.create(
        name="bank", code="1", type=AccountType.asset, is_bank_account=True, currencies=["CNY"]
    )
    income = Account.objects.create(name="gifts", code="2", type=AccountType.income, currencies=["CNY"])
    amount = Money("10.00", "CNY")
    for _ in range(50):
        income.transfer_to(bank, amount)
    print("ready", flush=True)
    for _ in range(rounds):
        sys.stdin.readline()
        started = time.perf_counter()
        for _ in range(gifts):
            income.transfer_to(bank, amount)
        print(gifts / (time.perf_counter() - started), flush=True)


if __name__ == "__main__":
    main()
