"""Organisations of the practice province: three authorities, three charities of three forms, the operator."""

from dataclasses import dataclass
from datetime import date

from qianshan.mechanisms.codes.kernel.uscc import make_uscc

PROVINCE, PREFECTURE, COUNTY = "520000", "522600", "522634"


@dataclass(frozen=True, slots=True)
class Office:
    """An authority or the operator."""

    key: str
    name: str
    kind: str
    division_code: str
    body: str

    @property
    def uscc(self) -> str:
        """Its code: registered by the establishment office (registrar 1)."""
        return make_uscc("1", "1", self.division_code, self.body)


@dataclass(frozen=True, slots=True)
class CharityStory:
    """A charity: what the register says, and who keeps its money."""

    key: str
    name: str
    form: str
    level: str
    division_code: str
    body: str
    authority: str
    registered_on: date
    recognised_on: date | None
    qualified_on: date | None
    scope: str
    address: str
    legal_representative: str
    bank_name: str
    account: str

    @property
    def uscc(self) -> str:
        """Its code: registered by civil affairs (registrar 5), kind by form."""
        kind = {"social_group": "1", "social_service_agency": "2", "foundation": "3"}[self.form]
        return make_uscc("5", kind, self.division_code, self.body)


OFFICES = (
    Office("province", "黔山省民政厅（演练）", "authority", PROVINCE, "00900101"),
    Office("prefecture", "黔东南州民政局（演练）", "authority", PREFECTURE, "00900202"),
    Office("county", "雷山县民政局（演练）", "authority", COUNTY, "00900303"),
    Office("operator", "黔善平台运行中心（演练）", "operator", PROVINCE, "00900404"),
)

CHARITIES = (
    CharityStory(
        key="foundation",
        name="黔山助学基金会",
        form="foundation",
        level="province",
        division_code=PROVINCE,
        body="MJY00001",
        authority="province",
        registered_on=date(2019, 3, 12),
        recognised_on=date(2019, 3, 12),
        qualified_on=date(2020, 6, 18),
        scope="资助困难家庭学生就学；改善山区学校条件；开展冬季救助和社区关爱。",
        address="贵阳市观山湖区林城东路演练楼3层",
        legal_representative="韦明德",
        bank_name="黔山银行林城支行",
        account="6217000012345678901",
    ),
    CharityStory(
        key="group",
        name="清水江社区互助促进会",
        form="social_group",
        level="prefecture",
        division_code=PREFECTURE,
        body="MJR00021",
        authority="prefecture",
        registered_on=date(2020, 9, 1),
        recognised_on=date(2021, 5, 20),
        qualified_on=date(2022, 8, 10),
        scope="社区互助；老人照护；乡村公共空间建设。",
        address="凯里市清江路演练大院2号",
        legal_representative="吴秀兰",
        bank_name="黔山银行凯里支行",
        account="6217000022345678902",
    ),
    CharityStory(
        key="agency",
        name="苗岭健康社会工作服务中心",
        form="social_service_agency",
        level="county",
        division_code=COUNTY,
        body="MJT00031",
        authority="county",
        registered_on=date(2023, 4, 6),
        recognised_on=None,
        qualified_on=None,
        scope="乡村健康服务；慢病老人随访；社会工作服务。",
        address="雷山县丹江镇演练街18号",
        legal_representative="杨昌盛",
        bank_name="黔山银行雷山支行",
        account="6217000032345678903",
    ),
)
