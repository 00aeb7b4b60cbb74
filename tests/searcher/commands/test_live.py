"""`searcher live`, and `searcher` alone: who gets a session, and which."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from searcher import cli
from tests.conftest import Run

_PROBE = """
import json, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "textual" and %r:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
from searcher import cli
import importlib.util
if %r:
    found = importlib.util.find_spec
    importlib.util.find_spec = lambda name, package=None: None if name == "textual" else found(name)
status = cli.run(sys.argv[1:])
print(json.dumps([status, "textual" in sys.modules, "numpy" in sys.modules]))
"""


def at_terminal(
    arguments: Sequence[str | Path], typed: str, *, term: str = "xterm", lacks: bool = True
) -> tuple[str, list[object]]:
    """What a process prints on a terminal of its own; its status, and whether it has Textual."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _PROBE % (lacks, lacks), *map(str, arguments)],
        stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True,
        env={**os.environ, "TERM": term, "COLUMNS": "80", "LINES": "30"},
    )  # fmt: skip
    os.close(terminal)
    os.write(controller, typed.encode())
    said = b""
    while True:
        try:
            part = os.read(controller, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(controller)
    process.wait(60)
    text = re.sub(r"\x1b\[[0-9;?]*[a-z]", "", said.decode().replace("\r\n", "\n"))
    return text, json.loads(text.strip().splitlines()[-1])


def test_without_a_terminal_there_is_the_help(run: Run) -> None:
    """As before there were sessions; `searcher live` says what it lacks."""
    assert run() == run("--help")
    done = run("live")
    assert (done.status, done.out) == (2, "")
    assert "a session needs a terminal" in done.err
    assert run("--index", "nowhere").status == 2


@pytest.mark.slow
def test_without_the_extra_there_is_a_prompt(samples_index: Path) -> None:
    """It says once how to install the extra. Options narrow the session."""
    said, (status, *_) = at_terminal(["--index", samples_index], "plateau\nq\n")
    assert status == 0
    assert said.count("pip install 'transcript-searcher[live]'") == 1
    assert "10 programs, 162 turns" in said
    assert "1 turn\n" in said
    narrowed: list[str | Path] = [
        "live",
        "--speaker",
        "adeyinka",
        "--index",
        samples_index,
        "M protein",
    ]
    said, (status, *_) = at_terminal(narrowed, "q\n")
    assert status == 0
    assert "speaker adeyinka" in said


@pytest.mark.slow
def test_a_terminal_without_a_cursor(samples_index: Path) -> None:
    """`searcher` alone is the help, as before; `searcher live` is the prompt."""
    said, state = at_terminal([], "", term="dumb")
    assert said.startswith("Usage: searcher")
    assert state == [0, False, False]
    said, (status, has_textual, _) = at_terminal(
        ["live", "--index", samples_index], "q\n", term="dumb", lacks=False
    )
    assert (status, has_textual) == (0, False)
    assert "pip install" not in said


@pytest.mark.slow
def test_a_missing_index_is_a_line(tmp_path: Path) -> None:
    """The session goes on: the index may come."""
    said, (status, *_) = at_terminal(["live", "--plain", "--index", tmp_path], "plateau\nq\n")
    assert status == 0
    assert " ".join(said.split()).count("there is no index here") == 2


def test_only_a_session_imports_textual() -> None:
    """All commands but this one; and its module does not by itself."""
    names = [f"searcher.commands.{name.replace('-', '_')}" for name in cli.COMMANDS]
    code = f"import importlib, sys\nfor name in {names}: importlib.import_module(name)\n"
    code += "import searcher.live.prompt, searcher.web.routes, searcher.publish.site\n"
    code += "print([name for name in sys.modules if name.startswith('textual')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
