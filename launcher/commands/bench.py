"""`./qianshan bench NAME [--json]`, `bench --list`: measure on a throw-away cluster with fsync on."""

import argparse
import subprocess

from launcher.assets import ensure_assets
from launcher.packages import ensure_packages
from launcher.places import CHECKOUT, State
from launcher.throwaway import throwaway


def run(arguments: list[str]) -> int:
    """Run `python -m benchmarks`; its last line is the result."""
    parser = argparse.ArgumentParser(prog="qianshan bench")
    parser.add_argument("--data")
    parser.add_argument("--list", action="store_true")
    options, rest = parser.parse_known_args(arguments)
    if options.list or not rest:
        for path in sorted((CHECKOUT / "benchmarks").glob("[a-z]*.py")):
            if "\ndef bench(" in path.read_text("utf-8"):
                print(path.stem.replace("_", "-"))
        return 0
    state = State.at(None)
    ensure_packages(state, ("base", "dev", "node", "postgres"))
    ensure_assets(state)
    with throwaway(sync=True, data=options.data) as instance:
        instance.migrate("small")
        env = instance.env(DATABASE_OWNER_URL=instance.dsn("owner"))
        command = [str(instance.state.python), "-m", "benchmarks", *rest]
        return subprocess.run(command, cwd=CHECKOUT, env=env, check=False).returncode
