"""Addresses: `searcher://program/<id>` of a program, and links to what was said."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import searcher
from searcher.parameters.shape import TEXT
from searcher.safe_text import one_line, shortened

_PROGRAM = "searcher://program/"
#: As in RFC 6570: the id is percent-encoded, with its slashes.
TEMPLATE = _PROGRAM + "{id}{?turn,character}"

_PLACE = re.compile(r"(turn|character)=([0-9]{1,9})")


#: The values that may be the address of a file.
_LINKS = ("link", "url")
#: What has an address on the pages of a server, too, where there is one.
SERVED = {"page": TEXT}


class Address(NamedTuple):
    """Where a page of a transcript begins.

    Attributes:
        program: the id of the program.
        turn: the number of the first turn.
        character: how many characters of that turn are skipped.
    """

    program: str
    turn: int = 1
    character: int = 0

    def __str__(self) -> str:
        places = [f"turn={self.turn}"] * (self.turn > 1 or self.character > 0)
        places += [f"character={self.character}"] * (self.character > 0)
        query = "?" * bool(places) + "&".join(places)
        return f"{_PROGRAM}{quote(self.program, safe='/', errors='surrogatepass')}{query}"


def read(typed: str) -> Address:
    """The address that somebody typed.

    Raises:
        RequestError: it is no address of a program.
    """
    path, _, query = typed.partition("?")
    name = unquote(path.removeprefix(_PROGRAM), errors="surrogatepass")
    places = [_PLACE.fullmatch(part) for part in query.split("&")] if query else []
    if not path.startswith(_PROGRAM) or not name or None in places:
        raise searcher.RequestError(
            f"{shortened(typed, 80)!r} is no address of a program; for example: "
            f"{_PROGRAM}ID, {_PROGRAM}ID?turn=12"
        )
    return Address(name, **{found[1]: int(found[2]) for found in places if found})


def with_pages(record: Any, base: str) -> Any:
    """A record in which everything that was said has its address on the pages of a server.

    Files of the server have no address that is anybody's business.

    Args:
        record: what a tool answers, or a part of it.
        base: the address of the server.
    """
    if isinstance(record, list):
        return [with_pages(one, base) for one in record]
    if not isinstance(record, dict):
        return record
    made = {name: with_pages(value, base) for name, value in record.items()}
    for name in _LINKS:
        if (made.get(name) or "").startswith("file:"):
            made[name] = None
    # Where a page of turns goes on is no place of its own.
    if (resource := record.get("resource")) is not None and "character" not in record:
        place = read(resource)
        turn = f"#turn-{place.turn}" if "turn" in record else ""
        made["page"] = f"{base}/program/{quote(place.program, errors='surrogatepass')}{turn}"
    return made


def link(program: searcher.Program, seconds: float | None) -> str | None:
    """A link to a moment of the recording, or to the page; None if the program has neither.

    Addresses that run something, such as `javascript:`, are left out.
    """
    for one in (program.moment(seconds), program.url, program.media_url):
        if one and one.startswith(("https://", "http://", "file:///")):
            return one_line(one)
    return None
