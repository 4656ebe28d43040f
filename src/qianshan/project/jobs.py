"""Jobs of no slice: taking up what a killed worker left."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

_SILENT_SECONDS = 20


@app.periodic(cron="* * * * * */15")
@app.task(name="project.rescue_jobs", queueing_lock="project.rescue_jobs")
async def rescue_jobs(timestamp: int) -> None:
    """Put jobs back whose worker has not been heard of for twenty seconds.

    A killed worker leaves its job as being done, and its lock with it: nothing behind that lock would
    ever run again. Every task of ours may run twice. Where the next of its kind waits already, the dead
    one is closed, since only one may wait.
    """
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS)
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
