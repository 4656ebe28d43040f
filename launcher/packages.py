"""Python packages, Node and PostgreSQL from hash-locked wheels, in a virtual environment without pip."""

import os
import subprocess
import sys
import venv
from pathlib import Path

from launcher.places import CHECKOUT, State, Trouble, digest, say

LOCKS = CHECKOUT / "requirements"
RUN_SETS = ("base", "node", "postgres")


def ensure_packages(state: State, sets: tuple[str, ...] = RUN_SETS) -> None:
    """Install what the locks name, unless the stamps say that it is there.

    Raises:
        Trouble: an installation failed; carries the end of what the installer said.
    """
    shared = State.at(None)
    environment = digest(sys.version, str(state.venv))
    if not shared.stamped("venv", environment) or not state.python.exists():
        _make_venv(state)
        for name in ("base", "dev", "node", "postgres"):
            shared.stamp(f"packages-{name}", "")
        shared.stamp("venv", environment)
    missing = [
        name
        for name in sets
        if not shared.stamped(f"packages-{name}", digest(LOCKS / f"{name}.txt", environment))
    ]
    if not missing:
        return
    say(f"Installing packages: {', '.join(missing)} …")
    locks = [argument for name in missing for argument in ("-r", str(LOCKS / f"{name}.txt"))]
    _install(state, locks)
    for name in missing:
        shared.stamp(f"packages-{name}", digest(LOCKS / f"{name}.txt", environment))


def _make_venv(state: State) -> None:
    say(f"Making a Python environment in {state.venv} …")
    builder = venv.EnvBuilder(with_pip=not _base_has_pip(), clear=True, symlinks=True)
    builder.create(state.venv)


def _base_has_pip() -> bool:
    return (
        subprocess.run(
            [sys.executable, "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    )


def _pip(state: State) -> list[str]:
    if _base_has_pip():
        return [sys.executable, "-m", "pip", "--python", str(state.python)]
    return [str(state.python), "-m", "pip"]


def _install(state: State, locks: list[str]) -> None:
    pip = [*_pip(state), "install", "--quiet", "--no-deps", "--require-hashes", "--no-input"]
    uv = state.venv / "bin" / "uv"
    if not uv.exists():
        subprocess.run(
            [*pip, "-r", str(LOCKS / "uv.txt")], env=installer_env(), check=False, capture_output=True
        )
    if uv.exists():
        command = [
            str(uv),
            "pip",
            "install",
            "--quiet",
            "--python",
            str(state.python),
            "--no-deps",
            "--require-hashes",
        ]
        done = subprocess.run(
            [*command, *locks], env=installer_env(), capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
    done = subprocess.run([*pip, *locks], env=installer_env(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"packages could not be installed:\n{done.stderr[-2000:]}")


def installer_env() -> dict[str, str]:
    """The caller's environment, with the system's certificates and his pip's index handed on to uv."""
    env = dict(os.environ)
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env.setdefault("NODE_USE_SYSTEM_CA", "1")
    index = env.get("PIP_INDEX_URL")
    if index:
        env.setdefault("UV_DEFAULT_INDEX", index)
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"):
        env.pop(name, None)
    return env


def site_packages(state: State) -> Path:
    """The folder that the packages lie in."""
    return next((state.venv / "lib").glob("python3*")) / "site-packages"
