"""The console script: from here on Ctrl-C is one line, also while the command line is loaded."""

import contextlib
import os


def main() -> None:
    """Load the command line and run it; the process ends with its status."""
    try:
        # What is interrupted is mostly this.
        from searcher.cli import main as run

        run()
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            os.write(2, b"\nsearcher: interrupted\n")
        os._exit(2)
