"""Where the money is, drawn: sources → received → set aside → paid out → confirmed.

Heights (on a phone widths) are money on one scale; what did not go on leaves to the side. The
same amounts stand in a table below, so the drawing is for the eye and the table for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qianshan.mechanisms.money import yuan
from qianshan.web.components.library import register
from qianshan.web.components.money import BAR_WIDTH, share


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One amount of the flow: `step` names its colour, `href` opens its entries."""

    name: str
    fen: int
    step: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """The whole flow, in fen.

    `stages` are received, set aside, paid out; `leftovers[n]` leave after stage n. Each stage is the
    sum of the next one and its leftovers; the last stage splits into `ends`.
    """

    sources: Sequence[FlowNode]
    stages: tuple[FlowNode, FlowNode, FlowNode]
    leftovers: tuple[Sequence[FlowNode], Sequence[FlowNode]]
    ends: Sequence[FlowNode]

    def check(self) -> None:
        """Refuse a flow that does not add up.

        Raises:
            ValueError: a stage is not the sum of what leaves it.
        """
        sums = [sum(node.fen for node in self.sources)]
        sums += [self.stages[n + 1].fen + sum(node.fen for node in self.leftovers[n]) for n in (0, 1)]
        sums += [sum(node.fen for node in self.ends)]
        for wanted, found in zip((self.stages[0], *self.stages), sums, strict=True):
            if wanted.fen != found:
                raise ValueError(f"the flow does not add up at “{wanted.name}”: {wanted.fen} ≠ {found} fen")


@dataclass(frozen=True, slots=True)
class Box:
    """A node on the sheet."""

    node: FlowNode
    x: float
    y: float
    length: float
    text: str
    percent: str = ""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A stream between two nodes."""

    path: str
    step: str


SHEET_HEIGHT = 240.0
THICK = 12.0
GAP = 24.0
TOP = 14.0
TEXT_ROOM = 36.0
COLUMNS = (150.0, 372.0, 600.0, 828.0, 1046.0)


@register.inclusion_tag("components/money_flow.html")
def money_flow(flow: MoneyFlow) -> dict[str, object]:
    """Draw the flow for desks and for phones.

    Raises:
        ValueError: it does not add up.
    """
    flow.check()
    total = max(flow.stages[0].fen, 1)
    boxes, ribbons, height = _sheet(flow, total)
    return {
        "boxes": boxes,
        "ribbons": ribbons,
        "height": height,
        "bars": _bars(flow, total),
        "reading": _("Flow of the money: received %(received)s, set aside %(reserved)s, paid out %(paid)s")
        % dict(zip(("received", "reserved", "paid"), (yuan(node.fen) for node in flow.stages), strict=True)),
    }


def _length(fen: int, total: int) -> float:
    return SHEET_HEIGHT * fen / total


def _box(node: FlowNode, place: tuple[float, float], total: int, *, percent: bool = False) -> Box:
    text = yuan(node.fen)
    return Box(
        node, *place, max(_length(node.fen, total), 1.0), text, share(node.fen, total) if percent else ""
    )


def _ribbon(start: tuple[float, float], end: tuple[float, float], length: float, step: str) -> Ribbon:
    (x0, y0), (x1, y1) = (start[0] + THICK, start[1]), end
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"V{y1 + length:.1f}C{middle:.1f} {y1 + length:.1f} {middle:.1f} {y0 + length:.1f} {x0:.1f} {y0 + length:.1f}Z"
    )
    return Ribbon(path, step)


def _sheet(flow: MoneyFlow, total: int) -> tuple[list[Box], list[Ribbon], int]:
    boxes, ribbons, lowest = _sources(flow, total)
    for place, stage in enumerate(flow.stages):
        boxes.append(_box(stage, (COLUMNS[place + 1], TOP), total, percent=place > 0))
        more, streams, low = _after(flow, place, total)
        boxes, ribbons, lowest = boxes + more, ribbons + streams, max(lowest, low)
    return boxes, ribbons, int(lowest + 12)


def _sources(flow: MoneyFlow, total: int) -> tuple[list[Box], list[Ribbon], float]:
    boxes, ribbons, down, into = [], [], TOP, TOP
    for node in flow.sources:
        length = _length(node.fen, total)
        boxes.append(_box(node, (COLUMNS[0], down), total))
        ribbons.append(_ribbon((COLUMNS[0], down), (COLUMNS[1], into), length, node.step))
        down, into = down + max(length, TEXT_ROOM) + GAP / 2, into + length
    return boxes, ribbons, down


def _after(flow: MoneyFlow, place: int, total: int) -> tuple[list[Box], list[Ribbon], float]:
    """What leaves a stage: the next stage, which always stands on top, and what does not go on."""
    last = place == len(flow.leftovers)
    aside = list(flow.ends) if last else list(flow.leftovers[place])
    boxes, ribbons, out, to = [], [], TOP, TOP
    if not last:
        following = flow.stages[place + 1]
        length = _length(following.fen, total)
        ribbons.append(_ribbon((COLUMNS[place + 1], TOP), (COLUMNS[place + 2], TOP), length, following.step))
        out, to = TOP + length, TOP + max(length, TEXT_ROOM) + GAP
    for node in (one for one in aside if one.fen > 0):
        length = _length(node.fen, total)
        ribbons.append(_ribbon((COLUMNS[place + 1], out), (COLUMNS[place + 2], to), length, node.step))
        boxes.append(_box(node, (COLUMNS[place + 2], to), total, percent=last))
        out, to = out + length, to + max(length, TEXT_ROOM) + GAP
    return boxes, ribbons, to - GAP


@dataclass(frozen=True, slots=True)
class Bar:
    """One step on a phone: its bar, and what did not come as far as it."""

    node: FlowNode
    width: int
    text: str
    percent: str
    aside: tuple[tuple[FlowNode, str], ...]


def _bars(flow: MoneyFlow, total: int) -> list[Bar]:
    last = [node for node in flow.ends if node.step == "confirmed"]
    rest = [node for node in flow.ends if node.step != "confirmed"]
    asides: tuple[Sequence[FlowNode], ...] = ((), flow.leftovers[0], flow.leftovers[1], rest)
    return [
        Bar(
            node,
            BAR_WIDTH * node.fen // total,
            yuan(node.fen),
            share(node.fen, total),
            tuple((side, yuan(side.fen)) for side in aside if side.fen),
        )
        for node, aside in zip((*flow.stages, *last), asides, strict=False)
    ]
