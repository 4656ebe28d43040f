"""Filling long forms as a person would: what the journey is about by name, the rest plausibly."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page

from qianshan.practice.paper import page as paper

Answers = Mapping[str, str]


def fill_step(page: Page, answers: Answers, folder: Path) -> None:
    """Fill every visible control of the wizard's step that is empty, or named in `answers`."""
    done: set[str] = set()
    for control in page.locator("#draft-form").locator("input, select, textarea").all():
        name = control.get_attribute("name") or ""
        kind = control.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind in {"hidden", "submit"} or not _shown(control, kind):
            continue
        if kind == "file":
            _upload(control, folder)
        elif kind in {"radio", "checkbox"}:
            _choose(control, name, answers, done)
        elif name not in done:
            done.update({name} if "." in name else set())  # of a table's rows the first
            _write(control, name, kind, answers)


def _shown(control: Locator, kind: str) -> bool:
    if kind in {"radio", "checkbox", "file"}:
        return bool(
            control.evaluate(
                "e => { const p = e.closest('[hidden]'); return !p && e.closest('form') !== null }"
            )
        )
    return control.is_visible()


def _upload(control: Locator, folder: Path) -> None:
    path = folder / "材料.pdf"
    if not path.exists():
        path.write_bytes(paper("材料.pdf", "材料", "理事会全体同意。").read())
    control.set_input_files(path)


def _choose(control: Locator, name: str, answers: Answers, done: set[str]) -> None:
    value = control.get_attribute("value") or ""
    wanted = answers.get(name)
    if wanted is not None:
        if value in wanted.split():
            control.check(force=True)
        return
    if name not in done and value not in {"no", ""}:
        done.add(name)
        control.check(force=True)


def _write(control: Locator, name: str, kind: str, answers: Answers) -> None:
    wanted = answers.get(name)
    if wanted is None and control.input_value():
        return
    if kind == "select":
        if wanted is not None:
            control.select_option(wanted)
        else:
            control.select_option(index=1)
    elif kind == "date":
        control.fill(wanted or "2026-11-10")
    elif kind == "number":
        control.fill(wanted or "3")
    else:
        control.fill(wanted or "按章程和制度办理，有记录可查。")


def through_the_steps(page: Page, answers: Answers, folder: Path, limit: int = 12) -> None:
    """Go through the wizard to its review page."""
    for _ in range(limit):
        if "/review/" in page.url:
            return
        fill_step(page, answers, folder)
        with page.expect_navigation():
            page.locator("#draft-form button[name=go][value=next].qs-button").click()
    raise AssertionError(f"no review page after {limit} steps: {page.url}")
