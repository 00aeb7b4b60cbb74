"""What is told to anybody of a program: nothing about the folders of this machine."""

import re
from dataclasses import replace
from pathlib import PurePath

from corpus.model import Program
from index.turn_record import Entry
from searcher.quotes.quote import Quote

_OF_THE_WEB = ("https://", "http://")
#: The beginning of an address that has a scheme; a single letter is a drive of Windows.
_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.\-]+:")
#: The beginning of a path that says where a file is on this machine.
_PLACE = re.compile(r"\s*(?:[/\\~]|\.\.?[/\\]|[A-Za-z]:[/\\])")


def program(whole: Program) -> Program:
    """A program whose file is named without its folder, and without links to files."""
    return replace(
        whole,
        path=PurePath(whole.path).name,
        url=address(whole.url),
        media_url=address(whole.media_url),
        related=tuple(replace(one, url=address(one.url)) for one in whole.related),
    )


def quote(whole: Quote) -> Quote:
    """A quote of such a program."""
    return whole.replaced(program=program(whole.program))


def entry(whole: Entry) -> Entry:
    """Such a program in a list."""
    return replace(whole, program=program(whole.program))


def address(link: str | None) -> str | None:
    """An address as everybody may see it.

    Of a file on this machine that is its name. An address of another kind than those of the web,
    which may run something (`javascript:`), is none.
    """
    if link is None or link.startswith(_OF_THE_WEB):
        return link
    if _SCHEME.match(link):
        return link if link.strip().lower().startswith(_OF_THE_WEB) else None
    return re.split(r"[/\\]", link)[-1] if _PLACE.match(link) else link
