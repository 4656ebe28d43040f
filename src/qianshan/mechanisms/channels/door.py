"""The door for notifications: a WSGI callable in front of Django.

`POST /channels/<channel>/<merchant number>`: read the raw bytes (at most 64 KB), verify, store by
one autocommitted INSERT on a pool of its own, answer. It touches no order and no fund, opens no
transaction, writes no act, wakes nobody. Through Django's middleware the rate falls to a third.

Answers: 204 taken (a repeat too), 400 unreadable, 401 not the channel's or too old, 404 no such
account, 405, 411 and 413, 503 when it could not be stored: then the channel tries again.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.db import DatabaseError, connection
from psycopg_pool import ConnectionPool, PoolTimeout

from qianshan.mechanisms.channels.inbox import INSERT, inbox_values
from qianshan.mechanisms.channels.port import Forged, Merchant
from qianshan.mechanisms.channels.registry import channel, merchant_by_number

PREFIX = "/channels/"
LONGEST_BODY = 64 * 1024
_WAIT_SECONDS = 3.0
CONNECTIONS = 8
StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
log = logging.getLogger("qianshan.channels")

_ANSWERS = {
    204: "204 No Content",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    411: "411 Length Required",
    413: "413 Content Too Large",
    503: "503 Service Unavailable",
}
_WORDS = {
    400: "报文无法识别",
    401: "签名验证未通过",
    404: "没有这个商户",
    405: "只接受 POST",
    411: "须有 Content-Length",
    413: "报文超过 64 KB",
    503: "暂时无法保存，请重试",
}


def notification_door(application: Wsgi) -> Wsgi:
    """Answer notifications here and hand everything else on."""

    def serve(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(PREFIX):
            return application(environ, start_response)
        status = _take(environ)
        if status == 204:  # noqa: PLR2004
            start_response(_ANSWERS[204], [])
            return [b""]
        body = f'{{"code":"FAIL","message":"{_WORDS[status]}"}}'.encode()
        start_response(
            _ANSWERS[status],
            [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))],
        )
        return [body]

    return serve


def _take(environ: dict[str, Any]) -> int:
    if environ["REQUEST_METHOD"] != "POST":
        return 405
    size = environ.get("CONTENT_LENGTH") or ""
    if not size.isdigit():
        return 411
    if int(size) > LONGEST_BODY:
        return 413
    name, _, number = environ["PATH_INFO"][len(PREFIX) :].strip("/").partition("/")
    try:
        merchant = merchant_by_number(name, number)
    except DatabaseError:
        log.exception("merchant accounts cannot be read")
        connection.close()
        return 503
    if merchant is None:
        return 404
    return _verify_and_store(merchant, environ, environ["wsgi.input"].read(int(size)))


def _verify_and_store(merchant: Merchant, environ: dict[str, Any], body: bytes) -> int:
    headers = {
        key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")
    }
    try:
        notice = channel(merchant.channel).verify_notification(merchant, headers, body)
    except Forged as forged:
        log.warning("notification for %s %s refused: %s", merchant.channel, merchant.number, forged)
        return 401
    except (KeyError, ValueError, TypeError) as unreadable:
        log.warning(
            "notification for %s %s unreadable: %s", merchant.channel, merchant.number, type(unreadable)
        )
        return 400
    values = inbox_values(merchant, notice, source="notification", body=body)
    try:
        with pool().connection(timeout=_WAIT_SECONDS) as stored:
            stored.execute(INSERT, values, prepare=True)
    except (psycopg.Error, PoolTimeout):
        log.exception("a notification for %s %s could not be stored", merchant.channel, merchant.number)
        return 503
    return 204


_pools: dict[str, ConnectionPool] = {}
_lock = threading.Lock()


def pool() -> ConnectionPool:
    """This process's pool of autocommitting connections to the current database."""
    name = str(connection.settings_dict["NAME"])
    found = _pools.get(name)
    if found is not None:
        return found
    with _lock:
        if name not in _pools:
            parameters = connection.get_connection_params()
            wanted = ("host", "port", "user", "password", "dbname")
            _pools[name] = ConnectionPool(
                kwargs={
                    **{key: parameters[key] for key in wanted if parameters.get(key)},
                    "autocommit": True,
                    "application_name": "qianshan-inbox",
                },
                min_size=1,
                max_size=CONNECTIONS,
                open=True,
                name="inbox",
            )
        return _pools[name]


def close_pools() -> None:
    """Close the pools of this process (end of a test or of the process)."""
    with _lock:
        while _pools:
            _pools.popitem()[1].close()
