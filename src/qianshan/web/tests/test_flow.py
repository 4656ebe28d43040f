"""The flow of money: it adds up or is not drawn."""

import itertools
import re

import pytest
from django.template import Context, Template

from qianshan.web.components.flow import SHEET_HEIGHT, FlowNode, MoneyFlow


def flow(received=500, reserved=300, paid=240, confirmed=150, refunded=0):
    return MoneyFlow(
        (FlowNode("gifts", received, "source"),),
        (
            FlowNode("received", received, "received"),
            FlowNode("reserved", reserved, "reserved"),
            FlowNode("paid", paid, "paid"),
        ),
        (
            (
                FlowNode("free", received - reserved - refunded, "left"),
                FlowNode("refunded", refunded, "voucher"),
            ),
            (FlowNode("waiting", reserved - paid, "left"),),
        ),
        (FlowNode("confirmed", confirmed, "confirmed"), FlowNode("to confirm", paid - confirmed, "waiting")),
    )


def drawn(made):
    return Template("{% load qs %}{% money_flow flow %}").render(Context({"flow": made}))


def test_heights_are_money_on_one_scale():
    html = drawn(flow())

    heights = {
        step: float(height)
        for step, height in re.findall(r'<rect class="qs-fill-(\w+)"[^>]* height="([\d.]+)" rx', html)
    }
    assert heights["received"] == SHEET_HEIGHT
    assert heights["reserved"] == SHEET_HEIGHT * 300 / 500
    assert heights["confirmed"] == SHEET_HEIGHT * 150 / 500


@pytest.mark.parametrize(
    "made",
    [
        flow(),
        flow(received=1, reserved=0, paid=0, confirmed=0),
        flow(paid=300, confirmed=300),
        flow(refunded=200),
    ],
)
def test_every_state_of_a_project_can_be_drawn_without_overlap(made):
    html = drawn(made)

    boxes = re.findall(r'<rect class="qs-fill-\w+" x="([\d.]+)" y="([\d.]+)"', html)
    places: dict[str, list[float]] = {}
    for x, y in boxes:
        places.setdefault(x, []).append(float(y))
    for column in places.values():
        tops = sorted(column)
        assert all(below - above >= 36 for above, below in itertools.pairwise(tops))


def test_a_flow_that_does_not_add_up_is_not_drawn():
    made = flow()
    broken = MoneyFlow(made.sources, made.stages, made.leftovers, made.ends[:1])

    with pytest.raises(ValueError, match="does not add up"):
        broken.check()
