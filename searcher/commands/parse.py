"""`searcher parse`: how a file is read, without an index."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from corpus import load
from corpus.errors import CorpusError
from corpus.feeds.matching import Matching
from corpus.files import Selection
from corpus.paths import as_text
from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.feed_lines import tell_feeds
from searcher.commands.output_options import format_options
from searcher.commands.reading_options import left_out, reading_options, selection, split_input
from searcher.output.printer import printer


@click.command("parse", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--explain", is_flag=True, help="Show the reader, the labels, and which labels were refused."
)
@reading_options
@format_options
def command(
    paths: tuple[Path, ...],
    explain: bool,
    name: str | None,
    verbose: bool,
    output_format: str,
    **options: Any,
) -> int:
    """Show how files are read: their programs and turns, without an index.

    A program is one transcript, and a turn is what one speaker says until another
    one speaks. A label is the speaker's name as the transcript prints it. Of a feed, the
    transcripts of its items are read that lie beside it; --explain lists all items.

    \b
    searcher parse talk.vtt              its turns, as they would be in the index
    searcher parse --explain talk.txt    which labels were taken, and which not
    """  # noqa: D301 - click prints the lines after \b as they are
    chosen = selection(**options)
    given, texts = split_input(paths, name, chosen)
    files = _Files(given, chosen, texts, explain=explain)
    printer(output_format).transcripts(files, explain=explain)
    left_out(files.left_out, verbose=verbose)
    tell_feeds(files.feeds, verbose=verbose, explain=explain)
    if not (files.programs or files.skipped or files.failed):
        safe_text.warn(f"no transcripts in {', '.join(map(as_text, paths))}")
    return 2 if files.failed or not files.programs else 0


class _Files:
    """The programs in files, read one file at a time; a bad file is a line on standard error.

    Attributes:
        programs: how many programs were read.
        skipped: how many files could not be read.
        failed: how many files given by name could not be read, and how many others could not be
            looked at.
        left_out: what was left out of folders, by the reason.
        feeds: what each feed says of the files in its folder.
    """

    def __init__(
        self, paths: list[Path], chosen: Selection, texts: list[load.File], *, explain: bool
    ) -> None:
        self._paths = paths
        self._chosen = chosen
        self._texts = texts
        self._explain = explain
        self.left_out: dict[str, list[Path]] = {}
        self.feeds: list[Matching] = []
        self.programs = self.failed = self.skipped = 0

    def __iter__(self) -> Iterator[load.Parsed]:
        named = {Path(os.path.realpath(path)) for path in self._paths}
        named |= {text.path for text in self._texts}
        files = load.find(
            self._paths, self._chosen, self._leave_out, self._fail, feed_read=self.feeds.append
        )
        for file, parsed in load.parse_all(chain(files, self._texts)):
            if isinstance(parsed, CorpusError):
                safe_text.warn(f"skipped {parsed}")
                self.skipped += 1
                if self._explain:
                    _explain(file)
                self.failed += file.path in named
                continue
            self.programs += len(parsed)
            if self._explain:
                _explain(file)
            for notice in (notice for one in parsed for notice in one.notices):
                safe_text.warn(f"{file.path}, {notice}")
            for label, name in (pair for one in parsed for pair in one.named):
                reason = f"“{label}” is {name}: the feed names nobody else of this role"
                safe_text.warn(f"{file.path}: {reason}")
            yield from parsed

    def _fail(self, error: CorpusError) -> None:
        safe_text.warn(f"skipped {error}")
        self.failed += 1

    def _leave_out(self, path: Path, reason: str) -> None:
        self.left_out.setdefault(reason, []).append(path)


def _explain(file: load.File) -> None:
    """Say on standard error what each reader makes of a file, up to the one that reads it.

    Which labels that one refuses is printed with the program.
    """
    try:
        answers = load.explain(file)
    except CorpusError:
        return  # it cannot be opened, and no reader was asked
    others = [
        one.reader for one in answers if one.reason is None and not one.refused and not one.reads
    ]
    if answers[-1].reads:
        _tell(f"{safe_text.one_line(as_text(file.path))}: read as {answers[-1].reader}")
    if others:
        _tell(f"  not of their forms: {', '.join(others)}")
    for answer in answers:
        if answer.reads:
            continue
        for label, reason in answer.refused.items():
            named = f"“{safe_text.shortened(label, 60)}”: " if label else ""
            _tell(f"  {answer.reader} refuses {named}{safe_text.one_line(reason)}")
        if answer.reason is not None:
            _tell(f"  {answer.reader}: {safe_text.one_line(answer.reason)}")


def _tell(line: str) -> None:
    click.echo(safe_text.wrapped(line), err=True)
