"""The floor: what depends on the server runs again on Debian's PostgreSQL 15."""

import subprocess
from dataclasses import replace
from pathlib import Path

from launcher.cluster import Cluster
from launcher.instance import Instance
from launcher.places import CHECKOUT, State, say

BINARIES = Path("/usr/lib/postgresql/15/bin")
SUITES = ("src/qianshan/mechanisms/acts", "src/qianshan/mechanisms/ledger", "tests/house/test_migrations.py")


class _Fifteen(Cluster):
    """A throw-away cluster of the older server; its locale provider is the C library."""

    def __init__(self, state: State) -> None:
        super().__init__(state, throwaway=True, sync=False)
        self.binaries = BINARIES

    def _run(self, *command: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
        known = [part for part in command if "builtin" not in part]
        return super()._run(*known, **kwargs)


def run(instance: Instance, python: str) -> int:
    """Run the suites; 0 when there is no PostgreSQL 15 (the skip is told elsewhere)."""
    if not BINARIES.is_dir():
        return 0
    state = replace(instance.state, root=instance.state.root / "fifteen")
    for name in ("logs", "stamps"):
        (state.root / name).mkdir(parents=True, exist_ok=True)
    state.root.chmod(0o711)
    cluster = _Fifteen(state)
    cluster.create()
    cluster.start()
    try:
        cluster.ensure_database()
        env = instance.env(DATABASE_URL=cluster.dsn("app"), DATABASE_OWNER_URL=cluster.dsn("owner"))
        suites = [suite for suite in SUITES if (CHECKOUT / suite).exists()]
        say(f"PostgreSQL 15: {', '.join(suites)}")
        command = [python, "-m", "pytest", "-q", "-m", "not slow", *suites]
        return subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode
    finally:
        cluster.stop()
