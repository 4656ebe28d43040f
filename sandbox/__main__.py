"""`python -m sandbox --port P --data DIR`: runs until SIGTERM or SIGINT."""

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from sandbox.build import build
from sandbox.frame.server import make_server


def main() -> None:
    """Serve on 127.0.0.1 and say where."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0 lets the system choose")
    parser.add_argument("--data", type=Path, required=True, help="folder for its state")
    parser.add_argument(
        "--speed",
        type=float,
        default=float(os.environ.get("QIANSHAN_SANDBOX_SPEED", "1")),
        help="how many times faster than the vendors the retries run",
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    app = build(options.data, base_url=f"http://127.0.0.1:{options.port}", speed=options.speed)
    server = make_server(app, options.port)
    app.base_url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=app.run_ticks, daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    sys.stdout.write(f"Sandbox: {app.base_url}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.2)
    app.stop()


if __name__ == "__main__":
    main()
