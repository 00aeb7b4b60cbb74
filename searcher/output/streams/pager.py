"""The pager: which command it is, and text that goes through it."""

import contextlib
import io
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import click

from searcher import safe_text

if TYPE_CHECKING:
    from subprocess import Popen

#: The variable of the environment that names the pager of this program.
ENVIRONMENT = "SEARCHER_PAGER"
#: The keys in the metadata of click's context of the pager that was asked for, and of the one that
#: the config file names; "" for none.
ASKED, DEFAULT = "searcher.pager", "searcher.pager.default"
_LESS = "less"
#: What those variables are set to that are not set: `less` ends at once if all fits, shows colours,
#: and leaves the text on the screen; `lv` shows colours.
_VARIABLES = {"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c"}
#: What only a shell understands. A command without it is run without one.
_SHELL = r"[|&;<>()$`\\\n*?\[\]{}~#!]|^\s*\w+="
#: The exit statuses of a shell that cannot run a command.
_NOT_RUN = (126, 127)
#: So much text is kept in case that the pager cannot be run: more than a pipe takes.
_KEPT = 1 << 18


def command() -> str:
    """The command of the pager, or "" for none.

    What names the pager of this program comes before what names that of all programs: the option,
    `$SEARCHER_PAGER`, the config file, then `$PAGER`, then `less`.
    """
    context = click.get_current_context(silent=True)
    meta = context.meta if context else {}
    for said in (
        meta.get(ASKED),
        os.environ.get(ENVIRONMENT),
        meta.get(DEFAULT),
        os.environ.get("PAGER"),
    ):
        if said is not None:
            return "" if said.strip() in ("", "cat") else said
    return "" if os.environ.get("TERM") == "dumb" else _LESS


def arguments(named: str, first: int = 0) -> list[str] | None:
    """The command as a process is started with; None if there is no such program.

    Args:
        named: the command as somebody wrote it.
        first: the line to begin with, from 0, as far as the pager is `less`.
    """
    # Short output has no pager.
    import shlex
    import shutil

    if os.name != "nt" and re.search(_SHELL, named):
        return ["/bin/sh", "-c", named] if _is_shell(named) else None
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:
        return None
    if not words or shutil.which(words[0]) is None:
        return None
    if first and os.path.basename(words[0]) == _LESS:  # noqa: PTH119 - a word, not a path
        words.append(f"+{first + 1}")
    return words


def _is_shell(named: str) -> bool:
    """Whether a shell can read a command. It is not run."""
    # Most pagers need no shell.
    import subprocess

    read = subprocess.run(
        ["/bin/sh", "-n", "-c", named],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return read.returncode == 0


class _Paged(io.StringIO):
    """Text for a terminal. A pager shows it as soon as there is more of it than fits.

    Args:
        out: the terminal.
        rows: its height.
        named: the command of the pager.
        seek: the line to begin with begins so; all text is kept until the end then.
    """

    encoding = "utf-8"

    def __init__(self, out: TextIO, rows: int, named: str, seek: re.Pattern[str] | None) -> None:
        super().__init__()
        self._out = out
        self._rows = rows
        self._named = named
        self._seek = seek
        self._lines = 0
        self._process: Popen[bytes] | None = None
        self._is_direct = False

    @property
    def is_shown(self) -> bool:
        """Whether a pager shows it."""
        return self._process is not None

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        """Keep text, or hand it on.

        Raises:
            BrokenPipeError: whoever reads has seen enough.
        """
        if self._is_direct:
            return self._out.write(text)
        if self._process is None or self.tell() < _KEPT:
            super().write(text)
        if self._process is not None:
            self._hand_on(text)
            return len(text)
        self._lines += text.count("\n")
        if self._seek is None and self._lines >= self._rows - 1:
            self._start()
        return len(text)

    def flush(self) -> None:
        """Hand on what the stream of the terminal keeps."""
        if self._is_direct:
            self._out.flush()

    def finish(self) -> None:
        """Print what was short, or wait until somebody leaves the pager."""
        if self._process is None and not self._is_direct:
            if self._lines >= self._rows - 1:
                with contextlib.suppress(BrokenPipeError):
                    self._start()
            else:
                self._print_kept()
        if self._process is not None:
            self._wait()
            if self._process.returncode in _NOT_RUN:
                self._without_pager()

    def _start(self) -> None:
        # Most output is short.
        import subprocess

        words = arguments(self._named, self._first_line())
        if words is None:
            self._without_pager()
            return
        # What is on the terminal already stays above.
        self._out.flush()
        try:
            self._process = subprocess.Popen(
                words, stdin=subprocess.PIPE, env={**_VARIABLES, **os.environ}
            )
        except OSError:
            self._without_pager()
            return
        self._hand_on(self.getvalue())

    def _hand_on(self, text: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(text.encode(errors="replace"))
        except BrokenPipeError:
            self._wait()
            if self._process.returncode not in _NOT_RUN:
                raise
            self._without_pager()

    def _wait(self) -> None:
        """Wait for the pager to end. It is for the pager to say what Ctrl-C does."""
        assert self._process is not None
        assert self._process.stdin is not None
        while True:
            try:
                with contextlib.suppress(BrokenPipeError):
                    self._process.stdin.close()
                self._process.wait()
            except KeyboardInterrupt:
                continue
            return

    def _without_pager(self) -> None:
        self._process = None
        self._print_kept()
        # The default may be missing: nobody asked for it.
        if self._named != _LESS:
            self._out.flush()
            named = safe_text.shortened(self._named, 60)
            safe_text.warn(f"the pager cannot be run: {named}; --no-pager prints without one")

    def _print_kept(self) -> None:
        self._is_direct = True
        self._out.write(self.getvalue())

    def _first_line(self) -> int:
        """The line that is to be the first one on the screen; 0 for the beginning.

        What is sought has a third of the screen above it.
        """
        if self._seek is None:
            return 0
        for number, line in enumerate(self.getvalue().splitlines()):
            if self._seek.match(line):
                return 0 if number < self._rows * 2 // 3 else number - self._rows // 3
        return 0


@contextlib.contextmanager
def through(out: TextIO, rows: int, seek: str = "") -> Iterator[TextIO]:
    """A stream for text that a pager shows if it is longer than the screen.

    Whoever leaves the pager has seen enough: the block ends, and what follows it goes on.

    Args:
        out: the terminal.
        rows: its height.
        seek: how the line begins that is to be seen first; codes for colours may precede it.
    """
    named = command()
    if not named:
        yield out
        return
    sought = re.compile(rf"(?:\x1b\[[0-9;]*m)*{re.escape(seek)}") if seek else None
    paged = _Paged(out, rows, named, sought)
    try:
        with contextlib.suppress(BrokenPipeError):
            yield paged
    except KeyboardInterrupt:
        # Whoever has a pager before them wants no more lines, and leaves when they like.
        if not paged.is_shown:
            raise
    finally:
        paged.finish()
