"""A server for tests: `searcher serve` as its users start it, in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://[^\s]+")
#: How long the server may take to stop, in seconds.
_PATIENCE = 20


@contextmanager
def served(index: Path, *options: str) -> Iterator[str]:
    """The address of a server of an index."""
    command = [sys.executable, "-m", "searcher", "serve", "--port", "0", "--index", str(index)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = _ADDRESS.search(said)
            assert found, said
            yield found[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
