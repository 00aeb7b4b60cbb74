"""A verdict in words, and its quotation in parts: what the terminal and the pages show alike."""

from collections.abc import Iterator

from searcher.safe_text import one_line, shortened
from searcher.verify.verdict import Difference, Kind, Ruling, Verdict

#: The most characters of what an ellipsis leaves out.
LEFT_OUT = 120
#: More turns than this with the same words are told by their number.
MOST_PLACES = 3
#: If more turns say it, and it has at most so many words, anybody may have said it.
_GENERIC, _SHORT = 20, 6

#: What may change the meaning.
_MEANINGS = {
    "negation": "a negation",
    "number": "a number",
    "certainty": "how certain it is",
}
#: Differences in print that change no word.
_PRINT = {
    Kind.PUNCTUATION: "the punctuation differs",
    Kind.CASE: "capital letters differ",
    Kind.SPELLING: "the spelling differs",
}


def meanings(verdict: Verdict) -> tuple[str, ...]:
    """What may change the meaning of a quotation that was found."""
    if verdict.ruling == Ruling.NOT_FOUND:
        return ()
    return tuple(
        dict.fromkeys(_MEANINGS[one.meaning] for one in verdict.differences if one.meaning)
    )


def parts(verdict: Verdict) -> Iterator[str | Difference]:
    """The quotation in parts: its text, and each difference in the place of its words.

    Each text is on one line; the blanks at its ends stay. If no word differs, there is one text.
    """
    done = 0
    inside = [one for one in verdict.differences if one.kind not in _PRINT]
    for one in sorted(inside, key=lambda each: each.span):
        start, end = one.span
        yield _flat(verdict.text[done:start])
        yield one
        done = max(done, end)
    yield _flat(verdict.text[done:])


def said_and_quoted(one: Difference) -> tuple[str, str]:
    """The words of a difference on a line each; what an ellipsis leaves out is shortened."""
    said = shortened(one.said, LEFT_OUT) if one.kind == Kind.OMITTED else one_line(one.said)
    return said, one_line(one.quoted)


def notes(verdict: Verdict) -> Iterator[str]:
    """What the marks in the quotation do not say, each as the beginning of a sentence."""
    for kind, note in _PRINT.items():
        if any(one.kind == kind for one in verdict.differences):
            yield note
    added = [one_line(one.quoted) for one in verdict.differences if one.kind == Kind.BRACKETED]
    if added:
        yield f"added by the author: {', '.join(added)}"
    for one in verdict.differences:
        if one.kind == Kind.INTERJECTION:
            yield f"left out: {one_line(one.speaker or '')}: {shortened(one.said)}"


def is_anybodys(verdict: Verdict) -> bool:
    """Whether a quotation is so short, and so many say it, that it may be anybody's."""
    return verdict.said > _GENERIC and len(verdict.text.split()) <= _SHORT


def _flat(text: str) -> str:
    return " ".join(text.replace("\t", " ").split("\n"))
