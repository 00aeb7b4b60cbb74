"""What is told to anybody of a program: nothing about the folders of this machine."""

from dataclasses import replace
from pathlib import PurePath

from corpus.model import Program
from index.turn_record import Entry
from searcher.quotes.quote import Quote


def program(whole: Program) -> Program:
    """A program whose file is named without its folder, and without links to files."""
    return replace(
        whole, path=PurePath(whole.path).name, url=_web(whole.url), media_url=_web(whole.media_url)
    )


def quote(whole: Quote) -> Quote:
    """A quote of such a program."""
    return whole.replaced(program=program(whole.program))


def entry(whole: Entry) -> Entry:
    """Such a program in a list."""
    return replace(whole, program=program(whole.program))


def _web(address: str | None) -> str | None:
    """An address, unless it is that of a file."""
    return None if address is None or address.lower().startswith("file:") else address
