"""Projects and their plans: written, sent, filed, returned, listed, through the cases engine."""

from datetime import date, datetime, timedelta

from qianshan.fundraising.api import (
    Designation,
    ProjectWords,
    check_listing,
    designate_platform,
    list_plan,
    plan_by_number,
    start_project,
)
from qianshan.mechanisms.acts.api import Actor
from qianshan.mechanisms.cases.api import (
    Defect,
    Ruling,
    case_file,
    file_case,
    return_case,
    save_draft,
    start_draft,
    submit,
    take_case,
)
from qianshan.mechanisms.documents.api import store_upload
from qianshan.practice.paper import page
from qianshan.practice.stages.ground import Ground
from qianshan.practice.world.organisations import CHARITIES
from qianshan.practice.world.people import STAFF
from qianshan.practice.world.projects import PLATFORMS, PROJECTS, ProjectStory


def raise_right(ground: Ground, now: datetime) -> dict[str, str]:
    """Bring every project to its state; returns project codes by key."""
    _designate(now)
    return {story.key: _project(ground, story, now) for story in PROJECTS}


def _designate(now: datetime) -> None:
    by = Actor.system("practice.province", at=now)
    for platform in PLATFORMS:
        designate_platform(
            designation=Designation(
                key=platform.key,
                name=platform.name,
                url=platform.url,
                position=platform.position,
                valid_from=date(2020, 1, 1),
                source="演练名单",
            ),
            by=by,
        )


def staff_of(ground: Ground, organisation: str, role: str, at: datetime) -> Actor:
    """The first member of an organisation with a role, acting."""
    member = next(m for m in STAFF if m.organisation == organisation and role in m.roles)
    return ground.actor(member.slug, at)


def _project(ground: Ground, story: ProjectStory, now: datetime) -> str:
    at = now + timedelta(days=story.sent)
    by = staff_of(ground, story.charity, "project_officer", at)
    day = by.date
    code = start_project(
        charity_id=ground.charities[story.charity],
        organisation_id=ground.organisations[story.charity],
        words=ProjectWords(
            name=story.name,
            summary=story.summary,
            story=story.story,
            goal_fen=story.goal_yuan * 100,
            divisions=story.places,
            beneficiary_scope=story.beneficiaries,
            beneficiary_count=story.beneficiary_count,
            starts_on=day + timedelta(days=story.starts - story.sent),
            ends_on=day + timedelta(days=story.ends - story.sent + 60),
            picture=story.picture,
        ),
        by=by,
    )
    _plan(ground, story, code, by)
    return code


def _plan(ground: Ground, story: ProjectStory, project: str, by: Actor) -> None:
    draft = start_draft(procedure_key="fundraising.filing", typed=typed(story, project, by.date), by=by)
    paper = store_upload(
        page("理事会决议.pdf", "理事会决议", f"会议决定开展“{story.name}”公开募捐活动。", story.purpose),
        purpose="cases.document",
        field="resolution",
        by=by,
    )
    save_draft(code=draft.code, revision=draft.revision, typed={}, documents={"resolution": paper.id}, by=by)
    case = submit(draft_code=draft.code, by=by)
    if story.state == "submitted":
        return
    authority = next(c.authority for c in CHARITIES if c.key == story.charity)
    officer = staff_of(ground, authority, "case_officer", by.at + timedelta(hours=20))
    take_case(code=case, by=officer)
    version = case_file(case, on=officer.date, authority_id=officer.as_org_id or 0).row.version
    if story.state == "returned":
        return_case(
            code=case,
            version=version,
            defects=[Defect(key, "请写明金额的计算依据和人数来源。") for key in story.defects],
            by=officer,
        )
        return
    number = file_case(code=case, version=version, ruling=Ruling(reasons=""), by=officer)
    _list(ground, story, number, officer)


def _list(ground: Ground, story: ProjectStory, number: str, officer: Actor) -> None:
    plan = plan_by_number(number)
    at = officer.at + timedelta(days=2)
    by = staff_of(ground, story.charity, "project_officer", at)
    organisation = ground.organisations[story.charity]
    for key in story.platforms:
        platform = next(p for p in PLATFORMS if p.key == key)
        listing = list_plan(
            plan_id=plan.id,
            organisation_id=organisation,
            platform_key=key,
            url=f"{platform.url}/p/{number[-6:].lower()}",
            by=by,
        )
        check_listing(
            listing_id=listing,
            organisation_id=organisation,
            live=True,
            seen=f"页面在线，名称、备案编号{number}、收款账户一致。",
            by=by,
        )


def typed(story: ProjectStory, project: str, sent: date) -> dict[str, list[str]]:
    """What a project officer would type into the form."""
    charity = next(c for c in CHARITIES if c.key == story.charity)
    return {
        "project": [project],
        "name": [story.name],
        "purpose": [story.purpose],
        "beneficiary_scope": [story.beneficiaries],
        "beneficiary_count": [str(story.beneficiary_count)],
        "beneficiary_choice": [
            "由村委会提名，乡镇核对，名单在村里公示七日；发放时本人签收，平台短信回访确认。"
        ],
        "charter_clause": ["章程第七条：扶老、救孤、济困、助学。"],
        "resolution_on": [(sent - timedelta(days=5)).isoformat()],
        "starts_on": [(sent + timedelta(days=story.starts - story.sent)).isoformat()],
        "ends_on": [(sent + timedelta(days=story.ends - story.sent)).isoformat()],
        "emergency": ["no"],
        "modes": ["internet"],
        "divisions": [story.place_names],
        "goal_fen": [f"{story.goal_yuan}.00"],
        "uses.name": [use.name for use in story.uses],
        "uses.kind": [use.kind for use in story.uses],
        "uses.amount": [f"{use.yuan}.00" for use in story.uses],
        "aid": ["物资由本机构统一采购，按名单发放到户；不发现金。"],
        "account": ["own"],
        "platforms": list(story.platforms),
        "official_site": ["yes"],
        "responsible_person": [charity.legal_representative],
        "contact_phone": ["0851-00000000"],
        "office_address": [charity.address],
        "has_partner": ["no"],
        "surplus": ["结余用于本机构同类项目，三个月内公布去向。"],
    }
