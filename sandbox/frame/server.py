"""The HTTP server: one thread a connection, HTTP/1.1 with keep-alive."""

import logging
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from sandbox.frame.app import App
from sandbox.frame.http import Request, Response, text

_MAX_BODY = 32 * 1024 * 1024
log = logging.getLogger("sandbox")


def make_server(app: App, port: int) -> ThreadingHTTPServer:
    """A server on 127.0.0.1; port 0 lets the system choose."""

    class Handler(_Handler):
        """Bound to this application."""

        application = app

    class Server(ThreadingHTTPServer):
        """Threads end with the process; a burst of connections may queue."""

        daemon_threads = True
        request_queue_size = 256

    return Server(("127.0.0.1", port), Handler)


class _Handler(BaseHTTPRequestHandler):
    application: App
    protocol_version = "HTTP/1.1"
    server_version = "sandbox"
    sys_version = ""
    timeout = 60

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _serve(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > _MAX_BODY:
            self.close_connection = True
            self._send(text("413 太大\n", 413))
            return
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(parts.path),
            target=self.path,
            query={key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()},
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size) if size else b"",
        )
        try:
            answer = self.application.answer(request)
        except Exception:
            log.exception("%s %s", self.command, parts.path)
            answer = text("500 沙盒内部出错，详见它的日志\n", 500)
        self._send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815  (names of the library)

    def _send(self, answer: Response) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "HEAD" or answer.status == 204:
            return
        half = len(answer.body) // 2 if answer.pause else 0
        self.wfile.write(answer.body[:half])
        if answer.pause:
            self.wfile.flush()
            time.sleep(answer.pause)
        self.wfile.write(answer.body[half:])

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)
