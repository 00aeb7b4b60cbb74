"""The examples of README.md: found, run over the samples, and written anew.

python -m tests.readme      runs them and puts what they print into README.md, with
                            the table of what can be typed, draws the picture of the
                            first one, and writes docs/formats.md
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
from corpus.readers import MEANINGS
from index.update.update import update
from searcher import cli
from searcher.archive import Archive
from searcher.output.terminal import Terminal
from searcher.output.text import TextPrinter
from searcher.syntax import reference

README = Path(__file__).parents[1] / "README.md"
FORMATS = README.with_name("docs") / "formats.md"
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
        PICTURE.write_text(picture(directory))
        FORMATS.write_text(formats())


if __name__ == "__main__":
    main()
