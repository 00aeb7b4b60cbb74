"""From what was typed to a program and a place in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from searcher.errors import PassageUnknown
from searcher.passages.passage import Result
from searcher.passages.place import Place, split
from searcher.safe_text import counted, shortened

if TYPE_CHECKING:
    from index.turn_record import Entry
    from searcher.engines.engine import Engine

#: The most programs that are listed where a name means several, or none.
LISTED, NEAREST = 12, 3

Found = tuple["Entry", Place | None]


def look_up(typed: str, engine: "Engine") -> Found:
    """The program and the place that somebody means.

    An id comes first, whatever characters it has; then an id with a place; then titles.

    Raises:
        PassageUnknown: there is no such program, or there are several.
    """
    if entry := engine.entry(typed):
        return entry, None
    name, place = split(typed)
    if place is not None and (entry := engine.entry(name)):
        return entry, place
    whole = engine.called(typed)
    if place is not None and not (len(whole) == 1 and whole[0].program.title == typed):
        some = engine.called(name)
        if len(some) == 1 or not whole:
            return _only(some, name, engine, typed), place
    return _only(whole, typed, engine, typed), None


def of_result(result: Result, engine: "Engine") -> "Entry":
    """The program of a turn that a search has found.

    Raises:
        PassageUnknown: it is not in the index any more.
    """
    entry = engine.entry(result.program)
    if entry is not None and entry.program.path == result.path:
        return entry
    # Of several indexes another one may have a program of this id.
    same = [one for one in engine.called(result.program) if one.program.path == result.path]
    if same:
        return same[0]
    if entry is None:
        raise PassageUnknown(f"{result.program} is not in the index any more; search again")
    return entry


def _only(found: "Sequence[Entry]", name: str, engine: "Engine", typed: str) -> "Entry":
    """The one program that was found.

    Raises:
        PassageUnknown: there is none, or there are several.
    """
    if len(found) == 1:
        return found[0]
    shown = shortened(name, 60)
    if not found:
        raise _unknown(typed, engine)
    ids = [entry.program.id for entry in found]
    listed = [_line(entry) for entry in found[:LISTED]]
    if len(set(ids)) < len(ids):
        # Two indexes have the same id.
        listed = [f"{entry.program.id} · {entry.program.path}" for entry in found[:LISTED]]
        advice = "choose an index with --index"
    else:
        advice = "give the id of one"
    if len(found) > LISTED:
        listed.append(f"and {len(found) - LISTED:,} more; see `searcher programs`")
    raise PassageUnknown(
        f"{counted(len(found), 'program')} are called {shown}; {advice}:", tuple(listed)
    )


def _unknown(typed: str, engine: "Engine") -> PassageUnknown:
    """The error for a name that no program has, with the nearest names."""
    # Most names are right.
    from difflib import get_close_matches

    name, _, place = typed.rpartition("@" if "@" in typed else ":")
    if name and engine.entry(name):
        return PassageUnknown(
            f"{shortened(place, 40)} is no place in {shortened(name, 60)}; "
            "give a turn as :12, turns as :12-20 or a time as @12:34"
        )
    name = split(typed)[0]
    if not name.strip():
        return PassageUnknown("the name of the program is empty; see `searcher programs`")
    entries = {entry.program.id: entry for entry in engine.programs()}
    names = {program.casefold(): program for program in entries}
    names |= {entry.program.title.casefold(): program for program, entry in entries.items()}
    near = get_close_matches(name.casefold()[:200], names, n=NEAREST, cutoff=0.4)
    nearest = dict.fromkeys([names[one] for one in near] or _with_a_word(name, entries))
    reason = f"no program is called {shortened(name, 60)}"
    if not nearest:
        return PassageUnknown(f"{reason}; see `searcher programs`")
    listed = tuple(_line(entries[program]) for program in nearest)
    return PassageUnknown(f"{reason}; nearest:", listed)


def _with_a_word(name: str, entries: "dict[str, Entry]") -> list[str]:
    """The programs whose titles have the most of the words of a name."""
    from index.text.tokenizer import forms

    words = set(forms(name))
    common = {program: words & {*forms(one.program.title)} for program, one in entries.items()}
    best = sorted(filter(common.__getitem__, common), key=lambda one: -len(common[one]))
    return best[:NEAREST]


def _line(entry: "Entry") -> str:
    """A program in a list: what to type for it, and what it is."""
    program = entry.program
    known = [program.id, program.title, program.date or "", counted(entry.turns, "turn")]
    return " · ".join(shortened(one, 80) for one in known if one)
