"""The one application: routes, state, faults, and what is done a moment later."""

import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sandbox.frame.faults import Faults
from sandbox.frame.http import Request, Response, text
from sandbox.frame.store import Store

Handler = Callable[[Request], Response]
_PART = re.compile(r"\{(\w+)\}")
_TICK_SECONDS = 0.05
log = logging.getLogger("sandbox")


class App:
    """What a look-alike's `routes(app)` gets.

    Attributes:
        base_url: where this process answers, without a final slash.
        speed: how many times faster than the vendor the schedules of retries run; 1 is true time.
        store, faults: state and switches.
        menu: links of the start page, (label, path).
    """

    def __init__(self, data: Path, *, base_url: str, speed: float = 1.0) -> None:
        self.data = data
        self.base_url = base_url
        self.speed = speed
        self.store = Store(data / "sandbox.sqlite")
        self.faults = Faults(self.store)
        self.menu: list[tuple[str, str]] = []
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        self._ticks: list[Callable[[], None]] = []
        self._stop = threading.Event()

    def route(self, method: str, pattern: str, handler: Handler) -> None:
        """Answer `method` on a path such as `/v3/orders/{number}`."""
        parts = _PART.split(pattern)
        regex = "".join(re.escape(p) if i % 2 == 0 else f"(?P<{p}>[^/]+)" for i, p in enumerate(parts))
        self._routes.append((method, re.compile(regex + r"\Z"), handler))

    def tick(self, function: Callable[[], None]) -> None:
        """Call this some twenty times a second: for what falls due, read from the store."""
        self._ticks.append(function)

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def answer(self, request: Request) -> Response:
        """Find the handler; HEAD is answered as GET."""
        method = "GET" if request.method == "HEAD" else request.method
        wrong_method = False
        for wanted, regex, handler in self._routes:
            found = regex.match(request.path)
            if found and wanted == method:
                return handler(replace(request, match=found.groupdict()))
            wrong_method = wrong_method or bool(found)
        return text("405 这个地址不接受此方法\n", 405) if wrong_method else text("404 没有这个地址\n", 404)

    def run_ticks(self) -> None:
        """Do what is due, until `stop()`; one failing look-alike does not stop the others."""
        while not self._stop.wait(_TICK_SECONDS):
            for function in self._ticks:
                try:
                    function()
                except Exception:
                    log.exception("tick of %s failed", function.__module__)

    def stop(self) -> None:
        """End the ticks."""
        self._stop.set()
