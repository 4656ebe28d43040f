"""The real system for journeys: web, engine, worker and sandbox as processes on a database of the run's own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
MANAGE = (sys.executable, "-m", "qianshan.project.manage")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Running:
    """Addresses, places and processes of one running system."""

    database: str
    folder: Path
    web_port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def at(cls, url: str, sandbox: str) -> "Running":
        """A system that runs already."""
        ports = [int(address.rsplit(":", 1)[1]) for address in (url, sandbox)]
        return cls("", Path(), web_port=ports[0], sandbox_port=ports[1])

    @property
    def url(self) -> str:
        return f"http://localhost:{self.web_port}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def env(self) -> dict[str, str]:
        dsn = urlsplit(os.environ["DATABASE_URL"])
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
        return {
            **env,
            "DATABASE_URL": urlunsplit(dsn._replace(path=f"/{self.database}")),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "QIANSHAN_PRACTICE": "1",
            "QIANSHAN_STATE": str(self.folder),
            "QIANSHAN_INSTANCE": "journeys",
            "QIANSHAN_BASE_URL": self.url,
            "QIANSHAN_PORT": str(self.web_port),
            "QIANSHAN_SANDBOX_URL": self.sandbox,
            "QIANSHAN_KEYS": str(self.folder / "keys.json"),
            "QIANSHAN_FILES": str(self.folder / "files"),
            "QIANSHAN_LOG_DIR": str(self.folder / "log"),
            "QIANSHAN_STATIC": os.environ.get("QIANSHAN_STATIC", str(self.folder / "static")),
        }

    def manage(self, *command: str, timeout: float = 300) -> str:
        done = subprocess.run([*MANAGE, *command], env=self.env, cwd=ROOT, capture_output=True, text=True,
                              timeout=timeout, check=False)  # fmt: skip
        assert done.returncode == 0, f"{command}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def start(self, *names: str) -> None:
        commands = {
            "sandbox": [sys.executable, "-m", "sandbox", "--port", str(self.sandbox_port), "--data",
                        str(self.folder / "sandbox")],
            "engine": [*MANAGE, "engine"],
            "worker": [*MANAGE, "worker"],
            "web": [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
                    str(self.web_port), "--workers", "1", "--blocking-threads", "8", "--no-access-log",
                    "qianshan.project.wsgi:application"],
        }  # fmt: skip
        for name in names or ("sandbox", "engine", "worker", "web"):
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    commands[name], env=self.env, cwd=ROOT, stdout=log, stderr=log
                )
        for name, address in (("sandbox", f"{self.sandbox}/"), ("web", f"{self.url}/healthz")):
            if name in self.processes:
                self._wait(name, address)

    def _wait(self, name: str, address: str) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.processes[name].poll() is None, self.log(name)
            with (
                contextlib.suppress(OSError, urllib.error.URLError),
                urllib.request.urlopen(address, timeout=2),
            ):
                return
            time.sleep(0.1)
        raise AssertionError(f"{name} does not answer at {address}:\n{self.log(name)}")

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text("utf-8", errors="replace")[-4000:] if path.exists() else ""

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
