"""Jobs of no slice: taking up what a killed worker left."""

from procrastinate.contrib.django import app

_SILENT_SECONDS = 20


@app.periodic(cron="* * * * * */15")
@app.task(name="project.rescue_jobs", queueing_lock="project.rescue_jobs")
async def rescue_jobs(timestamp: int) -> None:
    """Put jobs back whose worker has not been heard of for twenty seconds.

    A killed worker leaves its job as being done, and its lock with it: nothing behind that lock would
    ever run again. Every task of ours may run twice.
    """
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS)
    for job in stalled:
        await app.job_manager.retry_job(job)
