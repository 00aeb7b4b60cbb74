"""What was said, as values and as lines: who, in which program and turn, when, with a link.

What is a transcript's own stands in lines that begin with `>`: no text of a turn looks like the
name of a speaker or like another quote.
"""

from collections.abc import Iterator
from typing import Any

import searcher
from corpus.model import WITHHELD
from searcher.mcp.answers import address
from searcher.mcp.answers.address import SERVED, Address
from searcher.mcp.answers.whole_sentences import parts
from searcher.parameters.shape import FLAG, NUMBER, TEXT, maybe, record, several, with_rare
from searcher.quotes.corrected import note
from searcher.quotes.quote import Spans
from searcher.safe_text import clock, one_line, plain

#: A turn up to this many characters is quoted whole; of a longer one, sentences are: those of a
#: quote, of the question before it, and of one of several quotes of a person.
QUOTE, QUESTION, SHORT = 900, 300, 240

_PLACE = {
    "program": TEXT,
    "title": TEXT,
    "series": maybe(TEXT),
    "date": maybe(TEXT),
    "turn": NUMBER,
    "speaker": TEXT,
    "label": maybe(TEXT),
    "role": maybe(TEXT),
    "time": maybe(TEXT),
    "link": maybe(TEXT),
    "resource": TEXT,
}
#: What is told of words that were corrected by hand.
CORRECTED = {"corrected": TEXT}
#: The shape of a quote.
QUOTED = with_rare(
    record(**_PLACE, text=TEXT, complete=FLAG, matches=several(TEXT)), SERVED | CORRECTED
)


def quoted(quote: searcher.Quote, enough: int = QUOTE) -> dict[str, Any]:
    """A quote: of a long turn the sentences around what matches."""
    place = placed(quote.program, quote.turn, quote.at)
    return {**place, **_text(quote.turn.text, quote.spans, enough)}


def question(quote: searcher.Quote) -> dict[str, Any] | None:
    """The turn that a quote answers, as a quote; None if it answers none."""
    if quote.question is None:
        return None
    asked = quote.question
    place = placed(quote.program, asked, asked.start)
    return {**place, **_text(asked.text, quote.question_spans, QUESTION)}


def placed(program: searcher.Program, turn: searcher.Turn, seconds: float | None) -> dict[str, Any]:
    """Where something was said, by whom, and what of it was corrected by hand."""
    corrected = {"corrected": plain(note(turn))} if turn.corrections else {}
    return corrected | {
        "program": plain(program.id),
        "title": one_line(program.title),
        "series": _line(program.series),
        "date": _line(program.date),
        "turn": turn.number,
        "speaker": one_line(turn.speaker),
        "label": _line(turn.label),
        "role": _line(turn.role),
        "time": None if seconds is None else clock(seconds),
        "link": address.link(program, seconds),
        "resource": str(Address(program.id, turn.number)),
    }


def lines_of(said: dict[str, Any], *, mark: str = "") -> Iterator[str]:
    """A quote: who said it, where, and the words.

    Args:
        said: the quote, from `quoted` or `question`.
        mark: what stands before it, such as its number.
    """
    yield f"{mark}{speaker(said)} · {where(said)}"
    yield from cited(said["text"])
    if said.get("corrected"):
        yield f"({said['corrected']})"
    if not said["complete"]:
        yield f"(shortened at …; show program={said['program']} turn={said['turn']} has all of it)"


def speaker(said: dict[str, Any]) -> str:
    """Who said it, with the role if it is known."""
    if said["label"] is None:
        if said["speaker"] == WITHHELD:
            return f"{WITHHELD} (who speaks, and what is said, may not be shown)"
        return f"{said['speaker']} (the transcript does not name this speaker)"
    return f"{said['speaker']} ({said['role']})" if said["role"] else str(said["speaker"])


def where(said: dict[str, Any]) -> str:
    """Where it was said: the id of the program, the turn, the date, the time and a link.

    Without a recording or a page, the link is the address of the resource.
    """
    links = [said["link"], said.get("page")]
    links = links if any(links) else [said["resource"]]
    parts = [f"program {said['program']}", f"turn {said['turn']}", said["title"], said["series"],
             said["date"], said["time"], *links]  # fmt: skip
    return " · ".join(part for part in parts if part)


def cited(text: str) -> Iterator[str]:
    """The lines of something that was said, each with a mark before it."""
    return (f"> {line}".rstrip() for line in text.split("\n"))


def _text(text: str, spans: Spans, enough: int) -> dict[str, Any]:
    shown = parts(text, spans, enough)
    pieces = [text[start:end] for start, end in shown]
    if shown and text[: shown[0][0]].strip():
        pieces.insert(0, "")
    if shown and text[shown[-1][1] :].strip():
        pieces.append("")
    matches = dict.fromkeys(one_line(text[start:end]) for start, end in spans)
    return {
        "text": plain(" … ".join(pieces).strip()),
        "complete": len(pieces) < 2,
        "matches": [*matches][:_MOST_MATCHES],
    }


#: The most different forms of what matches that are listed.
_MOST_MATCHES = 10


def _line(value: str | None) -> str | None:
    return one_line(value) if value else None
