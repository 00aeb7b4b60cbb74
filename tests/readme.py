"""The examples of README.md: found, run over the samples, and written anew.

python -m tests.readme      runs them and puts what they print into README.md, with
                            the table of what can be typed, and draws the picture
                            of the first one
"""

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from corpus import samples
from index.update.update import update
from searcher import cli
from searcher.archive import Archive
from searcher.output.terminal import Terminal
from searcher.output.text import TextPrinter
from searcher.syntax import reference

README = Path(__file__).parents[1] / "README.md"
PICTURE = README.with_name("quotes.svg")
PYTHON = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
TABLE = re.compile(r"^\| typed \| means \|\n(?:\|.*\n)+", re.MULTILINE)
EXTERNAL_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


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


def picture(directory: Path) -> str:
    """The first search of the README as an SVG picture."""
    printed = io.StringIO()
    with Archive.open(directory) as archive:
        found = archive.search("M protein", limit=3)
    # A link has another address on every machine.
    quotes = [each.replaced(program=replace(each.program, path="", url=None)) for each in found]
    TextPrinter(Terminal(printed, 92, styles=True, colour=True)).results(
        found.replaced(quotes=tuple(quotes))
    )
    target = Console(
        record=True, width=92, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    target.print(Text.from_ansi(printed.getvalue()))
    svg = target.export_svg(title='searcher "M protein" --limit 3', unique_id="searcher")
    return EXTERNAL_FONT.sub("", svg)


def main() -> None:
    """Write the README anew."""
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        index(directory)
        os.environ |= {"SEARCHER_INDEX": folder, "COLUMNS": "80"}
        text = README.read_text()
        text = TABLE.sub(lambda _: reference.markdown(), text)
        README.write_text(BLOCK.sub(lambda m: f"```console\n{printed(m[1])}```", text))
        PICTURE.write_text(picture(directory))


if __name__ == "__main__":
    main()
