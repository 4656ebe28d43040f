"""State folders, the lock, ports and stamps of the launcher."""

import os
import socket
import subprocess
import sys

import pytest

from launcher import ports
from launcher.__main__ import COMMANDS, module_of, usage
from launcher.places import CHECKOUT, Lock, State, Trouble, digest


def test_each_command_has_a_module_and_a_line():
    assert all(callable(module_of(name).run) for name in COMMANDS)
    assert all(name in usage() for name in COMMANDS)


def test_a_second_instance_of_one_folder_is_refused_by_name(tmp_path):
    state = State.at(str(tmp_path))
    first, second = Lock(state), Lock(state)
    first.required()
    first.tell(url="http://localhost:8000")

    with pytest.raises(Trouble, match=rf"pid {os.getpid()}, http://localhost:8000"):
        second.required()


def test_two_folders_have_two_names(tmp_path):
    assert State.at(str(tmp_path / "a")).name != State.at(str(tmp_path / "b")).name


def test_a_stamp_changes_with_a_file_and_stands_otherwise(tmp_path):
    state, file = State.at(str(tmp_path)), tmp_path / "lock.txt"
    file.write_text("one")
    state.stamp("packages", digest(file))

    assert state.stamped("packages", digest(file))
    file.write_text("two")
    assert not state.stamped("packages", digest(file))


def test_a_held_port_is_not_given_twice():
    held = ports.choose(None, 28_000)
    other = ports.choose(None, 28_000)

    assert other.number != held.number
    with pytest.raises(Trouble, match=f"port {held.number} is busy"):
        ports.choose(held.number, 28_000)
    held.release()
    other.release()


def test_a_port_that_a_stranger_listens_on_is_busy():
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        number = stranger.getsockname()[1]

        with pytest.raises(Trouble, match=f"port {number} is busy"):
            ports.choose(number, 8000)


def test_a_bare_call_lists_the_commands():
    done = subprocess.run([str(CHECKOUT / "qianshan")], capture_output=True, text=True, check=True,
                          env={**os.environ, "QIANSHAN_PYTHON": sys.executable})  # fmt: skip

    assert done.stdout.strip() == usage()


def test_an_unknown_command_is_named():
    done = subprocess.run([str(CHECKOUT / "qianshan"), "fly"], capture_output=True, text=True, check=False,
                          env={**os.environ, "QIANSHAN_PYTHON": sys.executable})  # fmt: skip

    assert done.returncode == 2
    assert "There is no command 'fly'." in done.stderr
