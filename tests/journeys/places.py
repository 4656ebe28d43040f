"""Finding real objects for the access table's placeholders, as a visitor finds them: by following links."""

import re

from playwright.sync_api import APIRequestContext

from qianshan.practice.world.organisations import CHARITIES, OFFICES


class Placeholders:
    """Fills `{project}` and the like with objects of the running province; each is looked up once."""

    def __init__(
        self, base: str, visitor: APIRequestContext, clerk: APIRequestContext, officer: APIRequestContext
    ):
        self._base, self._visitor, self._clerk, self._officer = base, visitor, clerk, officer
        self._known = {one.key: one.uscc for one in (*OFFICES, *CHARITIES)}

    def fill(self, path: str) -> str:
        """The path with its placeholders filled in."""
        return re.sub(r"\{(\w+)\}", lambda match: self._value(match.group(1)), path)

    def _value(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = getattr(self, f"_{name}")()
        return self._known[name]

    def _first(self, context: APIRequestContext, path: str, pattern: str) -> str:
        answer = context.get(self._base + self.fill(path))
        found = re.search(pattern, answer.text())
        assert found, f"{path} ({answer.status}) holds nothing like {pattern}"
        return found.group(1)

    def _project(self) -> str:
        return self._first(self._visitor, "/projects/?q=暖冬", r'href="/projects/(\w+)/"')

    def _plan(self) -> str:
        return self._first(self._visitor, "/projects/{project}/", r"(53520000MJY00001XKA\d{5})")

    def _report(self) -> str:
        return self._first(self._visitor, "/reports/", r'href="/reports/(\w+)/"')

    def _payment(self) -> str:
        return self._first(self._visitor, "/projects/{project}/", r'href="/payments/(FK\w+)/"')

    def _certificate(self) -> str:
        return self._first(self._visitor, "/charities/{foundation}/", r'href="/certificates/(\w+)/"')

    def _case(self) -> str:
        return self._first(self._officer, "/desk/{province}/?tab=closed", r"/cases/(BA\w+)/")

    def _listing(self) -> str:
        return self._first(self._clerk, "/work/{foundation}/plans/{plan}/", r"/listings/(\d+)/")

    def _duty(self) -> str:
        return self._first(self._clerk, "/work/{foundation}/disclosures/", r"/disclosures/([^/\"]+)/\"")
