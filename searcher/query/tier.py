"""The tiers that plain words go through, from the strictest to the loosest."""

from enum import StrEnum


class Tier(StrEnum):
    """How much of a search of plain words a turn says; equal to its name as text.

    Attributes:
        PHRASE: all the words, one right after the other.
        ALL: all the words in one turn.
        EXCHANGE: all the words in a question and its answer.
        ANY: some of the words.
    """

    PHRASE = "phrase"
    ALL = "all"
    EXCHANGE = "exchange"
    ANY = "any"
