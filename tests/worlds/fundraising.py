"""Projects, plans on their way and filed plans for tests, through commands only."""

from datetime import date, datetime

from qianshan.fundraising.api import (
    PlanView,
    check_listing,
    designate_platform,
    list_plan,
    plan_by_number,
    start_project,
)
from qianshan.fundraising.commands.listing import Designation
from qianshan.fundraising.commands.project import ProjectWords
from qianshan.fundraising.models import DesignatedPlatform
from qianshan.mechanisms.cases.api import Ruling, file_case, save_draft, start_draft, submit
from tests.worlds.organisations import AT, House, Office, by_system

SHANHAI = Designation(
    key="shanhai",
    name="山海公益",
    url="https://www.shanhai.example",
    position=1,
    valid_from=date(2020, 1, 1),
    source="演练",
)

PAPERS = {"resolution": 1}


def platform() -> str:
    """A designated platform; its key."""
    if not DesignatedPlatform.objects.filter(key=SHANHAI.key).exists():
        designate_platform(designation=SHANHAI, by=by_system())
    return SHANHAI.key


def project_of(house: House, name: str = "山里孩子的一餐热饭", at: datetime = AT) -> str:
    """A project; its code."""
    return start_project(
        charity_id=house.charity_id,
        organisation_id=house.organisation_id,
        words=ProjectWords(
            name=name,
            summary="给山里学校的孩子一餐热饭。",
            story="山里的学校离家远，中午没有热饭。",
            goal_fen=80_000_000,
            divisions=("522633",),
            beneficiary_scope="从江县12所村小的在校学生",
            beneficiary_count=1200,
            starts_on=date(2026, 1, 1),
            ends_on=date(2027, 12, 31),
        ),
        by=house.project_officer.at(at),
    )


def typed_plan(project: str, **changed: str | list[str]) -> dict[str, list[str]]:
    """A complete plan as somebody types it on 2026-11-24; `changed` replaces single answers."""
    plan: dict[str, str | list[str]] = {
        "project": project,
        "name": "山里孩子的一餐热饭（2027春季）",
        "purpose": "为从江县12所村小的学生提供一学期的热午餐。",
        "beneficiary_scope": "从江县12所村小的在校学生",
        "beneficiary_count": "1200",
        "beneficiary_choice": "由学校按在校名单申报，县教育局核对，名单在校内公示七日。",
        "charter_clause": "第七条",
        "resolution_on": "2026-11-18",
        "starts_on": "2026-12-04",
        "ends_on": "2027-06-30",
        "emergency": "no",
        "modes": ["internet"],
        "divisions": "从江县",
        "goal_fen": "800000",
        "uses.name": ["食材与加工", "厨房设备", "项目管理", "募捐成本"],
        "uses.kind": ["programme", "programme", "admin", "fundraising"],
        "uses.amount": ["600000.00", "152000", "24,000.00", "24000"],
        "aid": "按学期向学校拨付餐费。",
        "account": "own",
        "platforms": [SHANHAI.key],
        "official_site": "yes",
        "responsible_person": "何平",
        "contact_phone": "0851-80000000",
        "office_address": "贵阳市观山湖区林城路1号",
        "has_partner": "no",
        "surplus": "用于同类学生营养项目，并向社会公开。",
    }
    plan.update(changed)
    return {key: value if isinstance(value, list) else [value] for key, value in plan.items()}


def drafted_plan(house: House, at: datetime = AT, **changed: str | list[str]) -> str:
    """A draft of a complete plan; its code."""
    platform()
    by = house.project_officer.at(at)
    draft = start_draft(procedure_key="fundraising.filing", typed={}, by=by)
    project = changed.pop("project", None) or project_of(house, at=at)
    save_draft(
        code=draft.code,
        revision=draft.revision,
        typed=typed_plan(str(project), **changed),
        documents=PAPERS,
        by=by,
    )
    return draft.code


def submitted_plan(house: House, at: datetime = AT, **changed: str | list[str]) -> str:
    """A plan sent to the authority; the case's code."""
    return submit(draft_code=drafted_plan(house, at, **changed), by=house.project_officer.at(at))


def filed_plan(house: House, registrar: Office, at: datetime = AT, **changed: str | list[str]) -> PlanView:
    """A plan that is filed, listed on no platform yet."""
    code = submitted_plan(house, at, **changed)
    number = file_case(code=code, version=2, ruling=Ruling(""), by=registrar.officer.at(at))
    return plan_by_number(number)


def listed_plan(house: House, registrar: Office, at: datetime = AT, **changed: str | list[str]) -> PlanView:
    """A filed plan that a designated platform shows."""
    plan = filed_plan(house, registrar, at, **changed)
    listing = list_plan(
        plan_id=plan.id,
        organisation_id=house.organisation_id,
        platform_key=SHANHAI.key,
        url="https://www.shanhai.example/p/1",
        by=house.project_officer.at(at),
    )
    check_listing(
        listing_id=listing,
        organisation_id=house.organisation_id,
        live=True,
        seen="名称、备案编号、起止日期一致",
        by=house.project_officer.at(at),
    )
    return plan
