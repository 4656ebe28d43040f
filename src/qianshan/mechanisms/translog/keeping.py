"""The log's folder in backups: copied whole, taken in without ever putting an older log over a newer one."""

import os
import shutil
from pathlib import Path

from qianshan.mechanisms.merkle.kernel import ProofFails, consistency_proof, verify_consistency
from qianshan.mechanisms.translog.files import ASK_WITNESS, CHECKPOINT, VKEY, WITNESSED, LogFiles, TileMissing
from qianshan.mechanisms.translog.heads import WouldFork, checkpoint_of, demand_tiles, verifier_of
from qianshan.mechanisms.translog.kernel.checkpoint import Checkpoint
from qianshan.mechanisms.translog.kernel.tiles import subtree_reader
from qianshan.mechanisms.translog.witnessing import WITNESSES

_TEXTS = (VKEY, WITNESSES, WITNESSED, CHECKPOINT)


def copy_log(target: Path) -> int:
    """Copy the log to a folder as it is at this moment; returns the size of the published tree."""
    files = LogFiles.current()
    target.mkdir(parents=True)
    with files.writing():
        for path in sorted((files.root / "tile").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                _link(path, target / path.relative_to(files.root))
        for name in _TEXTS:
            text = files.text(name)
            if text is not None:
                (target / name).write_text(text, "utf-8")
        checkpoint = checkpoint_of(files)
    return checkpoint.size if checkpoint else 0


def _link(source: Path, target: Path) -> None:
    """Tiles never change, so a second name will do where the disk is the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def take_in_log(source: Path) -> int:
    """Take in the log of a backup; what is published here and newer stays. Returns the size of the tree.

    Raises:
        WouldFork: the two are not one log, or the greater one is not whole.
    """
    here, there = LogFiles.current(), LogFiles(source)
    with here.writing():
        have, given = checkpoint_of(here), checkpoint_of(there)
        if given is None:
            return have.size if have else 0
        _demand_one_log(here, there, have, given)
        _fill(there, here)
        if have is None or have.size < given.size:
            for name in _TEXTS:
                text = there.text(name)
                if text is not None:
                    here.put_text(name, text)
        return max(given.size, have.size if have else 0)


def _demand_one_log(here: LogFiles, there: LogFiles, have: Checkpoint | None, given: Checkpoint) -> None:
    if have is not None and verifier_of(here) != verifier_of(there):
        raise WouldFork(f"the log here is {have.origin}, that of the backup {given.origin}, with another key")
    greater, files = (have, here) if have is not None and have.size >= given.size else (given, there)
    smaller = given if greater is have else have
    try:
        demand_tiles(files, greater.size, greater.root)
        if smaller is not None:
            path = consistency_proof(smaller.size, greater.size, subtree_reader(greater.size, files.read))
            verify_consistency(smaller.size, smaller.root, greater.size, greater.root, path)
    except (ProofFails, TileMissing) as error:
        raise WouldFork(f"the log here and that of the backup are not one: {error}") from error


def _fill(there: LogFiles, here: LogFiles) -> None:
    """Bring tiles that are missing here; what is here stays."""
    for path in sorted((there.root / "tile").rglob("*")):
        place = here.root / path.relative_to(there.root)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def ask_witness_first() -> None:
    """After a restore: sign nothing before the witness has said what it has seen."""
    LogFiles.current().put_text(ASK_WITNESS, "restored\n")
