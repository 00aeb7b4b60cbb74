"""The examples of README.md and docs/: found, run over the samples, and written anew.

python -m tests.readme      runs them and puts what they print into their pages, with
                            the table of what can be typed, draws the pictures, and
                            writes docs/formats.md, docs/reference.md and man/searcher.1
"""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from corpus import samples
from corpus.readers import MEANINGS
from index.update.update import update
from searcher import cli
from searcher.syntax.reference import markdown
from tests import pictures, reference

REPOSITORY = Path(__file__).parents[1]
README = REPOSITORY / "README.md"
DOCS = REPOSITORY / "docs"
FORMATS = DOCS / "formats.md"
REFERENCE = DOCS / "reference.md"
MANUAL = REPOSITORY / "man" / "searcher.1"
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
TABLE = re.compile(r"^\| typed \| means \|\n(?:\|.*\n)+", re.MULTILINE)

_COMMAND = "$ "
#: What only a shell can run.
_SHELL = re.compile(r"[|<>;&$`]")
#: Programs of others that examples use; `make tools` installs them.
_TOOLS = ("jq", "sqlite-utils", "fzf", "pandoc", "ffmpeg")
#: A line of a shell that takes longer hangs, in seconds.
_LONGEST = 120


def documents() -> list[Path]:
    """The pages that may have examples."""
    return [README, *sorted(DOCS.glob("*.md"))]


def index(directory: Path) -> None:
    """Index the samples, which the examples search."""
    with samples.files() as files:
        update(directory, files)


@contextmanager
def workplace(samples_index: Path) -> Iterator[Path]:
    """A working directory of its own, where an example may write.

    It has the samples in `transcripts`, and an index of them in `my-index`, which is searched when
    none is named.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(samples_index, place / "my-index")
        (place / "transcripts").mkdir()
        with samples.files() as files:
            for file in files:
                shutil.copy(file, place / "transcripts")
        environment = {
            "SEARCHER_INDEX": str(place / "my-index"),
            "COLUMNS": "80",
            "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": str(place / "state"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
        with chdir(place), patch.dict(os.environ, environment):
            os.environ.pop("FORCE_COLOR", None)
            yield place


def printed(block: str) -> str:
    """A block with what its commands print now; they are run in the working directory."""
    lines = []
    for command in commands(block):
        output, status = _of_shell(command) if needs_shell(command) else _of_searcher(command)
        lines += [f"{_COMMAND}{command}", *output.splitlines()]
        if status == cli.ERROR:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def needs_shell(command: str) -> bool:
    """Whether a line is more than `searcher` with its arguments."""
    return not command.startswith("searcher ") or bool(_SHELL.search(_unquoted(command)))


def commands(block: str) -> list[str]:
    """The lines of a block that are typed."""
    return [line.removeprefix(_COMMAND) for line in block.splitlines() if line.startswith(_COMMAND)]


def missing(block: str) -> list[str]:
    """The programs that a block uses and that are not installed."""
    used = {word for command in commands(block) for word in command.split()}
    return [name for name in _TOOLS if name in used and shutil.which(name) is None]


def _unquoted(command: str) -> str:
    """A command without what no shell looks into."""
    return re.sub(r"'[^']*'|\"[^\"$`]*\"", "", command)


def _of_searcher(command: str) -> tuple[str, int]:
    """What `searcher` prints, and its status; in this process, which is faster."""
    output = io.StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        status = cli.run(shlex.split(command)[1:])
    return output.getvalue(), status


def _of_shell(command: str) -> tuple[str, int]:
    """What bash prints, and its status.

    Raises:
        RuntimeError: a program of the line is not there.
    """
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode == 127:
        raise RuntimeError(f"{command}: {done.stdout}")
    return done.stdout, done.returncode


def formats() -> str:
    """The page on the forms that are read."""
    rows = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in MEANINGS.items())
    return f"""# Formats

The format of a file is detected from its content. It has a name, which `searcher parse` and the
key `format` of [the JSON](json.md) tell. `searcher parse --explain FILE` shows how a file was
read. A reader is a module in `corpus/readers/`, whose page has the grammar of each.

| format | reads |
|---|---|
{rows}"""


def _run(found: re.Match[str], samples_index: Path) -> str:
    """A block with what it prints now; as it is, if a program of it is not installed."""
    with workplace(samples_index):
        if absent := missing(found[1]):
            print(f"left as they are: examples with {', '.join(absent)}; see `make tools`")
            return found[0]
        return f"```console\n{printed(found[1])}```"


def main() -> None:
    """Write the pages anew."""
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        index(directory)
        README.write_text(TABLE.sub(lambda _: markdown(), README.read_text()))
        for page in documents():
            text = page.read_text()
            page.write_text(BLOCK.sub(lambda found: _run(found, directory), text))
        pictures.write(directory)
        FORMATS.write_text(formats())
        REFERENCE.write_text(reference.page())
        MANUAL.write_text(reference.manual())


if __name__ == "__main__":
    main()
