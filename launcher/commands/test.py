"""`./qianshan test [pytest arguments]`: every check and test, on a throw-away cluster.

Without arguments: format, lint, types, contracts, catalogue, the tests of migrations, ledger and
acts again on PostgreSQL 15 where there is one, then all tests. With arguments: pytest with them.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from launcher.assets import ensure_assets, ensure_static
from launcher.commands import _fifteen
from launcher.instance import Instance
from launcher.packages import ensure_packages
from launcher.places import CHECKOUT, State, say
from launcher.throwaway import throwaway

FOLDERS = ("src", "launcher", "sandbox", "tests", "benchmarks")


def run(arguments: list[str]) -> int:
    """Exit 0 when everything passed, or was skipped with its reason told."""
    state = State.at(None)
    ensure_packages(state, ("base", "dev", "node", "postgres"))
    ensure_assets(state)
    missing = _missing()
    if missing and os.environ.get("QIANSHAN_REQUIRE") == "all":
        say("QIANSHAN_REQUIRE=all, and this machine lacks: " + "; ".join(missing))
        return 1
    with throwaway(sync=False) as instance:
        if arguments[:1] == ["--list-urls"]:
            return _pytest(instance, ["-q", "tests/house/test_access.py", "--list-urls"])
        if arguments:
            return _pytest(instance, arguments)
        code = _everything(instance)
    for text in missing:
        say(f"skipped: {text}")
    return code


def _missing() -> list[str]:
    lacks = []
    if not shutil.which("chromium"):
        lacks.append("journeys and axe (no Chromium: apt install chromium)")
    if not _fifteen.BINARIES.is_dir():
        lacks.append("tests on PostgreSQL 15 (apt install postgresql-15)")
    if not shutil.which("xgettext"):
        lacks.append("collecting the catalogue (no GNU gettext: apt install gettext)")
    return lacks


def _everything(instance: Instance) -> int:
    python = str(instance.state.python)
    tool = str(instance.state.venv / "bin")
    folders = [name for name in FOLDERS if (CHECKOUT / name).is_dir()]
    steps: list[tuple[str, Callable[[], int]]] = [
        ("format", lambda: _call([f"{tool}/ruff", "format", "--check", "-q", *folders])),
        ("lint", lambda: _call([f"{tool}/ruff", "check", "-q", *folders])),
        ("types", lambda: _call([f"{tool}/mypy"], instance.env())),
        ("contracts", lambda: _call([f"{tool}/lint-imports", "--no-cache"], instance.env())),
        (
            "migrations are complete",
            lambda: _manage(instance, "makemigrations", "--check", "--dry-run", "-v", "0"),
        ),
        ("definitions", lambda: _manage(instance, "check", "--fail-level", "WARNING")),
        ("catalogue", lambda: _manage(instance, "words", "--check") if shutil.which("xgettext") else 0),
        ("on PostgreSQL 15", lambda: _fifteen.run(instance, python)),
        ("tests", lambda: _pytest(instance, ["-q", "-n", "2", "--dist", "loadgroup"])),
    ]
    broken = []
    for name, step in steps:
        begun = time.monotonic()
        code = step()
        say(f"{'ok    ' if code == 0 else 'BROKEN'} {name} ({time.monotonic() - begun:.0f} s)")
        if code:
            broken.append(name)
    if broken:
        say("broken: " + ", ".join(broken))
    return 1 if broken else 0


def _call(command: list[str], env: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode


def _manage(instance: Instance, *command: str) -> int:
    return _call([str(instance.state.python), "-m", "qianshan.project.manage", *command], instance.env())


def _pytest(instance: Instance, arguments: list[str]) -> int:
    python = str(instance.state.python)
    with tempfile.TemporaryDirectory(prefix="qianshan-static-") as folder:
        env = instance.env(
            DATABASE_OWNER_URL=instance.dsn("owner"),
            DJANGO_ALLOW_ASYNC_UNSAFE="true",
            QIANSHAN_STATIC=str(Path(folder)),
            PATH=f"{instance.state.venv / 'bin'}:{os.environ.get('PATH', '')}",
        )
        _manage(instance, "keys", "--ensure")
        ensure_static(instance.state, env)
        return _call([python, "-m", "pytest", *arguments], env)
