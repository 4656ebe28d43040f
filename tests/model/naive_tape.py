"""A second, naive tape: every fen is an object that remembers each place where it lay.

Written from the worked examples of the design, not from the product, of which it imports nothing.
"""

from dataclasses import dataclass, field

COST, PROGRAMME = 0, 1


class Refused(Exception):
    """The naive tape says no; `remaining` is the figure that a refusal names, if it names one."""

    def __init__(self, why, remaining=None):
        super().__init__(why)
        self.remaining = remaining


@dataclass(eq=False)
class Fen:
    """One fen of one inflow from outside."""

    origin: int
    places: list = field(default_factory=list)


@dataclass(eq=False)
class Place:
    """A position on a lane: who lies there, and the outflow that took it, if any."""

    fen: Fen
    fund: "Tape"
    lane: int
    taken: "Out | None" = None
    depth: int = 0
    left: bool = False


@dataclass(eq=False)
class Out:
    """An outflow and the places that it took."""

    key: int
    kind: str
    fund: "Tape"
    places: list
    state: str


class Tape:
    """A fund: two lists of places."""

    def __init__(self, number, q=0, unrestricted=False):
        self.number, self.q, self.g = number, q, 0
        self.unrestricted = unrestricted
        self.two_lanes = q > 0
        self.lanes = ([], [])

    def free(self, lane):
        return [place for place in self.lanes[lane] if place.taken is None]


class World:
    """All tapes of one charity."""

    def __init__(self):
        self.tapes, self.gifts, self.outs = [], {}, []
        self.inflows = {}

    def tape(self, q=0, unrestricted=False):
        self.tapes.append(Tape(len(self.tapes), q, unrestricted))
        return self.tapes[-1]

    def set_share(self, tape, q):
        if tape.q != q:
            tape.q, tape.g = q, 0
            tape.two_lanes = tape.two_lanes or q > 0

    def give(self, key, tape, amount, no_cost=False):
        q = 0 if no_cost else tape.q
        cost = q * (tape.g + amount) // 10000 - q * tape.g // 10000 if q else 0
        if q:
            tape.g += amount
        self.gifts[key] = tape
        self._arrive(key, tape, cost, amount - cost)

    def grant(self, key, tape, amount, cost=0):
        if cost:
            tape.two_lanes = True
        self._arrive(key, tape, cost, amount - cost)

    def _arrive(self, key, tape, cost, programme):
        fen = [Fen(key) for _ in range(cost + programme)]
        self.inflows[key] = fen
        for number, one in enumerate(fen):
            self._lay(one, tape, COST if number < cost else PROGRAMME, 0)

    def _lay(self, fen, tape, lane, depth):
        place = Place(fen, tape, lane, depth=depth)
        tape.lanes[lane].append(place)
        fen.places.append(place)

    def _take(self, key, kind, tape, places, state):
        out = Out(key, kind, tape, places, state)
        for place in places:
            place.taken = out
        self.outs.append(out)
        return out

    def pay(self, key, tape, cost, amount):
        lane = COST if cost and tape.two_lanes else PROGRAMME
        free = tape.free(lane)
        if len(free) < amount:
            raise Refused("lane", len(free))
        return self._take(key, "payment", tape, free[:amount], "reserved")

    def paid(self, out):
        if out.state != "reserved":
            raise Refused("state")
        out.state = "paid"

    def cancel(self, out):
        if out.state != "reserved" or any(place.left for place in out.places):
            raise Refused("left")
        out.state = "cancelled"
        for place in out.places:
            place.taken = None

    def returned(self, out, amount):
        if out.kind != "payment" or out.state != "paid":
            raise Refused("state")
        here = [place for place in out.places if not place.left]
        if len(here) < amount:
            raise Refused("more than was paid", len(here))
        for place in here[len(here) - amount :]:
            place.left = True
            self._lay(place.fen, out.fund, place.lane, place.depth + 1)

    def refund(self, keys, key, amount):
        """`keys` gives the key of each new outflow, one per fund."""
        mine = [place for fen in self.inflows[key] for place in fen.places]
        free = [place for place in mine if place.taken is None]
        if len(free) < amount:
            raise Refused("spent", len(free))
        nearest = {}
        for place in mine:
            near = nearest.get(place.fund, place.depth)
            nearest[place.fund] = min(near, place.depth)
        home = self.gifts[key]
        order = sorted(nearest, key=lambda tape: (tape is not home, nearest[tape], tape.number))
        outs, left = [], amount
        for tape in order:
            lanes = [[place for place in tape.lanes[lane] if place in free] for lane in (COST, PROGRAMME)]
            here = len(lanes[0]) + len(lanes[1])
            take = min(left, here)
            if not take:
                continue
            cost = take * len(lanes[0]) // here
            taken = lanes[0][len(lanes[0]) - cost :] + lanes[1][len(lanes[1]) - (take - cost) :]
            outs.append(self._take(next(keys), "refund", tape, taken, "reserved"))
            left -= take
        return outs

    def transfer(self, key, source, target, wanted, kind="transfer"):
        """`wanted`: fen by lane, in the order cost, programme."""
        for lane, amount in wanted:
            free = source.free(lane)
            if len(free) < amount:
                raise Refused("lane", len(free))
        places = [place for lane, amount in wanted for place in source.free(lane)[:amount]]
        if not places:
            raise Refused("nothing")
        out = self._take(key, kind, source, places, "moved")
        self._move(places, target)
        return out

    def _move(self, places, target):
        for place in places:
            place.left = True
            self._lay(place.fen, target, PROGRAMME, place.depth + 1)

    def transfer_back(self, key, out):
        there = [place.fen.places[self._next(place)] for place in out.places]
        if out.kind != "transfer" or there[0].fund is out.fund:
            raise Refused("kind")
        if any(place.taken is not None for place in there):
            raise Refused("flowed on")
        back = self._take(key, "transfer", there[0].fund, there, "moved")
        self._move(there, out.fund)
        return back

    @staticmethod
    def _next(place):
        return place.fen.places.index(place) + 1

    def trace(self, key):
        """Fen of an inflow by (outflow, fund, lane); outflow None while waiting."""
        sums = {}
        for fen in self.inflows[key]:
            place = fen.places[-1]
            where = (place.taken.key if place.taken else None, place.fund.number, place.lane)
            sums[where] = sums.get(where, 0) + 1
        return sums

    def givers(self, out):
        """Fen that an outflow took straight from an inflow from outside, by inflow."""
        sums = {}
        for place in out.places:
            if place.depth == 0:
                sums[place.fen.origin] = sums.get(place.fen.origin, 0) + 1
        return sums
