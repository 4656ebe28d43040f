"""What the charities of the practice province pay for, to whom, and who says that it arrived."""

from dataclasses import dataclass

from qianshan.practice.world.people import BENEFICIARY_PHONE, VILLAGE_AGENT_PHONE


@dataclass(frozen=True, slots=True)
class PayeeStory:
    """A unit that is paid."""

    key: str
    name: str
    account: str
    bank_name: str


@dataclass(frozen=True, slots=True)
class Household:
    """A household that is asked whether the aid arrived."""

    name: str
    phone: str
    by_agent: bool = False
    people: int = 2


@dataclass(frozen=True, slots=True)
class PaymentStory:
    """A payment order; `stop` says where it stands: paid, signed (waits for the second hand), reserved."""

    project: str
    line: str
    payee: str
    purpose: str
    yuan: int
    division: str = ""
    stop: str = "paid"
    households: tuple[Household, ...] = ()
    beneficiaries: int = 0


PAYEES = {
    "foundation": (
        PayeeStory("cotton", "织金棉纺专业合作社", "62270000810001", "乡村银行织金支行"),
        PayeeStory("stove", "赫章暖居设备有限公司", "62270000810002", "乡村银行赫章支行"),
        PayeeStory("truck", "苗岭运输有限公司", "62270000810003", "乡村银行雷山支行"),
        PayeeStory("office", "林城办公服务有限公司", "62270000810004", "黔山银行林城支行"),
        PayeeStory("wrong", "榕江阅读志愿服务队", "62270000830000", "乡村银行榕江支行"),
        PayeeStory("books", "黎平新华图书有限公司", "62270000810005", "乡村银行黎平支行"),
    ),
    "group": (
        PayeeStory("food", "凯里放心菜配送中心", "62270000820001", "乡村银行凯里支行"),
        PayeeStory("care", "清水江志愿服务队", "62270000820002", "乡村银行镇远支行"),
    ),
}

_NEIGHBOURS = tuple(
    Household(name, f"1990009{number:04d}")
    for number, name in enumerate(
        ("杨大山", "吴阿婆", "潘老三", "石家兄弟", "罗小妹", "文大爷", "余奶奶"), start=301
    )
)
_FIRST = Household("龙阿香", BENEFICIARY_PHONE, people=1)
_BY_AGENT = (Household("韦老伯", VILLAGE_AGENT_PHONE, by_agent=True, people=1),
             Household("田大婆", VILLAGE_AGENT_PHONE, by_agent=True, people=1))  # fmt: skip

PAYMENTS = (
    PaymentStory(
        project="winter",
        line="冬衣被褥（暖冬包）",
        payee="cotton",
        purpose="采购首批暖冬包100份",
        yuan=24_000,
        division="522634",
        households=(_FIRST, *_NEIGHBOURS, *_BY_AGENT),
        beneficiaries=100,
    ),
    PaymentStory(
        "winter", "运输与入户回访", "truck", "首批暖冬包运到雷山、赫章", 3_200, "522634", beneficiaries=100
    ),
    PaymentStory("winter", "管理费用", "office", "项目专员9月办公费用", 1_600),
    PaymentStory(
        "winter",
        "取暖设备与燃料",
        "stove",
        "安全取暖设备50套定金",
        12_000,
        "520527",
        stop="signed",
        beneficiaries=50,
    ),
    PaymentStory(
        "reading", "图书与书架", "books", "首批6个阅读角的图书", 21_000, "522631", beneficiaries=480
    ),
    PaymentStory(  # the bank has no such account: this line is rejected
        "reading", "阅读志愿者培训与补贴", "wrong", "9月阅读课补贴", 3_000, "522632", beneficiaries=80
    ),
    PaymentStory(
        project="meals",
        line="食材与燃料",
        payee="food",
        purpose="10月食材",
        yuan=18_600,
        division="522601",
        households=tuple(
            Household(name, f"1990009{number:04d}", people=1)
            for number, name in enumerate(("吴老太", "杨爷爷", "陈阿婆", "李大爷"), start=401)
        ),
        beneficiaries=260,
    ),
    PaymentStory(
        "meals",
        "送餐志愿者补贴与保险",
        "care",
        "10月送餐补贴",
        5_200,
        "522625",
        stop="reserved",
        beneficiaries=260,
    ),
)
