"""The tags and notes beside an index, with their turns as they may be shown."""

from index.annotation.marks import MarksFile
from index.library.library import Library
from searcher.engines.marked import Marked


def marked(library: Library) -> list[Marked]:
    """The tags and notes, in the order in which they were made.

    Raises:
        index.errors.KeptProblem: their file cannot be used.
    """
    marks = MarksFile(library.path).marks()
    found = []
    for mark, document in zip(marks, library.located(marks), strict=True):
        program = turn = None
        if document is not None:
            name, turn = library.turn(document)
            entry = library.entry(name)
            program = entry.program if entry else None
        found.append(Marked(mark.code, mark.note, mark.made, program, turn, mark))
    return found
