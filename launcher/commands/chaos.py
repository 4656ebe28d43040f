"""`./qianshan chaos [--gifts N] [--kills N] [--seed S] [--json]`: kill at random, lose nothing."""

import subprocess

from launcher.assets import ensure_assets
from launcher.packages import ensure_packages
from launcher.places import CHECKOUT, State
from launcher.throwaway import throwaway


def run(arguments: list[str]) -> int:
    """Run the real parts on a throw-away cluster; exit 1 if anything is lost or doubled."""
    ensure_packages(State.at(None), ("base", "node", "postgres"))
    ensure_assets(State.at(None))
    with throwaway(sync=True) as instance:
        instance.migrate("small")
        env = instance.env(DATABASE_OWNER_URL=instance.dsn("owner"))
        command = [str(instance.state.python), "-m", "tests.faults.chaos", *arguments]
        return subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode
