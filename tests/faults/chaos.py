"""`python -m tests.faults.chaos`: kill the real processes at random while money moves, and count.

Run by `./qianshan chaos` on a throw-away cluster with fsync on. Nothing is repaired by hand: after the last
kill the parts have to bring everything to its end by themselves.
"""

import argparse
import json
import logging
import os
import random
import sys
import threading
import time
from pathlib import Path

PHASES = {
    "storing": ("web",),
    "booking": ("engine",),
    "sequencing": ("engine",),
    "refunding": ("engine", "worker"),
    "paying": ("worker",),
}
_SEEN_WITHIN_SECONDS = 40
_TRIES = 4
_SETTLE_SECONDS = 300


def main() -> int:
    options = _options()
    state = Path(os.environ["QIANSHAN_STATE"])
    from tests.faults.parts import Parts

    parts = Parts(state)
    os.environ.update(parts.environment())
    import django

    django.setup()
    logging.disable(logging.WARNING)
    try:
        return _run(options, parts)
    finally:
        parts.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="qianshan chaos")
    parser.add_argument("--gifts", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="only the last line")
    return parser.parse_args()


def _run(options: argparse.Namespace, parts) -> int:
    from qianshan.mechanisms.calendar.clock import now
    from tests.faults.counting import broken, settle
    from tests.faults.traffic import Traffic
    from tests.faults.world import build

    say = (lambda _text: None) if options.json else (lambda text: print(text, flush=True))
    for role in ("sandbox", "engine", "worker", "web"):
        parts.start(role)
    for role in ("sandbox", "engine", "worker", "web"):
        parts.wait_ready(role)
    traffic = Traffic(build(now()), parts.sandbox, options.seed)
    kills = _storm(options, parts, traffic, say)
    say("no more kills; waiting until everything has come to its end")
    found = settle(parts.sandbox, traffic.payments, seconds=_SETTLE_SECONDS, say=say)
    wrong = broken()
    for name, places in wrong.items():
        say(f"broken {name}: {places[0]}")
    for name in ("lost", "doubled", "refunds", "payments", "waiting"):
        if getattr(found, name):
            say(f"{name}: {getattr(found, name)[:5]}")
    print(json.dumps(_line(options, found, kills, wrong, traffic), ensure_ascii=False))
    return 0 if found.whole and not wrong else 1


def _storm(options: argparse.Namespace, parts, traffic, say) -> dict[str, int]:
    """Give in portions, and kill once in each; returns the kills by the phase in which they struck."""
    chance = random.Random(options.seed)
    schedule = [list(PHASES)[n % len(PHASES)] for n in range(options.kills)]
    chance.shuffle(schedule)
    portion, rest = divmod(options.gifts, options.kills + 1)
    traffic.give(portion + rest)
    kills = dict.fromkeys(PHASES, 0)
    for phase in schedule:
        giving = threading.Thread(target=traffic.give, args=(portion,))
        giving.start()
        if _kill(phase, parts, traffic, chance):
            kills[phase] += 1
        say(f"{sum(kills.values())} kills, last in {phase}; {len(traffic.paid)} gifts paid")
        giving.join()
    return kills


def _kill(phase: str, parts, traffic, chance: random.Random) -> bool:
    """Make work of this kind, kill the process while it does it, start it again; whether it died in the phase."""
    for _ in range(_TRIES):
        if phase == "refunding":
            traffic.take_back(3)
        if phase == "paying":
            traffic.pay_out(2, chance.randint(1_00, 20_00))
        if phase in ("storing", "booking", "sequencing"):
            extra = threading.Thread(target=traffic.give, args=(4,))
            extra.start()
        else:
            extra = None
        role = chance.choice(PHASES[phase])
        died = _kill_once(phase, role, parts, chance)
        if extra:
            extra.join()
        if died:
            return True
    return False


def _kill_once(phase: str, role: str, parts, chance: random.Random) -> bool:
    mark = parts.marks[role]
    deadline = time.monotonic() + _SEEN_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if mark.read()[0] != phase:
            time.sleep(0.0005)
            continue
        time.sleep(chance.uniform(0, 0.02))
        if mark.read()[0] != phase:
            continue
        parts.kill(role)
        died = mark.read()[0] == phase
        parts.start(role)
        parts.wait_ready(role)
        return died
    return False


def _line(
    options: argparse.Namespace, found, kills: dict[str, int], wrong: dict[str, list[str]], traffic
) -> dict:
    return {
        "gifts": len(traffic.paid),
        "paid": found.paid,
        "booked": found.booked,
        "sandbox_fen": found.sandbox_fen,
        "books_fen": found.books_fen,
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "refunds": len(traffic.refunds),
        "payments": len(traffic.payments),
        "faults": dict(sorted(traffic.faults.items())),
        "kills": kills,
        "log": "ok" if not {"log.tiles", "acts.chain"} & set(wrong) else "broken",
        "witness": "ok" if "log.witness" not in wrong else "broken",
        "broken": sorted(wrong),
        "waiting": found.waiting,
        "seed": options.seed,
    }


if __name__ == "__main__":
    sys.exit(main())
