"""Reading a transcript page by page: the tool `show`, and the resources of programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import searcher
from index.errors import KeptProblem
from searcher.engines.marked import for_everybody
from searcher.mcp.answers import address, said
from searcher.mcp.answers.address import SERVED, Address
from searcher.mcp.answers.tool import Tool
from searcher.parameters.parameter import REQUIRED, Kind, Parameter
from searcher.parameters.shape import FLAG, NUMBER, TEXT, maybe, record, several, with_rare
from searcher.quotes.excerpt import sentences
from searcher.safe_text import counted, one_line, plain

#: The most turns of a page, the most before the one that was asked for, and how many follow it
#: without a limit.
MOST, MOST_BEFORE, USUAL = 200, 99, 19
#: The most characters of one turn, and of all turns of a page.
LONGEST, PAGE = 6_000, 40_000

_TURN = with_rare(
    record(
        turn=NUMBER, speaker=TEXT, label=maybe(TEXT), role=maybe(TEXT), section=maybe(TEXT),
        time=maybe(TEXT), link=maybe(TEXT), resource=TEXT, text=TEXT, complete=FLAG,
        begins_at=NUMBER,
    ),
    {**SERVED, **said.CORRECTED, "tags": several(TEXT), "notes": several(TEXT)},
)  # fmt: skip
_SHAPE = record(
    program=TEXT,
    title=TEXT,
    series=maybe(TEXT),
    date=maybe(TEXT),
    url=maybe(TEXT),
    total=NUMBER,
    shown=NUMBER,
    left_out_before=NUMBER,
    turns=several(_TURN),
    next=maybe(record(turn=NUMBER, character=NUMBER, resource=TEXT)),
)


def page(
    archive: searcher.Archive, start: Address, before: int = 0, after: int = MOST - 1
) -> dict[str, Any]:
    """The turns of a program from a place on, as far as they fit on a page.

    Args:
        archive: the archive.
        start: the program and the turn. It may have the title of a program in place of its id.
        before: how many turns before that one are wanted.
        after: how many turns after it.

    Raises:
        PassageUnknown: there is no such program, turn or character.
    """
    first, last = max(1, start.turn - before), start.turn + after
    # One call sees one state of the index.
    found = archive.passage(f"{start.program}:{first}-{last}", context=0)
    program, total = found.program, found.total
    if start.turn > total:
        raise searcher.PassageUnknown(
            f"{program.id} has no turn {start.turn:,}; it has {counted(total, 'turn')}, from 1"
        )
    # The id of another program may end in what looks like a range.
    wanted = [turn for turn in program.turns if first <= turn.number <= last]
    chosen = _fitting(wanted, start.turn)
    marks = _marks(archive, program.id)
    turns: list[dict[str, Any]] = []
    left, following = PAGE, None
    for turn in chosen:
        skipped = start.character if turn.number == start.turn else 0
        if turns and min(len(turn.text) - skipped, LONGEST) > left:
            following = Address(program.id, turn.number)
            break
        one, end = _turn(program, turn, skipped)
        turns.append(one | marks.get(turn.number, {}))
        left -= len(one["text"])
        if end is not None:
            following = Address(program.id, turn.number, end)
            break
    if following is None and last < total:
        following = Address(program.id, last + 1)
    return {
        "program": plain(program.id),
        "title": one_line(program.title),
        "series": program.series and one_line(program.series),
        "date": program.date and one_line(program.date),
        "url": address.link(program, None),
        "total": total,
        "shown": len(turns),
        "left_out_before": len(wanted) - len(chosen),
        "turns": turns,
        "next": following and {
            "turn": following.turn,
            "character": following.character,
            "resource": str(following),
        },
    }  # fmt: skip


def _marks(archive: searcher.Archive, program: str) -> dict[int, dict[str, Any]]:
    """The tags and notes on the turns of a program, by the number of the turn."""
    found: dict[int, dict[str, Any]] = {}
    try:
        marks = archive.marks()
    except KeptProblem:
        # A transcript can be read without them; who searches for a tag is told.
        return found
    for one in for_everybody(marks):
        if one.place is not None and one.place[0] == program:
            name, text = ("tags", one.code) if one.code else ("notes", one.note)
            found.setdefault(one.place[1], {}).setdefault(name, []).append(plain(text))
    return found


def _fitting(turns: Sequence[searcher.Turn], number: int) -> Sequence[searcher.Turn]:
    """The turns without the first ones, if those before a turn fill more than half a page."""
    room = PAGE // 2
    begin = next((place for place, turn in enumerate(turns) if turn.number >= number), 0)
    while begin and len(turns[begin - 1].text) <= min(room, LONGEST):
        begin -= 1
        room -= len(turns[begin].text)
    return turns[begin:]


def _turn(
    program: searcher.Program, turn: searcher.Turn, skipped: int
) -> tuple[dict[str, Any], int | None]:
    """A turn, and the character at which the rest of it begins; None if there is no rest.

    Raises:
        PassageUnknown: the turn has fewer characters than are skipped.
    """
    if skipped and skipped >= len(turn.text):
        raise searcher.PassageUnknown(
            f"{program.id} turn {turn.number} has {counted(len(turn.text), 'character')}; "
            f"character={skipped} is past its end"
        )
    end = _end(turn.text, skipped)
    seconds = turn.start
    for place, time in turn.moments:
        if place <= skipped:
            seconds = time
    known = said.placed(program, turn, seconds)
    names = ("turn", "speaker", "label", "role", "time", "link", "resource")
    one = {
        **{name: known[name] for name in (*names, *said.CORRECTED) if name in known},
        "section": turn.section and one_line(turn.section),
        "text": plain(turn.text[skipped:end].strip()),
        "complete": not skipped and end == len(turn.text),
        "begins_at": skipped,
    }
    return one, end if end < len(turn.text) else None


def _end(text: str, start: int) -> int:
    """Where a page of a text ends: with a sentence, else with a word, if it has any."""
    if len(text) - start <= LONGEST:
        return len(text)
    piece = text[start : start + LONGEST]
    # The last sentence is cut off by the end of the piece.
    whole = [end for _, end in sentences(piece)[:-1]]
    blank = piece.rfind(" ")
    return start + (whole[-1] if whole else blank if blank > 0 else LONGEST)


def lines(answer: dict[str, Any]) -> Iterator[str]:
    """A page as lines of text."""
    parts = [answer["title"], answer["series"], answer["date"], f"program {answer['program']}",
             counted(answer["total"], "turn") + " in all", answer["url"]]  # fmt: skip
    yield " · ".join(part for part in parts if part)
    if answer["left_out_before"]:
        yield f"({counted(answer['left_out_before'], 'turn')} before these did not fit)"
    section = None
    for one in answer["turns"]:
        if one["section"] and one["section"] != section:
            section = one["section"]
            yield f"\nheading: {section}"
        place = " · ".join(part for part in (one["time"], one["link"], one.get("page")) if part)
        begins = f" · from character {one['begins_at']:,}" if one["begins_at"] else ""
        yield ""
        yield f"turn {one['turn']} · {said.speaker(one)}{' · ' * bool(place)}{place}{begins}"
        yield from said.cited(one["text"])
        if one.get("corrected"):
            yield f"({one['corrected']})"
        if tags := one.get("tags"):
            yield f"tags: {', '.join(tags)}"
        for note in one.get("notes", ()):
            yield f"note: {one_line(note)}"
    following = answer["next"]
    if following is None:
        return
    yield ""
    if following["character"]:
        yield (
            f"(turn {following['turn']} is shortened at the end of a sentence; it goes on with "
            f"turn={following['turn']} character={following['character']}: "
            f"{following['resource']})"
        )
    else:
        yield f"(the next turns: turn={following['turn']}: {following['resource']})"


def _answer(archive: searcher.Archive, arguments: Mapping[str, Any]) -> dict[str, Any]:
    start = Address(arguments["program"], arguments["turn"], arguments["character"])
    return page(archive, start, arguments["before"], arguments["after"])


SHOW = Tool(
    "show",
    "Read a transcript",
    "Read turns of one program: what was said before and after a quote, or the transcript page by "
    "page. Use it before you rely on a quote, to see what it answers and what follows. `total` is "
    "the number of turns in the program; `next` is where to read on.",
    (
        Parameter("program", "The id of a program, as other tools return it, or its title.",
                  default=REQUIRED, most=1_000),
        Parameter("turn", "The number of the turn.", Kind.NUMBER, 1, 1, 999_999_999),
        Parameter("before", "How many turns before it to show.", Kind.NUMBER, 0, 0, MOST_BEFORE),
        Parameter("after", "How many turns after it to show.", Kind.NUMBER, USUAL, 0,
                  MOST - MOST_BEFORE - 1),
        Parameter("character", "Skip so many characters of the turn: where `next` says so.",
                  Kind.NUMBER, 0, 0, 999_999_999),
    ),
    _SHAPE,
    _answer,
    lines,
)  # fmt: skip
