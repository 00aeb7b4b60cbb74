"""The tool `verify`: was a quotation said, in these words, and by whom?"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import searcher
from searcher.mcp.answers import said
from searcher.mcp.answers.tool import Tool
from searcher.parameters.parameter import REQUIRED, Parameter
from searcher.parameters.shape import FLAG, NUMBER, SHARE, TEXT, maybe, one_of, record, several
from searcher.safe_text import counted, one_line, plain

if TYPE_CHECKING:
    from searcher.verify.verdict import Difference, Place

#: A quotation with more characters than this is refused.
LONGEST = 10_000
#: The most differences that are listed.
_MOST_DIFFERENCES = 40

#: What each verdict means for whoever wants to print the quotation.
_MEANS = {
    "verbatim": "the words were said as they are quoted",
    "cleaned": "only fillers, repetitions or false starts are left out, or the punctuation differs",
    "altered": "words were changed, added or left out: do not print it as a quotation",
    "stitched": "its parts were said in several places: do not print it as one quotation",
    "misattributed": "somebody else said it",
    "not found": "nobody in the archive said it: do not use it",
}

_PLACE = record(quote=said.QUOTED, part=TEXT, share=SHARE)
_SHAPE = record(
    quotation=TEXT,
    verdict=one_of([*_MEANS]),
    may_be_printed=FLAG,
    claimed=maybe(TEXT),
    ascribed_rightly=maybe(FLAG),
    said_in=NUMBER,
    places=several(_PLACE),
    differences=several(
        record(kind=TEXT, quoted=TEXT, said=TEXT, alters=FLAG, meaning=maybe(TEXT))
    ),
    nearest=maybe(_PLACE),
)


def _answer(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    verdict = archive.verify(arguments["quotation"], arguments["speaker"])
    return {
        "quotation": plain(verdict.text),
        "verdict": verdict.ruling.value,
        "may_be_printed": verdict.is_right,
        "claimed": verdict.claimed and one_line(verdict.claimed),
        "ascribed_rightly": verdict.ascribed,
        "said_in": verdict.said,
        "places": [_place(place, verdict.text) for place in verdict.places],
        "differences": [_difference(one) for one in verdict.differences[:_MOST_DIFFERENCES]],
        "nearest": verdict.nearest and _place(verdict.nearest, verdict.text),
    }


def _place(place: "Place", text: str) -> dict[str, Any]:
    return {
        "quote": said.quoted(place.quote),
        "part": plain(text[slice(*place.part)]),
        "share": round(place.near, 3),
    }


def _difference(one: "Difference") -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "quoted": plain(one.quoted),
        "said": plain(one.said),
        "alters": one.alters,
        "meaning": one.meaning,
    }


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"verdict: {answer['verdict']}: {_MEANS[answer['verdict']]}"
    if answer["claimed"]:
        yield f"ascribed to {answer['claimed']}{_ascribed(answer)}"
    if answer["said_in"] > len(answer["places"]):
        yield f"{counted(answer['said_in'], 'turn')} in all say exactly this"
    if answer["differences"] and answer["nearest"]:
        yield "compared with the nearest place:"
    for one in answer["differences"]:
        what = f"said {one['said']!r}, quoted {one['quoted']!r}"
        meaning = f"; the meaning may change ({one['meaning']})" if one["meaning"] else ""
        yield f"- {one['kind']}: {what}{meaning}"
    for place in answer["places"]:
        part = f"part {place['part']!r}: " if place["part"] != answer["quotation"] else ""
        yield ""
        yield from said.lines_of(place["quote"], mark=part)
    if answer["nearest"]:
        yield ""
        share = f"nearest ({answer['nearest']['share']:.0%} of the words): "
        yield from said.lines_of(answer["nearest"]["quote"], mark=share)


def _ascribed(answer: dict[str, Any]) -> str:
    if answer["ascribed_rightly"] is None:
        return ""
    if answer["ascribed_rightly"]:
        return ", who said it"
    speakers = dict.fromkeys(place["quote"]["speaker"] for place in answer["places"])
    return f", but said by {', '.join(speakers)}"


VERIFY = Tool(
    "verify",
    "Check a quotation",
    "Check whether a quotation was said, in these words, and by whom: verbatim, cleaned, altered, "
    "stitched, misattributed or not found, with the differences and the places. Call it for every "
    "quotation before you hand it over, with the speaker to whom you ascribe it. An ellipsis (…) "
    "leaves words out; what is in [brackets] was added by the author of the quotation.",
    (
        Parameter("quotation", "The words, without the name of the speaker.", default=REQUIRED,
                  most=LONGEST),
        Parameter("speaker", "Who is claimed to have said it; a last name is enough.", most=200),
    ),
    _SHAPE,
    _answer,
    _lines,
)  # fmt: skip
