"""Tags and notes as pages show them: beside the turns that they are on, and as links."""

from collections.abc import Mapping
from typing import NamedTuple

from index.errors import KeptProblem
from searcher.archive import Archive
from searcher.engines.marked import for_everybody
from searcher.safe_text import one_line, plain
from searcher.web.view import address as pages

#: A turn, as the id of its program and its number.
Place = tuple[str, int]


class Marks(NamedTuple):
    """What is on a turn.

    Attributes:
        tags: each tag with the search for it.
        notes: the texts of notes.
    """

    tags: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


#: A turn without any.
UNMARKED = Marks()


class AllMarks(NamedTuple):
    """All tags and notes that are shown.

    Attributes:
        by_place: what is on each turn.
        tags: how many turns each tag has, those with most turns first.
    """

    by_place: Mapping[Place, Marks] = {}
    tags: Mapping[str, int] = {}

    def on(self, program: str, turn: int) -> Marks:
        """What is on a turn."""
        return self.by_place.get((program, turn), UNMARKED)


def all_marks(archive: Archive) -> AllMarks:
    """The tags and notes of an archive that everybody may see; none if their file is broken.

    Whoever searches for a tag is told that the file is broken; a page can do without.
    """
    found: dict[Place, Marks] = {}
    tags: dict[str, int] = {}
    try:
        marks = archive.marks()
    except KeptProblem:
        return AllMarks()
    for one in for_everybody(marks):
        place = one.place
        assert place is not None
        known = found.get(place, UNMARKED)
        if one.code and one.code not in dict(known.tags):
            tags[one.code] = tags.get(one.code, 0) + 1
            known = known._replace(tags=(*known.tags, (one_line(one.code), search(one.code))))
        if one.note:
            known = known._replace(notes=(*known.notes, plain(one.note)))
        found[place] = known
    most = sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))
    return AllMarks(found, dict(most))


def search(code: str) -> str:
    """The search for a tag."""
    return pages.of("/search", (("q", f"tag:{code}"),))
