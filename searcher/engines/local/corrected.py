"""The corrections of words beside an index, with their turns as they may be shown."""

from corpus.model import Turn
from index.fields import PROGRAM_ID
from index.library.library import Library
from index.word_corrections.corrections import WordCorrection, WordCorrectionsFile
from searcher.engines.corrected import CorrectedWords, State


def corrected(library: Library) -> list[CorrectedWords]:
    """The corrections of words, in the order in which they were made.

    Raises:
        index.errors.KeptProblem: their file cannot be used.
    """
    known = library.corrected
    places = {number: (program, turn) for number, program, turn in known.places}
    gone = set(known.gone)
    found = []
    for one in WordCorrectionsFile(library.path).kept().corrections:
        if one.number in places:
            found.append(_made(library, one, *places[one.number]))
        elif one.number in gone:
            # What nobody sees may be gone only for those who may not see it.
            found.append(_nowhere(one, State.GONE, hidden=library.hides))
        else:
            found.append(_nowhere(one, State.WAITING, hidden=library.hides))
    return found


def _made(library: Library, one: WordCorrection, program: str, number: int) -> CorrectedWords:
    """A correction that is in the index, if it may be shown."""
    # Under another id are the programs in which names were replaced.
    entry, turn = library.entry(program), None
    documents = library.postings(PROGRAM_ID.name, program)[0]
    if entry is not None and number <= len(documents):
        turn = library.turn(int(documents[number - 1]))[1]
    words = (
        next((each for each in turn.corrections if each.number == one.number), None)
        if turn is not None
        else None
    )
    if entry is None or turn is None or words is None:
        return _nowhere(one, State.WITHHELD, hidden=True)
    right = turn.text[words.start : words.end]
    return CorrectedWords(
        one.number, State.MADE, words.source, right, one.made, entry.program, turn, words, one
    )


def _nowhere(one: WordCorrection, state: State, *, hidden: bool) -> CorrectedWords:
    wrong, right = ("", "") if hidden else (one.wrong, one.right)
    nothing: Turn | None = None
    return CorrectedWords(one.number, state, wrong, right, one.made, None, nothing, None, one)
