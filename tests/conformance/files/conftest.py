"""A sandbox of the test's own, run in this process; the product reaches it by HTTP only."""

import threading
from collections.abc import Iterator

import pytest

from sandbox.build import build
from sandbox.frame.app import App
from sandbox.frame.server import make_server


@pytest.fixture
def outside(tmp_path) -> Iterator[App]:
    """The sandbox's application, answering at `outside.base_url`, sixty times faster than outside."""
    app = build(tmp_path / "sandbox", base_url="", speed=60)
    server = make_server(app, 0)
    app.base_url = f"http://127.0.0.1:{server.server_port}"
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True),
        threading.Thread(target=app.run_ticks, daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield app
    app.stop()
    server.shutdown()
    server.server_close()
    for thread in threads:
        thread.join(timeout=5)
