"""Databases for tests: one template for each state of the migrations, a clone for each run or test.

Tests connect as the application, never as the owner. A test that needs real commits asks for
`fresh_db`, a clone of its own that is dropped afterwards; nothing is ever flushed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation
from django.utils.translation import trans_real
from psycopg import sql

ROOT = Path(__file__).parent
SOURCES = (
    "src/qianshan/**/migrations/*.py",
    "src/qianshan/**/sql/*.sql",
    "src/qianshan/**/models*.py",
    "src/qianshan/**/models/*.py",
    "src/qianshan/mechanisms/acts/*.py",
    "src/qianshan/project/settings/*.py",
    "src/qianshan/statutes/divisions/*",
)


def _compile_stale_catalogues() -> None:
    """Compile what is older than its sentences, so that pages speak Chinese in tests."""
    stale = [
        path
        for path in ROOT.glob("src/qianshan/**/LC_MESSAGES/*.po")
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").stat().st_mtime < path.stat().st_mtime
    ]
    if stale:
        from qianshan.project import catalogue

        catalogue.compile_all()
        trans_real._translations = {}  # noqa: SLF001  (read before they were compiled)


def pytest_configure() -> None:
    """Compile the catalogues; give this run a key file of its own, for sealed personal data."""
    _compile_stale_catalogues()
    from qianshan.mechanisms.sealed.keyring import ensure

    settings.KEY_FILE = Path(tempfile.mkdtemp(prefix="qs-keys-")) / "keys.json"
    ensure(settings.KEY_FILE)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure() -> None:
    """Remove this run's key file."""
    shutil.rmtree(Path(settings.KEY_FILE).parent, ignore_errors=True)


@pytest.fixture(autouse=True)
def english_msgids() -> Iterator[None]:
    """Outside a request a test reads the English msgid; a page has the language of its address."""
    with translation.override("en"):
        yield


def _owner_dsn(name: str | None = None) -> str:
    parts = urlsplit(os.environ["DATABASE_OWNER_URL"])
    return urlunsplit(parts._replace(path=f"/{name}")) if name else urlunsplit(parts)


def _admin() -> psycopg.Connection:
    return psycopg.connect(_owner_dsn(), autocommit=True)


def _state_of_schema() -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _manage(name: str, *command: str) -> None:
    env = {
        **os.environ,
        "QIANSHAN_ROLE": "owner",
        "DATABASE_OWNER_URL": _owner_dsn(name),
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run([sys.executable, "-m", "qianshan.project.manage", *command], check=True, env=env, stdout=2)


@pytest.fixture(scope="session")
def template_db() -> str:
    """The migrated, guarded, otherwise empty practice database that tests are cloned from."""
    name = f"qs_template_{_state_of_schema()}"
    with _admin() as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        making = f"{name}_making"
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(making)))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
        _manage(making, "migrate", "-v", "0")
        _manage(making, "guard", "--app-role", urlsplit(os.environ["DATABASE_URL"]).username or "")
        _manage(making, "load_divisions")
        with psycopg.connect(_owner_dsn(making), autocommit=True) as made:
            made.execute("INSERT INTO acts_installation (id, practice, name) VALUES (1, true, 'tests')")
        admin.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
        )
    return name


def _clone(template: str, name: str) -> None:
    with _admin() as admin:
        for attempt in range(20):
            try:
                admin.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(name), sql.Identifier(template)
                    )
                )
            except psycopg.errors.ObjectInUse:
                time.sleep(0.1 * (attempt + 1))
            else:
                return


def _drop(name: str) -> None:
    """Drop a clone; an autovacuum worker in it may not be ended by us and is waited for."""
    with _admin() as admin:
        for attempt in range(20):
            try:
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                time.sleep(0.1 * (attempt + 1))
            else:
                return


def _switch(name: str) -> None:
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(template_db: str, django_db_blocker) -> Iterator[None]:
    """One clone for all tests that roll back."""
    name = f"qs_run_{uuid.uuid4().hex[:12]}"
    _clone(template_db, name)
    with django_db_blocker.unblock():
        _switch(name)
        yield
        connections["default"].close()
    _drop(name)


@pytest.fixture
def fresh_db(template_db: str, django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database of this test's own, for real commits, several connections and faults; yields its name."""
    before = connections["default"].settings_dict["NAME"]
    name = f"qs_test_{uuid.uuid4().hex[:12]}"
    _clone(template_db, name)
    with django_db_blocker.unblock():
        _switch(name)
        yield name
        _switch(before)
    _drop(name)


@pytest.fixture
def owner_dsn() -> Iterator[object]:
    """Builds the owner's DSN for a database name: for tests that show what even SQL may not do."""
    return _owner_dsn


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process; all journeys share one, since they share one running province."""
    for item in items:
        group = "journeys" if "journeys" in item.path.parts else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
