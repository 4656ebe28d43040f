"""Children that cannot outlive us, in an order that is kept, each with its log."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.places import State

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
MARK = "QIANSHAN_STATE"


def dies_with_us(death_signal: int, account: tuple[int, int] | None = None) -> Callable[[], None]:
    """What a child does before it becomes its program: own group, other user, death signal after that."""

    def prepare() -> None:
        os.setsid()
        if account:
            os.setgroups([])
            os.setgid(account[1])
            os.setuid(account[0])
        _libc.prctl(_PR_SET_PDEATHSIG, death_signal)

    return prepare


@dataclass
class Child:
    """A running part."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def end_of_log(self, lines: int = 25) -> str:
        """The last lines that it wrote."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-lines:])

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None


def start(
    state: State, name: str, command: list[str], env: dict[str, str], *, cwd: Path | str, death: int = signal.SIGTERM,
    account: tuple[int, int] | None = None,
) -> Child:  # fmt: skip
    """Start a part in a process group of its own; its output goes to `logs/<name>.log`."""
    log = state.root / "logs" / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env={**env, MARK: str(state.root)},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=dies_with_us(death, account),
        )
    return Child(name, process, log)


def stop(children: list[Child], how: int, seconds: float) -> None:
    """Ask all of them to end, wait, then end them."""
    for child in children:
        if child.alive():
            child.process.send_signal(how)
    deadline = time.monotonic() + seconds
    for child in children:
        try:
            child.process.wait(max(0.05, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait(5)


def end_orphans(state: State) -> int:
    """End what a killed run left behind: every process that carries our state folder; returns how many."""
    mark = f"{MARK}={state.root}".encode()
    found = [pid for pid in _pids() if pid != os.getpid() and mark in _environ(pid).split(b"\0")]
    for pid in found:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(_alive(pid) for pid in found):
        time.sleep(0.05)
    for pid in found:
        if _alive(pid):
            _signal(pid, signal.SIGKILL)
    return len(found)


def _pids() -> list[int]:
    proc = Path("/proc")
    return [int(entry.name) for entry in proc.iterdir() if entry.name.isdigit()] if proc.is_dir() else []


def _environ(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (OSError, IndexError):
        return False


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
