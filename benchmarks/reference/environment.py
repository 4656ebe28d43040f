"""An environment of its own for a reference library, from its hash-locked file; made once, kept in `.state`."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / ".state" / "references"


def python_of(name: str) -> Path:
    """The Python of the environment in which `<name>.txt` is installed."""
    lock = HERE / f"{name}.txt"
    mark = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    place = KEPT / f"{name}-{mark}"
    python = place / "bin" / "python"
    if not (place / "ready").exists():
        uv = Path(sys.prefix) / "bin" / "uv"
        venv.EnvBuilder(with_pip=not uv.exists(), clear=True, symlinks=True).create(place)
        install = (
            [str(uv), "pip", "install", "--quiet", "--python", str(python)]
            if uv.exists()
            else [str(python), "-m", "pip", "install", "--quiet", "--no-input"]
        )
        subprocess.run(
            [*install, "--no-deps", "--require-hashes", "-r", str(lock)], check=True, stdout=sys.stderr
        )
        (place / "ready").touch()
    return python
