"""Persons of the practice province. Phones and ID numbers have the form of real ones and belong to nobody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff: where, with which roles."""

    slug: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    number: int

    @property
    def phone(self) -> str:
        """A number that no carrier gives out."""
        return f"199000{self.number:05d}"

    @property
    def id_number(self) -> str:
        """An ID number with a right check symbol, of a day long ago."""
        return with_check(f"522634{19700101 + self.number % 28}{self.number % 1000:03d}")


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check(body: str) -> str:
    """Add the check symbol of GB 11643 to 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


STAFF = (
    Member("province-officer", "陆家辉", "province", ("case_officer",), 101),
    Member("province-reviewer", "潘玉梅", "province", ("reviewer",), 102),
    Member("province-head", "石安邦", "province", ("decider", "head"), 103),
    Member("prefecture-officer", "龙启文", "prefecture", ("case_officer",), 111),
    Member("prefecture-reviewer", "罗晓芸", "prefecture", ("reviewer",), 112),
    Member("prefecture-head", "田维国", "prefecture", ("decider", "head"), 113),
    Member("county-officer", "文小燕", "county", ("case_officer",), 121),
    Member("county-reviewer", "余志强", "county", ("reviewer",), 122),
    Member("county-head", "金正宏", "county", ("decider", "head"), 123),
    Member("foundation-head", "韦明德", "foundation", ("head", "approver"), 201),
    Member("foundation-project", "欧阳雪", "foundation", ("project_officer", "disclosure_officer"), 202),
    Member("foundation-accountant", "蒙丽华", "foundation", ("accountant", "cashier"), 203),
    Member("group-head", "吴秀兰", "group", ("head", "approver"), 211),
    Member("group-project", "杨胜男", "group", ("project_officer", "disclosure_officer"), 212),
    Member("group-accountant", "莫小梅", "group", ("accountant", "cashier"), 213),
    Member("agency-head", "杨昌盛", "agency", ("head", "approver"), 221),
    Member(
        "agency-project", "李苗苗", "agency", ("project_officer", "accountant", "disclosure_officer"), 222
    ),
    Member("system-admin", "何工", "operator", ("system_admin",), 301),
    Member("security-admin", "邓安", "operator", ("security_admin",), 302),
    Member("audit-admin", "严审", "operator", ("audit_admin",), 303),
    Member("operator-head", "莫主任", "operator", ("head",), 304),
)

DONOR_PHONE = "19900090001"
BENEFICIARY_PHONE = "19900090101"
VILLAGE_AGENT_PHONE = "19900090201"
