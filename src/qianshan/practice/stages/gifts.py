"""Some hundred gifts: ordered by the give page's command, paid at the sandbox, notified, booked by the engine."""

import time
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from qianshan.fundraising.api import plans as filed_plans
from qianshan.fundraising.api import project
from qianshan.giving.api import GiftWish, NameChoice, PayerKind, ReceiptWish, gift, order_gift
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.channels.api import Method, merchant_of, offer, open_merchant_account
from qianshan.outside.wechatpay.console import register
from qianshan.practice.stages.ground import Ground
from qianshan.practice.world.donors import GiftStory, gifts_for
from qianshan.practice.world.organisations import CHARITIES
from qianshan.practice.world.people import DONOR_PHONE
from qianshan.practice.world.projects import PROJECTS, ProjectStory

_BOOKED_WITHIN_SECONDS = 120


def _mine(amount_fen: int, *, days_ago: float, receipt: bool = False) -> GiftStory:
    return GiftStory(
        name="田阿妹",
        phone=DONOR_PHONE,
        amount_fen=amount_fen,
        name_choice="masked",
        amount_shown=True,
        receipt=receipt,
        days_ago=days_ago,
    )


MINE = (
    ("winter", _mine(100_00, days_ago=70, receipt=True)),
    ("meals", _mine(50_00, days_ago=40)),
    ("winter", _mine(10_00, days_ago=2)),
)


def open_accounts(ground: Ground, now: datetime) -> None:
    """Give each qualified charity its own merchant account, as on the vendor's console."""
    by = Actor.system("practice.province", at=now)
    for index, story in enumerate(one for one in CHARITIES if one.qualified_on):
        known = register(settings.SANDBOX_URL, number=f"16{index:02d}000001", name=story.name)
        open_merchant_account(
            organisation_id=ground.organisations[story.key],
            channel="wechatpay",
            number=known.number,
            app_id=known.app_id,
            keys=known.keys,
            by=by,
        )


def give_all(ground: Ground, codes: dict[str, str], clock: Callable[[], datetime]) -> list[str]:
    """Order and pay every gift of the world, wait until all are booked; returns their codes."""
    ordered = []
    for story in PROJECTS:
        if story.state == "filed":
            first = -story.starts - 1
            wishes = [one for key, one in MINE if key == story.key]
            wishes += gifts_for(seed=hash_of(story.key), count=story.gifts, first_day=first)
            ordered += [_give(ground, story, codes[story.key], wish, clock()) for wish in wishes]
    _wait_until_booked(ordered)
    return ordered


def hash_of(key: str) -> int:
    """A seed that is the same in every run."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(key))


def _give(ground: Ground, story: ProjectStory, code: str, wish: GiftStory, now: datetime) -> str:
    plan = filed_plans(project_id=project(code).id)[0]
    receipt = ReceiptWish(PayerKind.PERSON, wish.name) if wish.receipt else None
    made = order_gift(
        wish=GiftWish(
            plan_id=plan.id,
            amount_fen=wish.amount_fen,
            name_choice=NameChoice(wish.name_choice),
            amount_shown=wish.amount_shown,
            name=wish.name,
            phone=wish.phone,
            receipt=receipt,
        ),
        by=Actor.link("giving.order", at=now),
    )
    offer(gift(made).order_id, method=Method.SCAN, now=now)
    merchant = merchant_of(ground.organisations[story.charity], "wechatpay")
    if merchant is None:
        raise LookupError(f"{story.charity} has no merchant account")
    paid = now - timedelta(days=wish.days_ago)
    _pay(f"/wechat/orders/{merchant.number}/{made}/pay?paid_at={int(paid.timestamp())}")
    return made


def _pay(path: str) -> None:
    url = f"{settings.SANDBOX_URL}{path}"
    with urllib.request.urlopen(urllib.request.Request(url, b""), timeout=10):  # noqa: S310  (our sandbox)
        return


def _wait_until_booked(codes: list[str]) -> None:
    deadline = time.monotonic() + _BOOKED_WITHIN_SECONDS
    waiting = list(codes)
    while waiting:
        waiting = [code for code in waiting if gift(code).booked_at is None]
        if waiting and time.monotonic() > deadline:
            raise TimeoutError(
                f"{len(waiting)} gifts are not booked; is the engine running? first: {waiting[0]}"
            )
        time.sleep(0.2)
