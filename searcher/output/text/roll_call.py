"""Roll calls for people: who said it, when first and last, and who was asked and did not."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.model import Turn
from searcher.concordance.counts.by import By
from searcher.concordance.counts.roll_call import question_in
from searcher.output.layout.styled import QUIET, SPEAKER, TITLE, Line, Run, cut, marked, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.counts import name
from searcher.output.text.heading import TIERS
from searcher.output.text.quotes import address, on_one_line, one_part_shown
from searcher.safe_text import clock, counted, one_line, shortened

if TYPE_CHECKING:
    from searcher.concordance.counts.roll_call import Asked, RollCall, Said
    from searcher.quotes.quote import Quote, Span

#: How much of a quote, and of a question and its answer, is shown, in characters.
_QUOTE, _QUESTION = 240, 160
#: A longer sentence that asks is shortened.
_LONGEST = 240
_INDENT = 2


def roll_call(found: "RollCall", terminal: Terminal) -> Iterator[Line]:
    """The lines of a roll call."""
    if not (found.said_by or found.asked_of):
        return
    query = shortened(" ".join(found.query))
    people = "person" if found.said_by == 1 else "people"
    meaning = TIERS[found.tier] if len(query.split()) > 1 else ""
    yield from terminal.wrap(
        run(f"{found.said_by:,} {people}", TITLE),
        run(f" said {query}"),
        run(f", {meaning}" if meaning else "", QUIET),
        run(f" · {found.total.matches:,} times in {counted(found.total.turns, 'turn')}", QUIET),
    )
    for person in found.said:
        yield []
        yield from _said(person, terminal)
    if more := found.said_by - len(found.said):
        yield []
        yield from terminal.wrap(run(f"… and {more:,} more", QUIET))
    if not found.asked_of:
        return
    were = "person was" if found.asked_of == 1 else "people were"
    yield []
    yield from terminal.wrap(
        run(f"{found.asked_of:,} {were} asked", TITLE), run(f" about {query} and did not say it")
    )
    for silent in found.asked:
        yield []
        yield from _asked(silent, terminal)
    if more := found.asked_of - len(found.asked):
        yield []
        yield from terminal.wrap(run(f"… and {more:,} more", QUIET))


def _said(person: "Said", terminal: Terminal) -> Iterator[Line]:
    group = person.group
    times = "once" if group.matches == 1 else f"{group.matches:,} times"
    where = f"{counted(group.turns, 'turn')}, {counted(group.programs, 'program')}"
    line = name(By.SPEAKER, group.value, group.title, group.program)
    yield from terminal.wrap(*line, run(f" · {times} in {where}", QUIET))
    for label, quote in _times(person):
        yield from terminal.wrap(run(label, QUIET), *when(quote), indent=_INDENT)
    shown = one_part_shown(person.best.turn, person.best.spans, _QUOTE)
    yield from terminal.wrap(run("“"), *on_one_line(shown), run("”"), indent=_INDENT)


def _times(person: "Said") -> "list[tuple[str, Quote]]":
    """The first and the last time; one place where they are the same, or are not known."""
    if place(person.first) == place(person.last):
        return [("", person.first)]
    if person.first.program.date is None and person.first.program != person.last.program:
        return [("one of these places: ", person.first)]
    return [("first ", person.first), ("last  ", person.last)]


def place(quote: "Quote") -> tuple[str, str, int]:
    """Where a quote is."""
    return quote.program.id, quote.program.path, quote.turn.number


def when(quote: "Quote") -> list[Run]:
    """When something was said, and where: the date, the program, the turn, the time in it."""
    program = quote.program
    line = [
        run(f"{program.date or 'undated'} · "),
        run(shortened(program.title, 60), "", address(program)),
        run(f" · turn {quote.turn.number}", QUIET),
    ]
    if (at := quote.at) is not None:
        line += [run(" · ", QUIET), run(clock(at), QUIET, one_line(quote.link or ""))]
    return line


def _asked(silent: "Asked", terminal: Terminal) -> Iterator[Line]:
    answer, question = silent.answer, silent.answer.question
    title = answer.program.title if silent.program is not None else None
    yield from terminal.wrap(*name(By.SPEAKER, silent.name, title, silent.program))
    yield from terminal.wrap(*when(answer), indent=_INDENT)
    if question is not None:
        shown = _question(question, answer.question_spans)
        yield from terminal.wrap(
            run(f"{one_line(question.speaker)}: ", QUIET), *on_one_line(shown), indent=_INDENT
        )
    said = one_part_shown(answer.turn, (), _QUESTION)
    yield from terminal.wrap(
        run(f"{one_line(answer.turn.speaker)}: ", SPEAKER), *on_one_line(said), indent=_INDENT
    )


def _question(turn: Turn, places: "Sequence[Span]") -> list[Run]:
    """The sentence that asks, or what is around the match."""
    text = turn.text
    asking = question_in(text, places)
    if asking is None:
        return one_part_shown(turn, places, _QUESTION)
    start, end = asking
    if end - start > _LONGEST:
        # The end of a long sentence is what asks.
        start = text.find(" ", end - _LONGEST, end) + 1
    before = [Run("… ", QUIET)] if text[:start].strip() else []
    after = [Run(" …", QUIET)] if text[end:].strip() else []
    return [*before, *cut(marked(text, places), start, end), *after]
