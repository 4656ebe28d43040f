"""What people do meanwhile: order, pay, take back, sign, send to the bank. Some of it goes wrong at the channel."""

import json
import random
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connection

from qianshan.giving.api import GiftWish, ask_back, order_gift
from qianshan.giving.api import gift as gift_view
from qianshan.mechanisms.acts.api import Actor, Refusal
from qianshan.mechanisms.calendar.clock import now
from qianshan.mechanisms.channels.api import Method, offer
from qianshan.spending.api import send_batch
from tests.faults.world import MERCHANT, World

FAULTS = (
    ("wechat.notify_twice", ""),
    ("wechat.notify_never", ""),
    ("wechat.notify_probe", ""),
    ("wechat.notify_wrong_serial", ""),
    ("wechat.notify_forged", ""),
    ("wechat.notify_replay", "5"),
    ("wechat.notify_late", "0.02"),
    ("wechat.pay_at_once", ""),
)
_FAULTY_SHARE = 0.1
_AT_ONCE = 3


class Traffic:
    def __init__(self, world: World, sandbox: str, seed: int) -> None:
        self.world, self.sandbox = world, sandbox
        self.random = random.Random(seed)
        self.paid: list[str] = []
        self.refunds: list[str] = []
        self.payments: list[str] = []
        self.faults: dict[str, int] = {}

    def give(self, count: int) -> None:
        """Order and pay this many gifts, three at a time."""
        plans = [(self.random.randint(1, 50_000), self._fault()) for _ in range(count)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            self.paid += [code for code in pool.map(self._give, plans) if code]

    def _fault(self) -> tuple[str, str] | None:
        if self.random.random() >= _FAULTY_SHARE:
            return None
        found = self.random.choice(FAULTS)
        self.faults[found[0]] = self.faults.get(found[0], 0) + 1
        return found

    def _give(self, wish: tuple[int, tuple[str, str] | None]) -> str:
        amount_fen, fault = wish
        at = now()
        try:
            code = order_gift(
                wish=GiftWish(self.world.plan.id, amount_fen, amount_shown=True), by=Actor.link("give", at=at)
            )
            if fault:
                self._switch(code, fault)
            offer(gift_view(code).order_id, method=Method.SCAN, now=at)
            return code if self._pay(code) else ""
        finally:
            close_old_connections()
            connection.close()

    def _switch(self, code: str, fault: tuple[str, str]) -> None:
        body = json.dumps({"code": fault[0], "key": code, "value": fault[1], "times": 1}).encode()
        self._post("/faults/", body, "application/json")

    def _pay(self, code: str) -> bool:
        try:
            self._post(f"/wechat/orders/{MERCHANT}/{code}/pay", b"")
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code == 409  # paid at once
        return True

    def _post(self, path: str, body: bytes, kind: str = "text/plain") -> None:
        request = urllib.request.Request(self.sandbox + path, body, {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=20):
            return

    def take_back(self, count: int) -> None:
        """Ask refunds of booked gifts."""
        for code in self.random.sample(self.paid, min(len(self.paid), count * 10)):
            if count == 0:
                return
            view = gift_view(code)
            if view.booked_at is None:
                continue
            try:
                part = self.random.randint(1, view.amount_fen)
                self.refunds.append(
                    ask_back(code=code, amount_fen=part, reason="误操作", by=Actor.link("gift", at=now()))
                )
                count -= 1
            except Refusal:
                continue

    def pay_out(self, count: int, amount_fen: int) -> None:
        """Sign payment orders and send them to the bank in one file."""
        codes = []
        for _ in range(count):
            try:
                codes.append(self.world.purse.reserved(amount_fen, now()))
            except Refusal:
                break
        if codes:
            send_batch(codes=codes, by=self.world.purse.cashier.at(now()))
            self.payments += codes
