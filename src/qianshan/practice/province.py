"""The stages in their order."""

from collections.abc import Iterator
from datetime import datetime

from qianshan.practice.stages import ground


def make(now: datetime) -> Iterator[str]:
    """Make the small province as of `now`; yields what was done, in counts."""
    laid = ground.lay(now)
    yield (
        f"{len(laid.organisations)} organisations, {len(laid.charities)} of them charities, "
        f"{len(laid.persons)} members of staff"
    )
