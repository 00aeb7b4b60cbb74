"""The command `sqlite-utils`, which is installed into an environment of its own.

At every start it looks through all packages of its environment for plugins. In one that it
shares with this project and its tools, that took half of its time.
"""

import subprocess
import sys
from pathlib import Path

from tests.bench.process import REPOSITORY

#: `make bench` makes it.
ENVIRONMENT = REPOSITORY / ".venv-peers"


def command(environment: Path = ENVIRONMENT) -> str | None:
    """The path of the command, or None where it is not installed."""
    folder, suffix = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
    path = environment / folder / f"sqlite-utils{suffix}"
    return str(path) if path.exists() else None


def version(environment: Path = ENVIRONMENT) -> str | None:
    """The version that is installed, or None."""
    if (path := command(environment)) is None:
        return None
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]
