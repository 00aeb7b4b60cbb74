"""Programs by what people call them: an id, a title, a file, or words of these."""

import os
from collections.abc import Callable, Iterable

from corpus.paths import as_text
from index.turn_record import Entry


def called(name: str, entries: Iterable[Entry]) -> list[Entry]:
    """The programs that a name may mean, by id.

    They are the programs with this id; if there are none, those with this title, then those with
    this id or title in another case, those of this file, those with all these words in the title
    or the id, and those whose title or id contains the name. The first of these kinds that has a
    program counts.
    """
    known = sorted(entries, key=lambda entry: entry.program.id)
    folded = " ".join(name.casefold().split())
    if not folded:
        return []
    file = as_text(os.path.realpath(name)) if "\0" not in name else name
    kinds: list[Callable[[str, str, str], bool]] = [
        lambda program, title, path: name == program,
        lambda program, title, path: name == title,
        lambda program, title, path: folded in (program.casefold(), title.casefold()),
        lambda program, title, path: file == path,
        _has_words(name),
        lambda program, title, path: (
            not folded.isdecimal() and (folded in title.casefold() or folded in program.casefold())
        ),
    ]
    for is_meant in kinds:
        found = [
            entry
            for entry in known
            if is_meant(entry.program.id, entry.program.title, entry.program.path)
        ]
        if found:
            return found
    return []


def _has_words(name: str) -> Callable[[str, str, str], bool]:
    """Whether all words of a name are in a title or in an id; the words of a search."""
    # An id needs no tokenizer.
    from index.text.tokenizer import forms

    words = set(forms(name))
    return lambda program, title, path: bool(words) and words <= {*forms(title), *forms(program)}
