"""A bare WSGI function: read the body, insert one row, answer 204. Same server, pool size and threads as ours."""

import os

from psycopg_pool import ConnectionPool

INSERT = "INSERT INTO plain (body) VALUES (%s)"
pool = ConnectionPool(
    os.environ["BARE_DSN"],
    kwargs={"autocommit": True},
    min_size=1,
    max_size=int(os.environ["BARE_POOL"]),
    open=True,
)


def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    with pool.connection() as connection:
        connection.execute(INSERT, [body], prepare=True)
    start_response("204 No Content", [])
    return [b""]
