"""A shell on a terminal of its own, into which tests type."""

import os
import pty
import re
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from searcher.commands.completing.reply import SHELLS

#: Ctrl-T shows the command line between these.
BEGIN, END = "<<<", ">>>"
#: What each shell is told first: to show its command line on Ctrl-T, and that it is ready.
_SETUP = {
    "bash": (
        "PS1='$ '; bind 'set bell-style none'; bind 'set enable-bracketed-paste off';"
        """ bind -x '"\\C-t": printf "\\n<<%s%s>>%s\\n" "<" "$READLINE_LINE" ">"';"""
        ' eval "$(searcher completion bash)"; printf "%s%s\\n" READ Y'
    ),
    "zsh": (
        "PS1='$ '; unsetopt beep prompt_sp; autoload -Uz compinit; compinit -D -u;"
        ' show() { print -r -- ""; print -r -- "<<""<$BUFFER>"">>" };'
        ' zle -N show; bindkey "^T" show;'
        ' eval "$(searcher completion zsh)"; printf "%s%s\\n" READ Y'
    ),
    "fish": (
        "function fish_prompt; echo '$ '; end; searcher completion fish | source;"
        ' bind \\ct \'echo; echo "<<""<"(commandline)">"">>"\'; printf \'%s%s\\n\' READ Y'
    ),
}
_START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
#: A shell that answers nothing for so long hangs, in seconds.
_LONGEST = 30.0
_CODES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>])|\r"
)


class Shell:
    """A shell that runs on a terminal.

    Args:
        process: its id.
        terminal: our end of the terminal.
    """

    def __init__(self, process: int, terminal: int) -> None:
        self._process = process
        self._terminal = terminal
        self._seen = ""

    def type(self, keys: str) -> None:
        """Type keys, as a person does."""
        os.write(self._terminal, keys.encode())

    def until(self, wanted: str) -> str:
        """What the shell has printed since the last call, up to a text.

        Raises:
            TimeoutError: the text does not come.
        """
        limit = time.monotonic() + _LONGEST
        while wanted not in (shown := _CODES.sub("", self._seen)):
            ready, _, _ = select.select([self._terminal], [], [], limit - time.monotonic())
            if not ready:
                raise TimeoutError(f"no {wanted!r} in {shown!r}")
            self._seen += os.read(self._terminal, 65536).decode(errors="replace")
        before, _, after = shown.partition(wanted)
        self._seen = after
        return before + wanted

    def line(self, keys: str) -> str:
        """The command line after some keys; then it is empty again."""
        self.type(f"{keys}\x14")
        shown = self.until(END)
        self.type("\x05\x15")
        return shown.rpartition(BEGIN)[2].removesuffix(END)

    def close(self) -> None:
        """End it."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)


@contextmanager
def opened(name: str, home: Path, environment: Mapping[str, str]) -> Iterator[Shell]:
    """A shell with its completion of searcher, in a folder that is its home."""
    if shutil.which(name) is None:
        assert "CI" not in os.environ, f"CI lacks {name}"
        pytest.skip(f"there is no {name}")
    assert name in SHELLS
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {"HOME": str(home), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8", **environment}
    own |= {"SEARCHER_SCREEN": "all", "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(home)
        os.execvpe(_START[name][0], _START[name], own)
    shell = Shell(process, terminal)
    try:
        shell.type(f"{_SETUP[name]}\n")
        shell.until("READY")
        yield shell
    finally:
        shell.close()
