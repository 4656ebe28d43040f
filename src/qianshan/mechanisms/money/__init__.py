"""Money is integer fen. Yuan exist only in what people read and type."""

import re
from typing import NewType

Fen = NewType("Fen", int)

_TYPED = re.compile(r"^\d{1,12}(?:\.\d{1,2})?$")


def yuan(amount_fen: int) -> str:
    """Write fen as yuan with thousands separators and two decimals: 123456 → `1,234.56`."""
    sign, whole = ("-", -amount_fen) if amount_fen < 0 else ("", amount_fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"


def fen_from_yuan(text: str) -> Fen:
    """Read what a person typed (`10`, `1,234.5`, `¥10.00`) as fen.

    Raises:
        ValueError: it is not a plain amount with at most two decimals.
    """
    plain = text.strip().lstrip("¥￥").replace(",", "").replace("，", "").strip()
    if not _TYPED.match(plain):
        raise ValueError(text)
    whole, _, part = plain.partition(".")
    return Fen(int(whole) * 100 + int((part + "00")[:2]))


def ratio_bp(part_fen: int, total_fen: int) -> int:
    """Share in basis points, cut off, for showing only: limits compare whole fen by multiplication."""
    return part_fen * 10_000 // total_fen if total_fen else 0


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_THOUSAND = 1000
_GROUPS = ("", "万", "亿", "万亿")


def capital(amount_fen: int) -> str:
    """Amount in Chinese capitals as on a receipt: 100050 → `壹仟元伍角整`... exact to the fen."""
    if amount_fen < 0:
        return "负" + capital(-amount_fen)
    whole, jiao, fen = amount_fen // 100, amount_fen // 10 % 10, amount_fen % 10
    text = (_capital_whole(whole) + "元") if whole else ""
    if not jiao and not fen:
        return (text or "零元") + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif whole:
        text += "零"
    return text + (_DIGITS[fen] + "分" if fen else "整")


def _capital_whole(whole: int) -> str:
    groups: list[str] = []
    gap = False
    for index in range(3, -1, -1):
        part = whole // 10_000**index % 10_000
        if not part:
            gap = gap or bool(groups)
            continue
        if groups and (gap or part < _THOUSAND):
            groups.append("零")
        groups.append(_capital_group(part) + _GROUPS[index])
        gap = False
    return "".join(groups)


def _capital_group(part: int) -> str:
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = True
    return text
