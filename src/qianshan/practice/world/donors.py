"""Who gives in the practice province, and how much: drawn from one seed."""

import random
from dataclasses import dataclass

_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐韦潘石龙田"
_GIVEN = (
    "梅",
    "建国",
    "秀英",
    "小龙",
    "晓燕",
    "志强",
    "丽",
    "文",
    "海涛",
    "桂花",
    "明",
    "婷婷",
    "国庆",
    "阿妹",
    "松",
)
_AMOUNTS_YUAN = (1, 5, 10, 10, 10, 20, 20, 50, 50, 50, 88, 100, 100, 200, 300, 500, 1000)
LARGE_YUAN = (20_000, 12_000, 8_000, 5_000)
UNUSUAL = ("张㵲", "杨㯊生")


@dataclass(frozen=True, slots=True)
class GiftStory:
    """A gift to be: who, how much, what is shown, when (days before today)."""

    name: str
    phone: str
    amount_fen: int
    name_choice: str
    amount_shown: bool
    receipt: bool
    days_ago: float


def gifts_for(seed: int, count: int, first_day: int) -> list[GiftStory]:
    """`count` gifts between `first_day` days ago and today, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  (a story, no secret)
    return sorted((_gift(draw, index, first_day) for index in range(count)), key=lambda gift: -gift.days_ago)


def _gift(draw: random.Random, index: int, first_day: int) -> GiftStory:
    name = UNUSUAL[index] if index < len(UNUSUAL) else draw.choice(_FAMILY) + draw.choice(_GIVEN)
    known = draw.random() < 0.7  # noqa: PLR2004  (share of donors who leave a phone)
    amount = LARGE_YUAN[index] if index < len(LARGE_YUAN) else draw.choice(_AMOUNTS_YUAN)
    choice = draw.choices(("masked", "anonymous", "full"), (6, 3, 1))[0]
    return GiftStory(
        name="" if choice == "anonymous" and not known else name,
        phone=f"19901{draw.randrange(1_000_000):06d}" if known else "",
        amount_fen=amount * 100,
        name_choice=choice,
        amount_shown=draw.random() < 0.85,  # noqa: PLR2004  (share who show the amount)
        receipt=known and draw.random() < 0.25,  # noqa: PLR2004  (share who want a receipt)
        days_ago=draw.uniform(0.02, first_day),
    )
