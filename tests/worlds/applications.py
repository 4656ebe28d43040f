"""Applications for recognition and qualification for tests, through commands only."""

from datetime import datetime

from qianshan.charities.facts import RULE_SLOTS
from qianshan.mechanisms.cases.api import save_draft, start_draft, submit
from tests.worlds.organisations import AT, House

ITEMS = ["name", "form", "purpose", "property", "bodies", "supervision", "use", "projects", "ending", "other"]


def typed_recognition(**changed: str | list[str]) -> dict[str, list[str]]:
    """A complete application for recognition of a foundation."""
    typed: dict[str, str | list[str]] = {
        "resolution_body": "board",
        "resolution_on": "2026-11-10",
        "votes_total": "9",
        "votes_for": "9",
        "purpose": "资助贫困学生，改善乡村学校条件。",
        "charter_items": ITEMS,
        "surplus_clause": "yes",
        "spending_kept": "yes",
        "nonprofit": "yes",
        "finance_rules": "yes",
        "not_abnormal": "yes",
        "persons.name": ["周敏", "何平"],
        "persons.post": ["理事长", "秘书长"],
        "persons.barred": ["none", "none"],
    }
    typed.update(changed)
    return {key: value if isinstance(value, list) else [value] for key, value in typed.items()}


def typed_qualification(**changed: str | list[str]) -> dict[str, list[str]]:
    """A complete application for the qualification: a board of nine from nine places."""
    names = ["周敏", "何平", "石兰", "吴军", "龙秀英", "杨光", "潘文", "陆云", "韦芳"]
    typed: dict[str, str | list[str]] = {
        "board.name": names,
        "board.employer": [f"单位{number}" for number in range(1, 10)],
        "board.group": [""] * 9,
        "board.mainland": ["yes"] * 9,
        "board.relative_of": [""] * 9,
        "supervisors": "3",
        "representative_mainland": "yes",
        "secretary_full_time": "yes",
        "secretary_is_chair": "no",
        "full_time_staff": "6",
        "ratios_kept": "yes",
        "reports_in_time": "yes",
    }
    typed.update(changed)
    return {key: value if isinstance(value, list) else [value] for key, value in typed.items()}


def drafted(procedure: str, house: House, at: datetime = AT, **changed: str | list[str]) -> str:
    """A draft of a complete application; its code."""
    by = house.head.at(at)
    draft = start_draft(procedure_key=procedure, typed={}, by=by)
    if procedure == "charities.recognition":
        typed, papers = typed_recognition(**changed), ("resolution", "charter", "audit", "finance")
    else:
        typed, papers = typed_qualification(**changed), RULE_SLOTS
    save_draft(
        code=draft.code,
        revision=draft.revision,
        typed=typed,
        documents=dict.fromkeys(papers, 1),
        by=by,
    )
    return draft.code


def submitted(procedure: str, house: House, at: datetime = AT, **changed: str | list[str]) -> str:
    """An application that was sent; the case's code."""
    return submit(draft_code=drafted(procedure, house, at, **changed), by=house.head.at(at))
