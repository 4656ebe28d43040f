"""A job that a killed worker left is done after all, and its lock does not hold up others."""

import asyncio

import psycopg
import pytest
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from qianshan.project.jobs import rescue_jobs


@app.task(name="tests.rescued", lock="tests.rescued", queueing_lock="tests.rescued")
def rescued() -> None:
    """Do nothing."""


def _killed(dsn):
    """The job as a worker leaves it that is gone."""
    rescued.defer()
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL, attempts = 1")


async def _rescue(dsn):
    with app.replace_connector(PsycopgConnector(conninfo=dsn)) as opened:
        async with opened.open_async():
            await rescue_jobs.func(0)


@pytest.mark.parametrize("another_waits", [False, True])
def test_a_job_of_a_killed_worker_is_put_back_or_closed(fresh_db, owner_dsn, another_waits):
    dsn = owner_dsn(fresh_db)
    _killed(dsn)
    if another_waits:
        rescued.defer()

    asyncio.run(_rescue(dsn))

    states = sorted(
        ProcrastinateJob.objects.filter(task_name="tests.rescued").values_list("status", flat=True)
    )
    assert states == (["failed", "todo"] if another_waits else ["todo"])
