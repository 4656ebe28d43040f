"""The law as it stands on one day."""

from dataclasses import dataclass, field
from datetime import date

from qianshan.mechanisms.law.kernel.statutes import Limit, Parameter, statutes


class UnknownParameter(LookupError):
    """No number of this key holds on this day, or it has another unit than was asked for."""


@dataclass(frozen=True, slots=True)
class Law:
    """Numbers that hold on one day, and which of them were read.

    `applies_to` narrows a number to a kind of organisation; a row without it holds for all.
    A verified row wins over an unverified one of the same key and day.
    """

    day: date
    parameters: tuple[Parameter, ...]
    read: list[Parameter] = field(default_factory=list)

    def parameter(self, key: str, applies_to: str = "") -> Limit:
        """The number of any unit.

        Raises:
            UnknownParameter: none holds on this day.
        """
        found = [
            p
            for p in self.parameters
            if p.key == key and p.applies_to in {"", applies_to} and p.holds_on(self.day)
        ]
        if not found:
            suffix = f" for {applies_to}" if applies_to else ""
            raise UnknownParameter(f"no parameter {key}{suffix} on {self.day}: add it to statutes/parameters")
        best = max(found, key=lambda p: (bool(p.applies_to), p.verified, p.valid_from or date.min))
        self.read.append(best)
        return Limit(best)

    def has(self, key: str, applies_to: str = "") -> bool:
        """Whether a number of this key holds on this day."""
        return any(
            p.key == key and p.applies_to in {"", applies_to} and p.holds_on(self.day)
            for p in self.parameters
        )

    def days(self, key: str, applies_to: str = "") -> Limit:
        """A number of calendar days."""
        return self._of(key, "day", applies_to)

    def workdays(self, key: str, applies_to: str = "") -> Limit:
        """A number of working days."""
        return self._of(key, "workday", applies_to)

    def months(self, key: str, applies_to: str = "") -> Limit:
        """A number of months."""
        return self._of(key, "month", applies_to)

    def years(self, key: str, applies_to: str = "") -> Limit:
        """A number of years."""
        return self._of(key, "year", applies_to)

    def bp(self, key: str, applies_to: str = "") -> Limit:
        """A ratio in basis points."""
        return self._of(key, "bp", applies_to)

    def fen(self, key: str, applies_to: str = "") -> Limit:
        """An amount in fen."""
        return self._of(key, "fen", applies_to)

    def number(self, key: str, applies_to: str = "") -> Limit:
        """A plain count, such as members of a board."""
        return self._of(key, "number", applies_to)

    def part(self, key: str, applies_to: str = "") -> Limit:
        """A share as one in so many: at most a third is `count * limit <= whole`."""
        return self._of(key, "part", applies_to)

    def watched(self) -> "Law":
        """The same law with an empty list of what was read."""
        return Law(self.day, self.parameters)

    @property
    def rests_on_unverified(self) -> bool:
        """Whether a number that was read is not verified."""
        return any(not parameter.verified for parameter in self.read)

    def _of(self, key: str, unit: str, applies_to: str) -> Limit:
        limit = self.parameter(key, applies_to)
        if limit.unit != unit:
            raise UnknownParameter(f"parameter {key} is in {limit.unit}, not in {unit}")
        return limit


def law_on(day: date) -> Law:
    """The law as it stands on this day."""
    return Law(day, statutes().parameters)
