"""How a person's name and numbers are shown when they are not shown in full: one table.

Donors: 张*三, 张*. Beneficiaries: the surname only. Minors: nothing at all.
"""

from enum import StrEnum

_COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
        "呼延",
        "百里",
        "东郭",
        "第五",
        "轩辕",
    ]
)
_PAIR = 2
_MOBILE_LENGTH = 11
_NUMBER_HEAD = 4


class Policy(StrEnum):
    """Whose name it is, hence how much of it is shown."""

    DONOR = "donor"
    BENEFICIARY = "beneficiary"
    MINOR = "minor"


def mask_name(name: str, policy: Policy) -> str:
    """Show a name by its policy; a donor's anonymity is chosen before and never reaches this."""
    name = "".join(name.split()) if _is_han(name) else name.strip()
    if not name or policy is Policy.MINOR:
        return ""
    surname = _surname(name)
    if policy is Policy.BENEFICIARY:
        return surname + "*"
    if len(name) <= _PAIR or len(name) <= len(surname) + 1:
        return surname + "*"
    return surname + "*" + name[-1]


def mask_phone(phone: str) -> str:
    """Show a mobile number as 138****5678, anything else by its last two digits."""
    if len(phone) == _MOBILE_LENGTH:
        return f"{phone[:3]}****{phone[-4:]}"
    return "****" + phone[-2:]


def mask_number(number: str) -> str:
    """Show a bank account or ID number by its last four characters."""
    return "****" + number[-4:] if len(number) > _NUMBER_HEAD else "****"


def _is_han(name: str) -> bool:
    return any("\u3400" <= symbol <= "\u9fff" or "\U00020000" <= symbol <= "\U0003ffff" for symbol in name)


def _surname(name: str) -> str:
    if _is_han(name):
        return name[:2] if name[:2] in _COMPOUND and len(name) > _PAIR else name[0]
    return name[0]
