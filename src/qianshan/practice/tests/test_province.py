"""The practice province is made through the commands, once, and only in a practice database."""

from datetime import UTC, datetime

import pytest

from qianshan.charities.api import charities
from qianshan.mechanisms.access.api import organisations
from qianshan.practice.stages import ground
from qianshan.practice.world.organisations import CHARITIES, OFFICES
from qianshan.practice.world.people import STAFF

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_ground_holds_who_the_world_names():
    laid = ground.lay(AT)

    assert len(organisations(list(laid.organisations.values()))) == len(OFFICES) + len(CHARITIES)
    assert {row.uscc for row in charities(on=AT.date(), recognised=False)} == {
        story.uscc for story in CHARITIES
    }
    assert set(laid.persons) == {person.slug for person in STAFF}
