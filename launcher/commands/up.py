"""`./qianshan up`: everything, watched, until Ctrl-C."""

import argparse
import contextlib
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from launcher.assets import manage
from launcher.instance import Instance
from launcher.places import CHECKOUT, Lock, State, Trouble, say
from launcher.ports import Port, choose
from launcher.processes import Child, end_orphans, start, stop


class Stop(BaseException):
    """A signal asked us to end."""


def _ask_to_stop(number: int, _frame: FrameType | None) -> None:
    raise Stop(signal.Signals(number).name)


def run(arguments: list[str]) -> int:
    """Start, say Ready, watch; stop in order."""
    options = _options(arguments)
    state = State.at(options.data)
    lock = Lock(state)
    lock.required()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    instance = Instance(state)
    children: list[Child] = []
    try:
        left = end_orphans(state)
        if left:
            say(f"Ended {left} left-over processes of a run that was killed.")
        port = choose(options.port, 8000)
        sandbox_port = None if options.no_sandbox else choose(None, port.number + 100)
        instance.open()
        _bring_up(instance, options, children, (port, sandbox_port))
        lock.tell(url=f"http://localhost:{port.number}")
        _say_ready(state, port, sandbox_port)
        return _watch(children, instance)
    except Stop as asked:
        say(f"\nStopping ({asked}) …")
        return 0
    finally:
        _ignore_signals()
        database_alive = instance.cluster is None or bool(
            instance.cluster.child and instance.cluster.child.alive()
        )
        stop(children, signal.SIGTERM, 25 if database_alive else 3)
        instance.close()


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="qianshan up")
    parser.add_argument("--port", type=int)
    parser.add_argument("--data")
    parser.add_argument("--demo", choices=("small", "large", "none"), default="small")
    parser.add_argument("--no-sandbox", action="store_true")
    parser.add_argument("--operator", default="平台运行机构", help="name of who operates a real installation")
    parser.add_argument(
        "--operator-uscc", default="11520000000000019J", help="its unified social credit code"
    )
    return parser.parse_args(arguments)


def _bring_up(
    instance: Instance, options: argparse.Namespace, children: list[Child], ports: tuple[Port, Port | None]
) -> None:
    state, (port, sandbox_port) = instance.state, ports
    new = instance.migrate(options.demo)
    urls = {"QIANSHAN_BASE_URL": f"http://localhost:{port.number}", "QIANSHAN_PORT": str(port.number)}
    if sandbox_port:
        urls["QIANSHAN_SANDBOX_URL"] = f"http://127.0.0.1:{sandbox_port.number}"
    env = instance.env(**urls)
    python = str(state.python)
    if sandbox_port:
        command = [
            python,
            "-m",
            "sandbox",
            "--port",
            str(sandbox_port.number),
            "--data",
            str(state.root / "sandbox"),
        ]
        sandbox_env = {name: value for name, value in env.items() if not name.startswith("DATABASE")}
        children.append(start(state, "sandbox", command, sandbox_env, cwd=CHECKOUT))
        _wait(f"http://127.0.0.1:{sandbox_port.number}/", children, "")
    children.append(
        start(state, "engine", [python, "-m", "qianshan.project.manage", "engine"], env, cwd=CHECKOUT)
    )
    worker = [python, "-m", "qianshan.project.manage", "worker"]
    children.append(start(state, "worker", worker, env, cwd=CHECKOUT))
    web = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port.number),
           "--workers", "2", "--blocking-threads", "8", "--no-access-log", "qianshan.project.wsgi:application"]  # fmt: skip
    children.append(start(state, "web", web, env, cwd=CHECKOUT))
    _wait(f"http://127.0.0.1:{port.number}/healthz", children, state.name)
    if new and options.demo != "none":
        say("Making the practice province …")
        say(manage(state, env, "province", "--size", options.demo).strip())
    if new and options.demo == "none":
        say(manage(state, env, "first_administrators", options.operator_uscc, options.operator).strip())
    instance.made()


def _wait(url: str, children: list[Child], name: str, seconds: float = 60) -> None:
    """Wait until this address answers with our instance's name.

    Raises:
        Trouble: a part ended, or nothing answers in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        _all_alive(children)
        with contextlib.suppress(OSError, urllib.error.URLError):
            if name in _read(url):
                return
        time.sleep(0.1)
    raise Trouble(f"{url} does not answer; see {children[-1].log}")


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  (our own address)
        return str(answer.read(2000).decode("utf-8", "replace"))


def _all_alive(children: list[Child]) -> None:
    for child in children:
        if not child.alive():
            raise Trouble(
                f"{child.name} ended with {child.process.returncode}. Its log ends:\n{child.end_of_log()}"
            )


def _say_ready(state: State, port: Port, sandbox_port: Port | None) -> None:
    say(f"Ready: http://localhost:{port.number}")
    if sandbox_port:
        say(f"Sandbox: http://127.0.0.1:{sandbox_port.number}")
    Path(state.root / "url").write_text(f"http://localhost:{port.number}")


def _watch(children: list[Child], instance: Instance) -> int:
    while True:
        _all_alive(
            children + ([instance.cluster.child] if instance.cluster and instance.cluster.child else [])
        )
        time.sleep(0.3)


def _ignore_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
