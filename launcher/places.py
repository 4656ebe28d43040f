"""Where the state of one installation lives, and the lock that makes it one."""

import fcntl
import hashlib
import json
import os
import pwd
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHECKOUT = Path(os.environ.get("QIANSHAN_CHECKOUT") or Path(__file__).resolve().parent.parent)


class Trouble(Exception):
    """Something that stops a command; the text says what, and what to do."""


def say(text: str) -> None:
    """Tell the person at the shell what was done."""
    print(text, flush=True)


def default_state() -> Path:
    """`.state` in the checkout; for root a folder under /var/lib that the database account may enter."""
    if os.geteuid() != 0:
        return CHECKOUT / ".state"
    mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    return Path("/var/lib/qianshan") / f"{CHECKOUT.name}-{mark}"


@dataclass(frozen=True)
class State:
    """The folder of one installation and the places in it."""

    root: Path

    @classmethod
    def at(cls, data: str | None) -> "State":
        """The folder named by `--data`, or the checkout's own; made if missing."""
        root = Path(data).resolve() if data else default_state()
        root.mkdir(parents=True, exist_ok=True)
        for name in ("logs", "stamps", "files", "log"):
            (root / name).mkdir(exist_ok=True)
        return cls(root)

    @property
    def name(self) -> str:
        """A short name of this installation, for cookies and health answers."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:8]

    @property
    def venv(self) -> Path:
        """Python packages; shared by all data folders of a checkout."""
        return default_state() / "venv"

    @property
    def python(self) -> Path:
        """The interpreter of the packages."""
        return self.venv / "bin" / "python"

    def stamped(self, name: str, value: str) -> bool:
        """Whether a step was done with these inputs."""
        path = self.root / "stamps" / name
        return path.exists() and path.read_text() == value

    def stamp(self, name: str, value: str) -> None:
        """Remember that a step was done with these inputs."""
        (self.root / "stamps" / name).write_text(value)


class Lock:
    """One instance per state folder. The kernel drops the lock at any death."""

    def __init__(self, state: State) -> None:
        self._path = state.root / "lock"
        self._file: IO[str] | None = None

    def holder(self) -> dict[str, object]:
        """What the holder wrote: pid and URL."""
        try:
            return dict(json.loads(self._path.read_text() or "{}"))
        except (OSError, ValueError):
            return {}

    def take(self) -> bool:
        """Take the lock; False when another process has it."""
        self._file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            self._file = None
            return False
        self.tell()
        return True

    def tell(self, **facts: object) -> None:
        """Write who holds the lock."""
        if self._file is None:
            return
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"pid": os.getpid(), **facts}))
        self._file.flush()

    def required(self) -> None:
        """Take the lock or say who has it.

        Raises:
            Trouble: another process holds it.
        """
        if not self.take():
            holder = self.holder()
            raise Trouble(
                f"this installation is already running (pid {holder.get('pid')}, {holder.get('url', 'no URL yet')}). "
                "Stop it with Ctrl-C, or give another folder with --data DIR."
            )


def digest(*parts: object) -> str:
    """A stamp over files (their content) and plain values."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            total.update(str(part.relative_to(CHECKOUT) if part.is_relative_to(CHECKOUT) else part).encode())
            total.update(part.read_bytes())
        else:
            total.update(repr(part).encode())
    return total.hexdigest()


def database_account() -> pwd.struct_passwd | None:
    """The account that PostgreSQL runs as when we are root; None for an ordinary user.

    Raises:
        Trouble: the account named by QIANSHAN_OS_USER does not exist.
    """
    if os.geteuid() != 0:
        return None
    named = os.environ.get("QIANSHAN_OS_USER")
    for name in (named,) if named else ("qianshan", "nobody"):
        try:
            return pwd.getpwnam(str(name))
        except KeyError:
            continue
    raise Trouble(
        f"PostgreSQL does not run as root, and there is no account {named or 'qianshan or nobody'}."
    )


if sys.version_info < (3, 11):  # noqa: UP036  (the stub checks it; a direct call may not)
    raise SystemExit("Python 3.11 or newer is needed")
