"""The lines of a verdict for people: the quotation with its differences, and where it was said.

What differs is marked with signs, as in `git diff --word-diff`, so that it is clear without
colour: `[-said-]` was said and is not quoted, `{+quoted+}` was quoted and was not said.
"""

from collections.abc import Iterator

from searcher.output.layout.styled import FOUND, QUIET, SPEAKER, TITLE, Line, Run, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.quotes import program_line
from searcher.output.values.verdict_parts import (
    MOST_PLACES,
    is_anybodys,
    meanings,
    notes,
    parts,
    said_and_quoted,
)
from searcher.safe_text import clock, counted, one_line, shortened
from searcher.verify.verdict import ALTERING, Checked, Difference, Kind, Place, Ruling, Verdict

#: Styles of a verdict that is right, and of words that were added.
RIGHT, ADDED = "1;38;5;28", "1;38;5;28"
#: The most characters of a text that comes nearest.
_NEAREST = 300
_INDENT, _TEXT = 2, 4


def verdict_lines(verdict: Verdict, terminal: Terminal) -> Iterator[Line]:
    """The verdict, the quotation, and each place where it was said."""
    yield from terminal.wrap(*_head(verdict))
    yield from terminal.wrap(*_quotation(verdict), indent=_TEXT)
    for note in _notes(verdict):
        yield from terminal.wrap(run(note, QUIET), indent=_TEXT)
    places = verdict.places
    shown = places if verdict.ruling == Ruling.STITCHED else places[:MOST_PLACES]
    for place in shown:
        part = verdict.text[slice(*place.part)] if verdict.ruling == Ruling.STITCHED else ""
        yield from _place(place, part, terminal)
    if verdict.nearest:
        near = f"nearest: {verdict.nearest.near:.0%} of the words"
        yield from _place(verdict.nearest, "", terminal, near)
        said = shortened(_said(verdict.nearest), _NEAREST)
        yield from terminal.wrap(run(f"“{said}”", QUIET), indent=_TEXT)


def verdict_words(verdict: Verdict) -> str:
    """The verdict in words, with the claim if it is not right."""
    words = verdict.ruling.value
    if verdict.ascribed is False and verdict.ruling != Ruling.MISATTRIBUTED:
        words += ", not ascribed rightly"
    return words


def summary_lines(found: Checked, terminal: Terminal) -> Iterator[Line]:
    """How many quotations were checked, how many are right, and which were not checked."""
    if found.draft is not None:
        right = sum(verdict.is_right for verdict in found.verdicts)
        counts = ", ".join(
            f"{count} {ruling.value}" for ruling, count in found.counts().items() if count
        )
        yield from terminal.wrap(
            run(counted(len(found.verdicts), "quotation"), TITLE),
            run(f" in {one_line(found.draft)}, {right} right"),
            run(f" · {counts}" if counts else "", QUIET),
        )
    for line in unchecked_lines(found):
        yield from terminal.wrap(run(line, QUIET))


def unchecked_lines(found: Checked) -> Iterator[str]:
    """A line for each reason why quotations were not checked, with the first of these."""
    reasons: dict[str, list[str]] = {}
    for one in found.unchecked:
        where = f"line {one.line}: " if one.line else ""
        reasons.setdefault(one.reason, []).append(f"{where}“{shortened(one.text, 40)}”")
    for reason, texts in reasons.items():
        more = f" and {len(texts) - 5:,} more" if len(texts) > 5 else ""
        yield f"not checked, {reason}: {', '.join(texts[:5])}{more}"


def _head(verdict: Verdict) -> list[Run]:
    line = [run(verdict_words(verdict), RIGHT if verdict.is_right else FOUND)]
    if verdict.claimed is not None:
        guess = " (a guess)" if verdict.is_guess else ""
        line.append(run(f" · ascribed to {one_line(verdict.claimed)}{guess}"))
        if verdict.places and not verdict.ascribed:
            speakers = dict.fromkeys(place.quote.turn.speaker for place in verdict.places)
            line.append(run(f", said by {one_line(', '.join(speakers))}"))
    if verdict.line is not None:
        line.append(run(f" · line {verdict.line}", QUIET))
    if changes := meanings(verdict):
        line.append(run(" · ", QUIET))
        line.append(run(f"the meaning may change: {', '.join(changes)}", FOUND))
    return line


def _quotation(verdict: Verdict) -> list[Run]:
    """The quotation with what differs marked in it."""
    text = verdict.text
    if verdict.ruling == Ruling.NOT_FOUND:
        return [run(f"“{one_line(text)}”")]
    runs = [run("“")]
    for part in parts(verdict):
        runs += [run(part)] if isinstance(part, str) else _marked(part)
    return [*runs, run("”")]


def _marked(one: Difference) -> list[Run]:
    """A difference with signs: what was said and left out, then what was quoted instead."""
    said, quoted = said_and_quoted(one)
    if one.kind == Kind.BRACKETED:
        # Its author says who added it.
        return [run(f"{quoted}")]
    blank = [run(" ")]
    deleted = [run(f"[-{said}-]", FOUND if one.alters else QUIET)] if said else []
    if one.kind in ALTERING:
        added = [run(f"{{+{quoted}+}}", ADDED)] if quoted else []
    else:
        added = [run(quoted)] if quoted else []
    if not quoted:
        return [*deleted, *blank]
    return [*deleted, *(blank if deleted else []), *added]


def _notes(verdict: Verdict) -> Iterator[str]:
    """What the marks do not say."""
    yield from notes(verdict)
    if verdict.said > MOST_PLACES:
        more = f"said {verdict.said:,} times; here are the first {MOST_PLACES}"
        if is_anybodys(verdict):
            more += ". So short a sentence may be anybody’s"
        yield more


def _place(place: Place, part: str, terminal: Terminal, near: str | None = None) -> Iterator[Line]:
    """The program, the turn and the time of a place."""
    quote = place.quote
    line = [run(one_line(quote.turn.speaker), SPEAKER), run(f" · turn {quote.turn.number}", QUIET)]
    if quote.at is not None:
        line += [run(" · ", QUIET), run(clock(quote.at), QUIET, one_line(quote.link or ""))]
    line.append(run(" · ", QUIET))
    if near:
        line.insert(0, run(f"{near} · ", QUIET))
    if part:
        yield from terminal.wrap(run(f"“{shortened(part, 80)}”"), indent=_INDENT)
    indent = _TEXT if part else _INDENT
    yield from terminal.wrap(*line, *program_line(quote.program), indent=indent)
    if place.corrections:
        yield from terminal.wrap(run(place.correction_note, QUIET), indent=indent)


def _said(place: Place) -> str:
    spans = place.quote.spans
    return place.quote.turn.text[spans[0][0] : spans[-1][1]] if spans else ""
