"""The one command, tried as a newcomer would: start, stop, kill, start again. A real database, so no province."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
_READY_SECONDS = 150


def _env() -> dict[str, str]:
    ours = ("QIANSHAN_", "DATABASE_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _up(data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(ROOT / "qianshan"), "up", "--demo", "none", "--data", str(data), *arguments],
        env=_env(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def _ready(process: subprocess.Popen[str]) -> tuple[str, list[str]]:
    lines: list[str] = []
    deadline = time.monotonic() + _READY_SECONDS
    assert process.stdout is not None
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        if not line:
            break
        lines.append(line)
        if line.startswith("Ready: "):
            return line.split()[1], lines
    raise AssertionError("".join(lines))


def _left(data: Path) -> list[int]:
    mark = f"QIANSHAN_STATE={data}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database account may enter, whoever runs the tests."""
    path = Path(tempfile.mkdtemp(prefix="qianshan-up-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_up_stops_with_ctrl_c_and_comes_back_after_kill(folder):
    data = folder / "state"
    first = _up(data)
    url, told = _ready(first)
    assert any("/l/" in line or "invit" in line.lower() for line in told), told
    assert _get(f"{url}/healthz").startswith("ok ")

    second = _up(data)
    assert "already running" in second.communicate(timeout=60)[0]
    assert second.returncode == 1

    first.send_signal(signal.SIGINT)
    assert first.wait(40) == 0
    assert _left(data) == []

    again = _up(data)
    url, _told = _ready(again)
    for pid in [again.pid, *_left(data)]:
        os.kill(pid, signal.SIGKILL)
    again.wait(10)

    third = _up(data)
    begun = time.monotonic()
    url, told = _ready(third)
    assert time.monotonic() - begun < 60
    assert _get(f"{url}/healthz").startswith("ok ")
    check = subprocess.run([str(ROOT / "qianshan"), "check", "--data", str(data)], env=_env(), capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert check.returncode == 0, check.stdout + check.stderr
    third.send_signal(signal.SIGTERM)
    third.wait(40)
    assert _left(data) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")
def test_a_data_folder_that_the_database_cannot_enter_is_named(folder):
    folder.chmod(0o700)

    process = _up(folder / "state")
    told = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert "cannot enter" in told


def test_a_busy_port_is_named(folder):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]

        process = _up(folder / "state", "--port", str(port))
        told = process.communicate(timeout=60)[0]

    assert process.returncode == 1
    assert f"port {port} is busy" in told
