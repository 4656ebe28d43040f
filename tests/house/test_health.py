"""Health: the process answers without the database, readiness only with it."""

import pytest
from django.db import DatabaseError, connection


def test_health_needs_no_database(client):
    assert client.get("/healthz").content.startswith(b"ok ")


@pytest.mark.django_db
def test_readiness_asks_the_database(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_without_the_database_it_is_not_ready(client, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/readyz").status_code == 503
