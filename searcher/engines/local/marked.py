"""The tags and notes beside an index, with their turns as they may be shown."""

from dataclasses import replace

from index.annotation.marks import MarksFile
from index.library.joint_library import JointLibrary
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


def marked_in_each(library: JointLibrary) -> list[Marked]:
    """The tags and notes of several indexes, each with the id that its program has in all of them.

    Raises:
        index.errors.KeptProblem: a file of them cannot be used.
    """
    found = []
    for number, (part, _) in enumerate(library.parts):
        for one in marked(part):
            program = one.program
            if program is not None:
                shown = library.listing.shown(number, program.id)
                program = replace(program, id=shown) if shown != program.id else program
            found.append(one.replaced(program=program))
    return found
