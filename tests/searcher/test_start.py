"""The console script."""

import subprocess
import sys

import pytest

#: Interrupts the process when a module is looked for, as somebody does who types Ctrl-C.
INTERRUPTED = """
import os, signal, sys

class Interrupts:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "{}":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts)
from searcher.start import main
sys.argv = ["searcher", "parse", "-"]
main()
"""


@pytest.mark.parametrize("module", ["click", "searcher.commands.arguments"])
def test_an_interrupt_while_it_is_loaded(module: str) -> None:
    """One line, and no traceback."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(module)],
        input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().startswith("searcher: interrupted")
    assert done.stderr.strip().count("\n") == 0


def test_its_status() -> None:
    """That of the command line."""
    code = "from searcher.start import main; main()"
    for argument, status in (("--version", 0), ("--nonsuch", 2)):
        done = subprocess.run(
            [sys.executable, "-c", code, argument], capture_output=True, check=False
        )
        assert done.returncode == status
