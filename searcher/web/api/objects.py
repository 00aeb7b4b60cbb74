"""Objects of `--json` as answers: one document of a list and its summary, or a line each."""

import os
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from searcher.output.values.json_objects import Line, whole
from searcher.web.exchange import public
from searcher.web.exchange.answer import JSON, JSON_LINES, Answer
from searcher.web.exchange.handler import Call
from searcher.web.exchange.json_bytes import json_bytes

_LINKS = ("link", "url", "media_url")
#: Where in an object there are others with a file or a link.
_NESTED = (
    "program", "first", "last", "best", "answer", "places", "nearest", "related", "turns",
)  # fmt: skip


def listed(call: Call, lines: Iterable[Line], *, every: bool = False) -> Answer:
    """A list of objects, of which the last one is the summary.

    Args:
        call: what is answered; it may ask for JSON Lines.
        lines: the objects. Those of JSON Lines are made while they are read.
        every: whether there may be any number of them: then it is JSON Lines in any case.
    """
    if every or wants_lines(call.request.headers):
        return Answer(lambda out: _write(lines, out), media_type=JSON_LINES)
    made = [_object(kind, fields) for kind, fields in lines]
    summary = made.pop()
    return _document({"results": made, "summary": summary})


def single(line: Line) -> Answer:
    """One object."""
    return _document(_object(*line))


def wants_lines(headers: Mapping[str, str]) -> bool:
    """Whether a client would rather have JSON Lines than one document."""
    asked = headers.get("accept", "")
    return JSON_LINES in asked and _weight(asked, JSON_LINES) > _weight(asked, JSON)


def page_summary(total: int, shown: int, offset: int) -> Line:
    """The summary of a page of a list that is no search."""
    end = offset + shown
    return (
        "summary",
        {
            "total": total,
            "shown": shown,
            "offset": offset,
            "next_offset": end if shown and end < total else None,
        },
    )


def _document(record: Mapping[str, object]) -> Answer:
    return Answer(json_bytes(record), media_type=JSON)


def _write(lines: Iterable[Line], out: BinaryIO) -> None:
    for kind, fields in lines:
        out.write(json_bytes(_object(kind, fields)) + b"\n")


def _object(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    _hide_folders(fields)
    return whole(kind, fields)


def _hide_folders(record: dict[str, Any]) -> None:
    """Keep the folders of this machine to itself: clients get the names of files only."""
    if (path := record.get("path")) is not None:
        record["path"] = path.rpartition(os.sep)[2]
    for name in _LINKS:
        if (link := record.get(name)) is not None:
            record[name] = public.address(link)
    for name in _NESTED:
        found = record.get(name)
        if type(found) is dict:
            _hide_folders(found)
        elif type(found) in (list, tuple) and found and type(found[0]) is dict:
            for one in found:
                _hide_folders(one)


def _weight(accepted: str, media_type: str) -> float:
    """How much a client wants a media type, by its `Accept` header; 0 if it does not name it."""
    for one in accepted.split(","):
        name, *options = (part.strip().lower() for part in one.split(";"))
        if name == media_type:
            weights = [option[2:] for option in options if option.startswith("q=")]
            return _number(weights[0]) if weights else 1.0
    return 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
