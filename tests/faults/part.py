"""`python -m tests.faults.part engine|worker`: the real process, with its phases marked."""

import os
import sys
from datetime import timedelta


def mark_engine() -> None:
    from qianshan.giving import steps as giving
    from qianshan.mechanisms.translog import sequence
    from tests.faults.marks import mark_of, marked

    mark = mark_of("engine")
    mark.say("idle")
    giving.book_paid = marked(mark, "booking", giving.book_paid, linger=0.02)
    giving.finish_refund = marked(mark, "refunding", giving.finish_refund, linger=0.02)
    sequence._next_batch = marked(mark, "sequencing", sequence._next_batch)


def mark_worker() -> None:
    from qianshan.mechanisms.channels import jobs as channels
    from qianshan.mechanisms.exchange import arrivals, delivery
    from tests.faults.marks import mark_of, marked

    mark = mark_of("worker")
    mark.say("idle")
    delivery._hand_over = marked(mark, "paying", delivery._hand_over, linger=0.05)
    delivery._tell = marked(mark, "paying", delivery._tell, linger=0.05)
    arrivals.read_one = marked(mark, "paying", arrivals.read_one, linger=0.05)
    delivery._LEASE = arrivals._LEASE = timedelta(seconds=5)
    channels.ask_refund_outcome = marked(mark, "refunding", channels.ask_refund_outcome, linger=0.05)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianshan.project.settings")
    import django

    django.setup()
    from django.core.management import call_command

    if sys.argv[1] == "engine":
        from qianshan.mechanisms.channels.management.commands.engine import load_steps

        load_steps()
        mark_engine()
        call_command("engine")
    else:
        mark_worker()
        call_command("worker")


if __name__ == "__main__":
    main()
