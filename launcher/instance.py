"""One installation: its environment, its database made and migrated, its parts."""

import os
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from launcher.assets import ensure_assets, ensure_static, manage, migrations
from launcher.cluster import Cluster
from launcher.packages import ensure_packages
from launcher.places import CHECKOUT, State, digest, say

_FOREIGN = ("PYTHON", "VIRTUAL_ENV", "DJANGO", "GRANIAN_", "PG")


class Instance:
    """What `up`, `check`, `sql` and the others work on."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.cluster: Cluster | None = None
        self._dsn = os.environ.get("DATABASE_URL")
        self.practice = not state.stamped("kind", "none")

    def open(self) -> None:
        """Install what is missing and start the database, unless one is named by DATABASE_URL."""
        ensure_packages(self.state)
        ensure_assets(self.state)
        if self._dsn:
            return
        self.cluster = Cluster(self.state)
        if self.cluster.create():
            say("Made a new PostgreSQL cluster.")
        self.cluster.start()
        self.cluster.ensure_database()

    def close(self) -> None:
        """Stop the database that we started."""
        if self.cluster:
            self.cluster.stop()

    def env(self, *, owner: bool = False, **more: str) -> dict[str, str]:
        """The environment of a part. Only the owner's commands know the owner's login."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        env.pop("DATABASE_OWNER_URL", None)
        root = self.state.root
        env |= {
            "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}",
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "qianshan.project.settings",
            "QIANSHAN_STATE": str(root),
            "QIANSHAN_INSTANCE": self.state.name,
            "QIANSHAN_KEYS": str(root / "keys.json"),
            "QIANSHAN_FILES": str(root / "files"),
            "QIANSHAN_LOG_DIR": str(root / "log"),
            "QIANSHAN_STATIC": str(root / "static"),
            "QIANSHAN_SECRET_KEY": _secret(root / "secret"),
            "DATABASE_URL": self.dsn("app"),
            "QIANSHAN_PRACTICE": "1" if self.practice else "",
            **more,
        }
        if owner:
            env |= {"QIANSHAN_ROLE": "owner", "DATABASE_OWNER_URL": self.dsn("owner")}
        return env

    def dsn(self, login: str) -> str:
        """The database for `app` or `owner`."""
        if self.cluster:
            return self.cluster.dsn(login)
        return os.environ.get("DATABASE_OWNER_URL", self._dsn or "") if login == "owner" else str(self._dsn)

    def migrate(self, demo: str) -> bool:
        """Bring the database to today's shape, guard it, load what every installation holds; True when it is new."""
        if self.state.stamped("made", "begun"):
            self._forget_half_made()
        new = not self.state.stamped("made", "yes")
        if new:
            self.state.stamp("kind", demo)
            self.practice = demo != "none"
            self.state.stamp("made", "begun")
        stamp = digest(*migrations(), sorted(CHECKOUT.glob("src/qianshan/statutes/**/*")) and "statutes")
        owner = self.env(owner=True)
        manage(self.state, self.env(), "keys", "--ensure")
        if not self.state.stamped("migrated", stamp):
            say("Migrating the database …")
            manage(self.state, owner, "migrate", "-v", "0")
            app_login = (
                urlsplit(self.dsn("app")).username or parse_qs(urlsplit(self.dsn("app")).query)["user"][0]
            )
            manage(self.state, owner, "guard", "--app-role", app_login)
            self.state.stamp("migrated", stamp)
        if new:
            manage(self.state, owner, "installation", "--demo", demo)
            say(manage(self.state, self.env(), "load_divisions").strip())
        ensure_static(self.state, self.env())
        return new

    def made(self) -> None:
        """The installation is whole: what a first start does will not be done again."""
        self.state.stamp("made", "yes")

    def _forget_half_made(self) -> None:
        """A first start was broken off: begin again with nothing, for nobody has used it yet."""
        say("The last first start did not finish: beginning again.")
        if self.cluster:
            self.cluster.drop_database()
            self.cluster.ensure_database()
        for name in ("files", "log", "sandbox"):
            shutil.rmtree(self.state.root / name, ignore_errors=True)
        for name in ("files", "log"):
            (self.state.root / name).mkdir()
        for name in ("made", "migrated", "static"):
            (self.state.root / "stamps" / name).unlink(missing_ok=True)


def _secret(path: Path) -> str:
    import secrets

    if not path.exists():
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
