"""The orders of the lines of a concordance."""

from enum import StrEnum


class KwicOrder(StrEnum):
    """The order of the lines; equal lines are in the order of the text.

    Attributes:
        TEXT: the order of the index: program by program, as it was said.
        LEFT: by the word before the match, then the one before that, and so on.
        RIGHT: by the word after the match, then the one after that, and so on.
        MATCH: by the words of the match itself.
        SPEAKER: by the name of the speaker.
        PROGRAM: by the id of the program.
        DATE, LATEST: by the date, the earliest or the latest first; without a date last.
    """

    TEXT = "text"
    LEFT = "left"
    RIGHT = "right"
    MATCH = "match"
    SPEAKER = "speaker"
    PROGRAM = "program"
    DATE = "date"
    LATEST = "-date"


#: The names of the orders.
ORDERS = tuple(order.value for order in KwicOrder)
