"""Jobs that commands defer inside a worker are committed with the command, not before it."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from qianshan.project.management.commands.worker import worker_app


def test_the_worker_keeps_djangos_connection_for_what_is_deferred():
    made = worker_app()

    assert not isinstance(made.connector, DjangoConnector)
    assert isinstance(app.connector, DjangoConnector)
    task = made.tasks["notices.send"]
    assert isinstance(task.configure().job_manager.connector, DjangoConnector)
