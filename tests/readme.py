"""The examples of README.md: found, run over the samples, and written anew.

python -m tests.readme      runs them and puts what they print into README.md, with
                            the table of what can be typed, draws the pictures, and
                            writes docs/formats.md
"""

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import samples
from corpus.readers import MEANINGS
from index.update.update import update
from searcher import cli
from searcher.syntax import reference
from tests import pictures

README = Path(__file__).parents[1] / "README.md"
FORMATS = README.with_name("docs") / "formats.md"
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
TABLE = re.compile(r"^\| typed \| means \|\n(?:\|.*\n)+", re.MULTILINE)


def index(directory: Path) -> None:
    """Index the samples, which the examples search."""
    with samples.files() as files:
        update(directory, files)


def printed(block: str) -> str:
    """A block of the README with what its commands print now."""
    lines = []
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            status = cli.run(shlex.split(line.removeprefix("$ searcher ")))
        lines += [line, *output.getvalue().splitlines()]
        if status == cli.ERROR:
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


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


def main() -> None:
    """Write the README anew."""
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        index(directory)
        os.environ |= {"SEARCHER_INDEX": folder, "COLUMNS": "80"}
        text = README.read_text()
        text = TABLE.sub(lambda _: reference.markdown(), text)
        README.write_text(BLOCK.sub(lambda m: f"```console\n{printed(m[1])}```", text))
        pictures.write(directory)
        FORMATS.write_text(formats())


if __name__ == "__main__":
    main()
