"""Switches for what goes wrong outside: for one object or for all, once or until switched off."""

from dataclasses import dataclass

from sandbox.frame.store import Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fault (
  code TEXT NOT NULL, key TEXT NOT NULL DEFAULT '', value TEXT NOT NULL DEFAULT '',
  times INTEGER, PRIMARY KEY (code, key)
);
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that a look-alike knows: `code` is `<look-alike>.<name>`; `value` says what its value means."""

    code: str
    title: str
    value: str = ""


class Faults:
    """Which faults are on. `times` counts down; None lasts until it is switched off."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.known: dict[str, Fault] = {}
        store.schema(_SCHEMA)

    def register(self, *faults: Fault) -> None:
        """Let the panel offer these."""
        self.known.update({fault.code: fault for fault in faults})

    def switch(self, code: str, *, key: str = "", value: str = "", times: int | None = None) -> None:
        """Switch a fault on for one object (`key`) or for all (empty key).

        Raises:
            KeyError: no look-alike knows this fault.
        """
        if code not in self.known:
            raise KeyError(code)
        self._store.execute("INSERT OR REPLACE INTO fault VALUES (?, ?, ?, ?)", code, key, value, times)

    def clear(self, code: str = "", key: str = "") -> None:
        """Switch one fault off, or all of them."""
        if code:
            self._store.execute("DELETE FROM fault WHERE code = ? AND key = ?", code, key)
        else:
            self._store.execute("DELETE FROM fault")

    def take(self, code: str, *keys: str) -> str | None:
        """Whether the fault is on for one of these keys or for all; counts one use.

        Returns its value (an empty string when it has none), or None when it is off.
        """
        marks = ", ".join("?" for _ in (*keys, ""))
        found = self._store.row(
            f"SELECT key, value, times FROM fault WHERE code = ? AND key IN ({marks}) ORDER BY key DESC LIMIT 1",
            code,
            *keys,
            "",
        )
        if found is None:
            return None
        if found["times"] is not None:
            self._store.execute(
                "UPDATE fault SET times = times - 1 WHERE code = ? AND key = ?", code, found["key"]
            )
            self._store.execute("DELETE FROM fault WHERE times <= 0")
        return str(found["value"])

    def active(self) -> list[tuple[str, str, str, int | None]]:
        """What is on: code, key, value, times left."""
        return [tuple(row) for row in self._store.rows("SELECT * FROM fault ORDER BY code, key")]
