"""Choosing a port. Granian sets SO_REUSEPORT, so two installations could share one without an error."""

import socket

from launcher.places import Trouble


class Port:
    """A TCP port that we hold for life: by an abstract socket of its number."""

    def __init__(self, number: int, guard: socket.socket) -> None:
        self.number = number
        self._guard = guard

    def release(self) -> None:
        """Let others have it."""
        self._guard.close()


def hold(number: int) -> Port | None:
    """Hold this port if nobody has it."""
    guard = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        guard.bind(f"\0qianshan-port-{number}")
    except OSError:
        guard.close()
        return None
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        if not _free(family, address, number):
            guard.close()
            return None
    return Port(number, guard)


def _free(family: socket.AddressFamily, address: str, number: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, number))
            probe.listen(1)
    except OSError as error:
        return family == socket.AF_INET6 and error.errno != 98
    return True


def choose(wanted: int | None, first: int) -> Port:
    """Hold the wanted port, or the first free one from `first` on.

    Raises:
        Trouble: the wanted port is busy, or none of a hundred is free.
    """
    if wanted is not None:
        port = hold(wanted)
        if port is None:
            raise Trouble(
                f"port {wanted} is busy. Choose another with --port, or leave it out: a free one is found."
            )
        return port
    for number in range(first, first + 100):
        port = hold(number)
        if port is not None:
            return port
    raise Trouble(f"no free port from {first} to {first + 99}.")
