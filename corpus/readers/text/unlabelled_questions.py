"""Interviews in which only the answers have labels: what asks for the next one is nobody's.

Cooper Hobbs: It is not.

How many have you made?

Cooper Hobbs: Nine thousand.
"""

from corpus.draft import UNNAMED, DraftTurn
from corpus.segmentation import SENTENCE_ENDS

QUESTION_ENDS = ("?", "？", "؟")
FEWEST_TURNS = 3
#: In this share of the turns but the last one a question stands behind what is said.
SHARE = 0.8
# A question of an interview, with its sentences in front of it, is no longer.
LONGEST = 600


def apart(turns: list[DraftTurn], head: list[str]) -> list[DraftTurn]:
    """The turns, with the questions that stand under answers as turns of nobody that is known.

    Only where nearly every turn ends with a question in a paragraph of its own: whoever
    answers does not ask each time.

    Args:
        turns: those under labels; they are changed.
        head: the paragraphs above the first label. If the last one is a question, it is taken
            out of them.
    """
    if len(turns) < FEWEST_TURNS or not turns[0].label:
        return turns
    asking = [one for one in turns[:-1] if _asks(one)]
    if _is_one_voice(turns, head):
        asking = turns[:-1]
    elif len(asking) < SHARE * (len(turns) - 1):
        return turns
    asked = {id(one) for one in asking}
    parted: list[DraftTurn] = []
    if head and head[-1].endswith(SENTENCE_ENDS):
        parted.append(DraftTurn(UNNAMED, [head.pop()], section=turns[0].section))
    for one in turns:
        parted.append(one)
        if id(one) in asked:
            parted.append(_question(one))
    return parted


def _is_one_voice(turns: list[DraftTurn], head: list[str]) -> bool:
    """Whether one label alone comes again and again, each time with a paragraph between.

    Nobody's label is written again in the middle of what the same person says.
    """
    return (
        len({one.label for one in turns}) == 1
        and len(turns) > FEWEST_TURNS
        and bool(head)
        and head[-1].endswith(SENTENCE_ENDS)
        and all(len(one.paragraphs) > 1 for one in turns[:-1])
    )


def _asks(turn: DraftTurn) -> bool:
    last = turn.paragraphs[-1] if len(turn.paragraphs) > 1 else ""
    return last.rstrip('"”’» ').endswith(QUESTION_ENDS) and len(last) <= LONGEST


def _question(turn: DraftTurn) -> DraftTurn:
    """The last paragraph of a turn, taken out of it."""
    question = DraftTurn(UNNAMED, [turn.paragraphs.pop()], section=turn.section)
    length = len("\n\n".join(turn.paragraphs))
    behind = length + len("\n\n")
    question.moments = [(at - behind, time) for at, time in turn.moments if at >= behind]
    turn.moments = [(at, time) for at, time in turn.moments if at < length]
    turn.end = None
    return question
