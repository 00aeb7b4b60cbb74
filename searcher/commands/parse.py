"""`searcher parse`: how a file is read, without an index."""

from collections.abc import Iterator
from pathlib import Path

import click

from corpus import load
from corpus.errors import CorpusError
from searcher import safe_text
from searcher.commands.options import format_options
from searcher.output.printer import printer


@click.command("parse")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--explain", is_flag=True, help="Show the reader, the labels, and which labels were refused."
)
@format_options
def command(paths: tuple[Path, ...], explain: bool, output_format: str) -> int:
    """Show how files are read: their programs and turns, without an index.

    A program is one transcript, and a turn is what one speaker says until another
    one speaks. A label is the speaker's name as the transcript prints it.
    """
    files = _Files(paths)
    printer(output_format).transcripts(files, explain=explain)
    return 2 if files.failed or not files.programs else 0


class _Files:
    """The programs in files, read one file at a time; a bad file is a line on standard error.

    Attributes:
        programs: how many programs were read.
        failed: how many of the files that were given by name could not be read.
    """

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._paths = paths
        self.programs = self.failed = 0

    def __iter__(self) -> Iterator[load.Parsed]:
        given = {path.resolve() for path in self._paths if path.is_file()}
        for file, parsed in load.parse_all(load.find(self._paths)):
            if isinstance(parsed, CorpusError):
                safe_text.warn(f"skipped {parsed}")
                self.failed += file.path in given
                continue
            self.programs += len(parsed)
            yield from parsed
