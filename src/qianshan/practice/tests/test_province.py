"""The practice province is made through the commands, once, and only in a practice database."""

from datetime import UTC, datetime

import pytest

from qianshan.charities.api import charities
from qianshan.disclosure.api import calendar
from qianshan.fundraising.api import plans as all_plans
from qianshan.mechanisms.access.api import organisations
from qianshan.mechanisms.obligations.api import State
from qianshan.practice.province import OLD
from qianshan.practice.stages import ground, plans, reports
from qianshan.practice.world.organisations import CHARITIES, OFFICES
from qianshan.practice.world.people import STAFF
from qianshan.practice.world.projects import PROJECTS

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_ground_holds_who_the_world_names():
    laid = ground.lay(AT - OLD)

    assert len(organisations(list(laid.organisations.values()))) == len(OFFICES) + len(CHARITIES)
    assert {row.uscc for row in charities(on=AT.date(), recognised=False)} == {
        story.uscc for story in CHARITIES
    }
    assert set(laid.persons) == {person.slug for person in STAFF}


@pytest.mark.django_db
def test_the_projects_stand_in_five_states(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    laid = ground.lay(AT - OLD)
    codes = plans.raise_right(laid, AT)

    filed = {plan.name for plan in all_plans()}
    assert filed == {story.name for story in PROJECTS if story.state == "filed"}
    assert set(codes) == {story.key for story in PROJECTS}


@pytest.mark.django_db
def test_reports_are_in_time_late_and_missing(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    laid = ground.lay(AT - OLD)
    codes = plans.raise_right(laid, AT)

    published = reports.publish_due(laid, AT)

    assert (published.late, published.missing) == (1, 1)
    assert published.kept >= 3
    states = [one.state for one in calendar(codes["reading"], AT.date())]
    assert State.MISSING in states
    assert State.LATE in states
    assert State.KEPT in states
