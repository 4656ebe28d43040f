"""The bank at work: takes batches, pays lines, lays results ready."""

import os
import secrets
import time
from datetime import datetime, timedelta, timezone

from sandbox.bank.files import read_batch, write_result
from sandbox.frame import App
from sandbox.frame.drop import Drop, Refused

SCHEMA = """
CREATE TABLE IF NOT EXISTS bank_batch (
  number TEXT PRIMARY KEY, ref TEXT NOT NULL, payer TEXT NOT NULL, payer_account TEXT NOT NULL,
  received REAL NOT NULL, due REAL NOT NULL, results INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS bank_line (
  ref TEXT PRIMARY KEY, batch TEXT NOT NULL REFERENCES bank_batch, payee TEXT NOT NULL, account TEXT NOT NULL,
  bank TEXT NOT NULL, amount_fen INTEGER NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'P',
  txn TEXT NOT NULL DEFAULT '', paid_at TEXT NOT NULL DEFAULT '', code TEXT NOT NULL DEFAULT '',
  told TEXT NOT NULL DEFAULT ''
);
"""
REASONS = {
    "0101": "户名不符",
    "0102": "账号不存在",
    "0103": "账户冻结",
    "0104": "余额不足",
    "0105": "超过限额",
    "0199": "其他",
}
_BY_ACCOUNT = {"0000": "0102", "1111": "0103"}
_BEIJING = timezone(timedelta(hours=8))
_EXECUTE_AFTER_SECONDS = 3.0


def key() -> str:
    """The key of the file drop; no secret in the sandbox, as vendors' demo keys are none."""
    return os.environ.get("QIANSHAN_SANDBOX_DROP_KEY", "sandbox-drop-key")


class Bank:
    """What it knows is in the store; `drop` is set by `routes`."""

    drop: Drop

    def __init__(self, app: App) -> None:
        self._app, self._store, self._faults = app, app.store, app.faults

    def take(self, name: str, content: bytes) -> str:
        """Take a batch; returns the bank's number of it."""
        batch = read_batch(content)
        if name != f"{batch.number}.csv":
            raise Refused("文件名与批次号不一致")
        refused = self._faults.take("bank.refuse", batch.number)
        if refused is not None:
            raise Refused(refused or "暂不受理")
        if self._store.row("SELECT 1 FROM bank_batch WHERE number = ?", batch.number):
            raise Refused("批次号已用过")
        for line in batch.lines:
            if self._store.row("SELECT 1 FROM bank_line WHERE ref = ? AND state <> 'F'", line.ref):
                raise Refused(f"付款编号 {line.ref} 已付或在途")
        ref, now = f"BK{secrets.token_hex(6).upper()}", time.time()
        slow = float(self._faults.take("bank.slow", batch.number) or _EXECUTE_AFTER_SECONDS)
        self._store.execute(
            "INSERT INTO bank_batch VALUES (?, ?, ?, ?, ?, ?, 0)",
            *(batch.number, ref, batch.payer, batch.payer_account, now, now + slow / self._app.speed),
        )
        for line in batch.lines:
            self._store.execute(
                "INSERT OR REPLACE INTO bank_line (ref, batch, payee, account, bank, amount_fen, purpose)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(line.ref, batch.number, line.payee, line.account, line.bank, line.amount_fen, line.purpose),
            )
        return ref

    def execute_due(self) -> None:
        """Pay what is due and lay results ready."""
        due = self._store.rows(
            "SELECT DISTINCT b.number FROM bank_batch b JOIN bank_line l ON l.batch = b.number"
            " WHERE b.due <= ? AND (l.state = 'P' OR l.told <> l.state)",
            time.time(),
        )
        for row in due:
            with self._store.writing():
                for line in self.lines(row["number"], "P"):
                    self._execute(line)
                self._tell(row["number"])

    def lines(self, batch: str, state: str = "") -> list[dict[str, object]]:
        """Lines of a batch, all or of one state."""
        rows = self._store.rows(
            "SELECT * FROM bank_line WHERE batch = ? AND (state = ? OR ? = '') ORDER BY rowid",
            batch,
            state,
            state,
        )
        return [dict(row) for row in rows]

    def decide(self, ref: str, state: str, code: str = "") -> None:
        """What a person says on the panel about a line that is not paid yet."""
        paid_at = datetime.now(_BEIJING).strftime("%Y%m%d%H%M%S") if state == "S" else ""
        txn = f"TX{secrets.token_hex(8).upper()}" if state == "S" else ""
        self._store.execute(
            "UPDATE bank_line SET state = ?, code = ?, txn = ?, paid_at = ? WHERE ref = ? AND state = 'P'",
            *(state, code, txn, paid_at, ref),
        )

    def _execute(self, line: dict[str, object]) -> None:
        names = (str(line["ref"]), str(line["payee"]), str(line["account"]))
        if self._faults.take("bank.hold", *names) is not None:
            return
        code = self._faults.take("bank.fail", *names)
        if code is None:
            code = _BY_ACCOUNT.get(names[2][-4:])
        if code is None:
            self.decide(names[0], "S")
        else:
            self.decide(names[0], "F", code if code in REASONS else "0199")

    def _tell(self, number: str) -> None:
        """Lay a result file ready that holds the lines whose state was not told yet."""
        lines = [line for line in self.lines(number) if line["told"] != line["state"]]
        if not lines:
            return
        batch = self._store.row("SELECT * FROM bank_batch WHERE number = ?", number)
        if batch is None:
            return
        n = int(batch["results"]) + 1
        rows = [self._result_line(line) for line in lines]
        late = float(self._faults.take("bank.result_late", number) or 0)
        self._offer(number, str(batch["ref"]), n, rows, late)
        if self._faults.take("bank.result_twice", number) is not None:
            n += 1
            self._offer(number, str(batch["ref"]), n, rows, late)
        self._store.execute("UPDATE bank_batch SET results = ? WHERE number = ?", n, number)
        self._store.execute("UPDATE bank_line SET told = state WHERE batch = ?", number)

    def _offer(self, number: str, ref: str, n: int, rows: list[list[str]], late: float) -> None:
        made = datetime.now(_BEIJING).strftime("%Y%m%d%H%M%S")
        content = write_result([number, ref, str(n), made], rows)
        self.drop.offer("bank.result", f"{number}-{n}.csv", content, after_seconds=late)

    def _result_line(self, line: dict[str, object]) -> list[str]:
        amount = int(str(line["amount_fen"]))
        if (
            self._faults.take("bank.wrong_amount", str(line["ref"]), str(line["payee"]), str(line["account"]))
            is not None
        ):
            amount -= 1
        code = str(line["code"])
        words = [str(line[name]) for name in ("ref", "account")]
        return [
            *words,
            str(amount),
            str(line["state"]),
            str(line["txn"]),
            str(line["paid_at"]),
            code,
            REASONS.get(code, ""),
        ]
