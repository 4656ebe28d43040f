"""One running system, one browser, two widths; pages that journeys open are recorded for the clauses."""

import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.worlds.running import Running

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="journeys need Chromium (apt install chromium)"))


@pytest.fixture(scope="package")
def running(template_db: str, django_db_setup, django_db_blocker) -> Iterator[Running]:
    """The system with the small practice province, as a newcomer finds it after `./qianshan up`."""
    from django.db import connections

    there = os.environ.get("QIANSHAN_JOURNEY_URL")
    if there:  # a system that somebody started by hand: for writing journeys
        yield Running.at(there, os.environ["QIANSHAN_JOURNEY_SANDBOX"])
        return
    from conftest import _clone, _drop, _switch

    name = f"qs_journey_{uuid.uuid4().hex[:12]}"
    _clone(template_db, name)
    system = Running(name, Path(tempfile.mkdtemp(prefix="qianshan-journeys-")))
    (system.folder / "files").mkdir()
    (system.folder / "log").mkdir()
    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        _switch(name)
        try:
            system.manage("keys", "--ensure")
            system.start("sandbox", "engine", "worker", "web")
            system.manage("province", "--size", "small")
            yield system
        finally:
            system.stop()
            _switch(before)
            _drop(name)
            shutil.rmtree(system.folder, ignore_errors=True)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["390", "1440"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return request.param


class Walk:
    """One person's browser; remembers which pages were opened and complains about errors in the console."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.base = base
        self.opened: list[str] = []
        self.errors: list[str] = []
        self.page.on("framenavigated", lambda frame: self._note(frame.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        if url.startswith(self.base):
            self.opened.append(re.sub(r"^/en/", "/", url[len(self.base) :].split("?", maxsplit=1)[0]))

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}\n{self.page.inner_text('body')[:500]}"
        return self.page

    def picture(self, name: str) -> None:
        """Keep a picture for docs/ when pictures are being taken."""
        if os.environ.get("QIANSHAN_SCREENS"):
            SCREENS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


@pytest.fixture
def walk(
    running: Running, chromium: Browser, size: dict[str, int], request: pytest.FixtureRequest
) -> Iterator:
    """Opens browsers: `walk()` for somebody without a session, `walk("donor")` as a persona of the province."""
    contexts: list[BrowserContext] = []
    walks: list[Walk] = []

    def start(persona: str | None = None, *, english: bool = False) -> Walk:
        context = chromium.new_context(
            viewport=size, locale="en" if english else "zh-CN", reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        person = Walk(context, running.url)
        walks.append(person)
        if persona:
            person.go("/practice/")
            with person.page.expect_navigation():
                person.page.locator(f"form[action='/practice/{persona}/'] button").last.click()
        return person

    yield start
    request.node.opened = [path for person in walks for path in person.opened]
    if folder := os.environ.get("QIANSHAN_LAST_SIGHT"):  # what each person saw last: for writing journeys
        for number, person in enumerate(walks):
            person.page.screenshot(path=f"{folder}/last-{number}.png", full_page=True)
    errors = [error for person in walks for error in person.errors]
    for context in contexts:
        context.close()
    assert errors == [], errors


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """A journey that never opened the page of its clause has not shown it."""
    report = yield
    if report.when == "teardown" and report.passed and hasattr(item, "opened"):
        for mark in item.iter_markers("clause"):
            pattern = re.sub(r"<[^>]+>", "[^/]+", mark.kwargs["page"])
            if not any(re.match(pattern, path) for path in item.opened):
                report.outcome = "failed"
                report.longrepr = (
                    f"{item.name} shows clause {mark.args} on {mark.kwargs['page']}: {item.opened}"
                )
    return report
