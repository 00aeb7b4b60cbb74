"""The searches that take longest, as far as any are known: each is answered or refused in time."""

import json
import time
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

#: Words that nearly every turn says.
_COMMON = ("the", "and", "to", "a", "that", "you", "it", "of", "is", "so", "like", "in", "we", "i")
#: A text has at most so many characters, and an address so many bytes.
_LONGEST, _ADDRESS = 2_000, 15_000


def _long(words: tuple[str, ...], joint: str = " ") -> str:
    """As many of some words, over and over, as a search may have."""
    text = joint.join(words * (_LONGEST // len(joint.join(words)) + 1))[:_LONGEST]
    return text.rpartition(joint)[0]


_UNKNOWN = tuple(f"xqz{chr(97 + n)}wvk" for n in range(26))

#: What is typed, by what makes it slow.
TYPED: dict[str, str] = {
    "a word that every turn says": "the",
    "many such words": _long(_COMMON),
    "many such words, any of them": _long(_COMMON, " OR "),
    "many such words, all of them": _long(_COMMON, " AND "),
    "none of them": "-" + _long(_COMMON, " -"),
    "a phrase of them": f'"{_long(_COMMON)}"',
    "a short phrase of them": '"that the"',
    "near": "the NEAR/100 and NEAR/100 to NEAR/100 a",
    "near in order": "the ONEAR/100 and ONEAR/100 to",
    "within turns": "the WITHIN/100 and",
    "within many": " WITHIN/9 ".join(_COMMON),
    "words in a row, any": '"the * * * and"~100',
    "asked": "asked:(the) answered:(and) the",
    "asked, nested": "asked:(the OR and) AND answered:(the OR a OR you) AND (it OR is)",
    "brackets": "(" * 50 + "the" + ")" * 50,
    "a pattern": "a*",
    "a pattern of all words": "*",
    "patterns": _long(("a*e*", "*s", "?h?"), " OR "),
    "one letter before and after": "*e*",
    "regular expressions": _long(("/(a|e|i)+.*[st]+/",), " OR "),
    "a large regular expression": "/" + "(a|b|c|d)*" * 60 + "/",
    "fuzzy": "kubernetes~2",
    "fuzzy words": _long(tuple(f"{word}~2" for word in ("kubernetes", "serverless", "database"))),
    "unknown words": _long(_UNKNOWN),
    "an unknown word": "x" * 1_900,
    "three unknown words": "kubernetties sirverless databayse",
    "a question": "what did you think about that and why is it like that so much",
    "a long question": _long(("what", "did", "people", "think", "about", "software")) + "?",
    "a name": "speaker:a*",
    "dates": "date:>=1900",
    "not": "NOT kubernetes",
}
#: What is asked besides.
FIELDS: tuple[dict[str, str], ...] = (
    {},
    {"limit": "100", "offset": "100000"},
    {"sort": "date", "limit": "100"},
    {"sounds_like": "true"},
)


class Slow(NamedTuple):
    """An answer.

    Attributes:
        what: what makes it slow.
        status: its status.
        seconds: how long it took.
    """

    what: str
    status: int
    seconds: float


def addresses() -> dict[str, str]:
    """The addresses by what makes them slow."""
    found = {}
    for what, typed in TYPED.items():
        for fields in FIELDS:
            query = urlencode({"q": typed, **fields})
            if len(query) < _ADDRESS:
                found[f"{what} {json.dumps(fields) if fields else ''}".strip()] = (
                    f"/api/v1/search?{query}"
                )
        for path in ("/search", "/kwic", "/counts", "/compare"):
            other = {"with": "and"} if path == "/compare" else {}
            found[f"{what}, {path}"] = f"{path}?{urlencode({'q': typed, **other})}"
    return found


def asked(port: int) -> list[Slow]:
    """The answers of a server to all of them, the slowest first."""
    found = []
    for what, path in addresses().items():
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        began = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        found.append(Slow(what, response.status, time.perf_counter() - began))
        connection.close()
    return sorted(found, key=lambda one: -one.seconds)
