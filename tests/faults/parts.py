"""The real processes: sandbox, web, worker, engine. Started, waited for, killed with their whole group."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.faults.marks import Mark

ROOT = Path(__file__).resolve().parents[2]
_READY_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Parts:
    """Processes by their role; each kill is of SIGKILL to a whole process group."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.web_port, self.sandbox_port = free_port(), free_port()
        self.sandbox = f"http://127.0.0.1:{self.sandbox_port}"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.marks = {role: Mark(self._folder("marks") / role) for role in ("web", "engine", "worker")}

    def _folder(self, name: str) -> Path:
        folder = self.state / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def environment(self) -> dict[str, str]:
        """What every part and the run itself works with: vendors' minutes become seconds."""
        return {
            "QIANSHAN_SANDBOX_URL": self.sandbox,
            "QIANSHAN_BASE_URL": f"http://127.0.0.1:{self.web_port}",
            "QIANSHAN_PRACTICE": "1",
            "QIANSHAN_MARKS": str(self._folder("marks")),
            "QIANSHAN_CHANNEL_PATIENCE": "0.05",
            "QIANSHAN_SANDBOX_SPEED": "15",
        }

    def _command(self, role: str) -> list[str]:
        if role == "sandbox":
            where = ("--port", str(self.sandbox_port), "--data", str(self._folder("sandbox")))
            return [sys.executable, "-m", "sandbox", *where]
        if role == "web":
            flags = (
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.web_port),
                "--workers",
                "1",
            )
            tail = ("--blocking-threads", "4", "--no-access-log", "tests.faults.marked_wsgi:application")
            return [sys.executable, "-m", "granian", *flags, *tail]
        return [sys.executable, "-m", "tests.faults.part", role]

    def start(self, role: str) -> None:
        if role in self.marks:
            self.marks[role].say("starting")
        with (self._folder("logs") / f"{role}.log").open("ab") as log:
            self.running[role] = subprocess.Popen(
                self._command(role),
                cwd=ROOT,
                env={**os.environ, **self.environment()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_ready(self, role: str) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while time.monotonic() < deadline:
            if self.running[role].poll() is not None:
                raise RuntimeError(f"{role} ended. Its log ends:\n{self.end_of_log(role)}")
            if self._answers(role):
                return
            time.sleep(0.05)
        raise RuntimeError(
            f"{role} is not ready after {_READY_SECONDS} s. Its log ends:\n{self.end_of_log(role)}"
        )

    def end_of_log(self, role: str) -> str:
        text = (self._folder("logs") / f"{role}.log").read_text("utf-8", errors="replace")
        return "\n".join(text.splitlines()[-25:])

    def _answers(self, role: str) -> bool:
        if role in ("engine", "worker"):
            return self.marks[role].read()[0] != "starting"
        url = f"{self.sandbox}/healthz" if role == "sandbox" else f"http://127.0.0.1:{self.web_port}/healthz"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return True
        except OSError:
            return False

    def kill(self, role: str) -> None:
        """SIGKILL, now: first whoever holds the mark, then the rest of the group."""
        process = self.running[role]
        _, pid = self.marks[role].read()
        for send in (lambda: os.kill(pid, signal.SIGKILL), lambda: os.killpg(process.pid, signal.SIGKILL)):
            try:
                send()
            except ProcessLookupError:
                continue
        process.wait()

    def stop(self) -> None:
        for process in self.running.values():
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()
