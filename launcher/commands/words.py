"""`./qianshan words [--check]`: collect the sentences of every catalogue."""

import os
import subprocess

from launcher.instance import Instance
from launcher.packages import ensure_packages
from launcher.places import CHECKOUT, State


def run(arguments: list[str]) -> int:
    """Needs GNU gettext; no database is touched."""
    state = State.at(None)
    ensure_packages(state, ("base",))
    os.environ.setdefault("DATABASE_URL", "postgresql:///none")
    command = [str(state.python), "-m", "qianshan.project.manage", "words", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=Instance(state).env(), check=False).returncode
