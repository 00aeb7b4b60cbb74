"""The shapes of the objects of `docs/json.md`, for the description of the API.

A test compares each with what is answered. Clients ignore keys that they do not know, so a key
that is added here breaks nobody.
"""

from corpus.model import REDACTED, RESTRICTED
from searcher.concordance.counts.by import FACETS, By
from searcher.output.values.json_objects import SCHEMA
from searcher.parameters.shape import (
    FLAG,
    NUMBER,
    SHARE,
    TEXT,
    Shape,
    by_name,
    either,
    maybe,
    one_of,
    record,
    several,
    two,
    with_rare,
)  # fmt: skip
from searcher.query.tier import Tier
from searcher.suggest.hint import HintKind
from searcher.verify.verdict import Kind, Ruling


def _object(kind: str, **members: Shape) -> Shape:
    """An object with its type and the number of the schema."""
    named: dict[str, Shape] = {"type": {"const": kind}, "schema": {"const": SCHEMA}}
    return record(**named, **members)


_TIER = maybe(one_of(Tier))
_TIME = maybe(SHARE)
_SPAN = two(NUMBER)
_SPANS = several(_SPAN)
_SYNONYMS = {"synonyms": by_name(several(TEXT))}

_TURN = {
    "number": NUMBER,
    "label": maybe(TEXT),
    "speaker": TEXT,
    "role": maybe(TEXT),
    "section": maybe(TEXT),
    "start": _TIME,
    "end": _TIME,
    "text": TEXT,
}
#: Where words were corrected by hand.
_CORRECTED = {"corrections": several(record(span=_SPAN, source=TEXT, number=NUMBER))}
TURN = with_rare(record(**_TURN), _CORRECTED)
_PROGRAM = {
    "id": TEXT,
    "title": TEXT,
    "series": maybe(TEXT),
    "date": maybe(TEXT),
    "topics": several(TEXT),
    "url": maybe(TEXT),
    "media_url": maybe(TEXT),
    "path": TEXT,
}
PROGRAM_OF_QUOTE = record(**_PROGRAM)

#: A quote without its type: as those of a roll call are.
_QUOTED = {
    "score": SHARE,
    "tier": _TIER,
    "program": PROGRAM_OF_QUOTE,
    "turn": TURN,
    "spans": _SPANS,
    "at": _TIME,
    "link": maybe(TEXT),
    "before": several(TURN),
    "after": several(TURN),
    "question": maybe(with_rare(record(**_TURN, spans=_SPANS), _CORRECTED)),
    "also_in": several(TEXT),
}
_SOMETIMES = {
    "instead": several(TEXT),
    "explanation": several(record(part=TEXT, score=SHARE)),
}
QUOTE = with_rare(_object("quote", rank=NUMBER, **_QUOTED), _SOMETIMES)

_FACET = record(
    value=maybe(TEXT), title=maybe(TEXT), program=maybe(TEXT), turns=NUMBER, matches=NUMBER
)
SEARCH_SUMMARY = with_rare(
    _object(
        "summary", query=TEXT, total=NUMBER, shown=NUMBER, offset=NUMBER,
        next_offset=maybe(NUMBER), tier=_TIER, seconds=SHARE,
    ),
    {
        "suggestions": several(record(asked=several(TEXT), said=several(TEXT), turns=NUMBER)),
        "hints": several(
            record(kind=one_of(HintKind), typed=TEXT, near=TEXT, search=TEXT, count=NUMBER)
        ),
        "by_meaning": {"const": True},
        "facets": record(**{by.value: several(_FACET) for by in FACETS}),
        "unmatched": by_name(several(TEXT)),
        **_SYNONYMS,
    },
)  # fmt: skip

_PERSON = record(name=TEXT, labels=several(TEXT), role=maybe(TEXT))
_KNOWN = {
    **_PROGRAM,
    "format": TEXT,
    "description": maybe(TEXT),
    "participants": several(_PERSON),
    "credits": record(producer=maybe(TEXT), partners=several(TEXT), sponsors=several(TEXT)),
    "related": several(record(title=TEXT, description=maybe(TEXT), url=maybe(TEXT))),
    "language": maybe(TEXT),
    "access": maybe(one_of((REDACTED, RESTRICTED))),
}
PROGRAM = _object("program", **_KNOWN, turns=NUMBER)
PASSAGE = _object(
    "passage",
    **_KNOWN,
    turns=several(
        with_rare(
            record(
                **_TURN,
                moments=several({"type": "array", "items": SHARE, "minItems": 2, "maxItems": 2}),
                spans=_SPANS,
                link=maybe(TEXT),
            ),
            _CORRECTED,
        )
    ),
    total=NUMBER,
    turn=maybe(NUMBER),
    moment=maybe(_SPAN),
    matches=maybe(record(query=TEXT, tier=_TIER, turns=several(NUMBER), hit=maybe(NUMBER))),
)
SPEAKER = _object(
    "speaker", name=TEXT, labels=several(TEXT), roles=several(TEXT), programs=NUMBER,
    turns=NUMBER, program=maybe(TEXT), title=maybe(TEXT),
)  # fmt: skip
#: The summary of a list that is no search.
LIST_SUMMARY = _object(
    "summary", total=NUMBER, shown=NUMBER, offset=NUMBER, next_offset=maybe(NUMBER)
)

KWIC = _object(
    "kwic", program=PROGRAM_OF_QUOTE, turn=TURN, span=_SPAN, left=TEXT, match=TEXT, right=TEXT,
    at=_TIME, link=maybe(TEXT),
)  # fmt: skip
KWIC_SUMMARY = with_rare(
    _object(
        "summary", query=TEXT, total=NUMBER, turns=NUMBER, tier=_TIER, shown=NUMBER,
        offset=NUMBER, order=TEXT,
    ),
    _SYNONYMS,
)  # fmt: skip

_BY = one_of(By)
_GROUP = {"value": maybe(TEXT), "title": maybe(TEXT), "program": maybe(TEXT)}
_SUMS = {"matches": NUMBER, "turns": NUMBER, "programs": NUMBER, "words": NUMBER, "rate": SHARE}
COUNT = _object("count", by=_BY, **_GROUP, **_SUMS, share=maybe(SHARE))
COMPARISON = _object(
    "comparison", by=_BY, **_GROUP, words=NUMBER, matches=two(NUMBER), turns=two(NUMBER),
    rate=two(SHARE), log_likelihood=SHARE, log_ratio=SHARE,
)  # fmt: skip
TALK = _object(
    "talk", by=_BY, **_GROUP, turns=NUMBER, words=NUMBER, mean=SHARE, asked=NUMBER,
    answered=NUMBER, share=maybe(SHARE),
)  # fmt: skip
_QUOTE = record(**_QUOTED)
SAID = _object("said", **_GROUP, **_SUMS, first=_QUOTE, last=_QUOTE, best=_QUOTE)
ASKED = _object("asked", value=maybe(TEXT), program=maybe(TEXT), answer=_QUOTE)
DISPERSION = _object(
    "dispersion", program=TEXT, title=TEXT, date=maybe(TEXT), matches=NUMBER, turns=NUMBER,
    words=NUMBER, places=several(NUMBER),
)  # fmt: skip
#: Which of these there are depends on what was counted.
STATS_SUMMARY = with_rare(
    _object("summary", shown=NUMBER, seconds=SHARE),
    {
        "query": TEXT,
        "versus": TEXT,
        "tier": either([_TIER, two(_TIER)]),
        "matches": either([NUMBER, two(NUMBER)]),
        "turns": either([NUMBER, two(NUMBER)]),
        "programs": NUMBER,
        "words": NUMBER,
        "rate": either([SHARE, two(SHARE)]),
        "log_likelihood": SHARE,
        "log_ratio": SHARE,
        "mean": SHARE,
        "asked": NUMBER,
        "answered": NUMBER,
        "said": NUMBER,
        "groups": by_name(NUMBER),
        **_SYNONYMS,
    },
)

_PLACE = with_rare(
    record(
        program=PROGRAM_OF_QUOTE, turn=TURN, spans=_SPANS, at=_TIME, link=maybe(TEXT), part=_SPAN,
        near=SHARE,
    ),
    {"as_in_file": FLAG},
)  # fmt: skip
VERDICT = _object(
    "verdict",
    quote=TEXT,
    verdict=one_of(Ruling),
    speaker=maybe(TEXT),
    claimed=maybe(TEXT),
    guessed=FLAG,
    ascribed=maybe(FLAG),
    places=several(_PLACE),
    differences=several(
        record(
            kind=one_of(Kind), quoted=TEXT, said=TEXT, span=_SPAN, meaning=maybe(TEXT),
            speaker=maybe(TEXT),
        )
    ),
    said=NUMBER,
    nearest=maybe(_PLACE),
    line=maybe(NUMBER),
)  # fmt: skip
VERIFY_SUMMARY = _object(
    "summary",
    draft=maybe(TEXT),
    checked=NUMBER,
    right=NUMBER,
    verdicts=by_name(NUMBER),
    unchecked=several(record(quote=TEXT, reason=TEXT, line=NUMBER)),
    seconds=SHARE,
)

HEALTH = _object("health", status={"const": "ok"}, version=TEXT)
PROBLEM_KIND = _object("problem", name=TEXT, title=TEXT, means=TEXT, statuses=several(NUMBER))
#: An error, as RFC 9457 says: the only objects without `schema`.
PROBLEM = with_rare(
    record(
        type={"type": "string", "format": "uri-reference"}, title=TEXT, status=NUMBER, detail=TEXT
    ),
    {"source": TEXT, "place": NUMBER, "example": TEXT},
)


def document(results: Shape, summary: Shape) -> Shape:
    """A list of objects with its summary."""
    return record(results=several(results), summary=summary)


#: A tag or a note.
MARK = _object(
    "mark",
    code=maybe(TEXT),
    note=maybe(TEXT),
    made=TEXT,
    program=maybe(TEXT),
    title=maybe(TEXT),
    turn=maybe(NUMBER),
    speaker=maybe(TEXT),
    start=_TIME,
    text=maybe(TEXT),
)
