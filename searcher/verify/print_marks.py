"""Whether two texts of the same words are printed alike, but for typographic marks."""

import re

from searcher.verify.verdict import Kind

_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": '"', "‹": '"', "›": '"',
     "‚": '"', "’": "'", "ʼ": "'", "＇": "'", "–": "-", "—": "-", "―": "-", "‑": "-", "…": "...",
     "\u00ad": None, "\u200b": None, "\ufeff": None, "*": None, "_": None}
)  # fmt: skip
_DASHES = re.compile(r"\s*-[-\s]*")
_NO_WORD = re.compile(r"[\W_]+")


def same_print(quoted: str, said: str) -> Kind | None:
    """How two texts of the same words differ in print; None if they do not.

    Typographic marks, blanks and the case of the first letter do not count: a word processor
    changes the marks, and a quotation may begin inside of a sentence.
    """
    one, other = _plain(quoted), _plain(said)
    if one == other or one[:1].lower() + one[1:] == other[:1].lower() + other[1:]:
        return None
    if one.casefold() == other.casefold():
        return Kind.CASE
    letters = (_NO_WORD.sub("", each).casefold() for each in (one, other))
    return Kind.PUNCTUATION if next(letters) == next(letters) else Kind.SPELLING


def _plain(text: str) -> str:
    dashed = _DASHES.sub("-", text.translate(_MARKS))
    # In British print a quotation inside a quotation has single marks.
    return " ".join(dashed.replace("'", '"').split())
