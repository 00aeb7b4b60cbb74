"""A hint: why a search found nothing or little, and what is near."""

from enum import StrEnum

from searcher.value import Value


class HintKind(StrEnum):
    """What a hint says; equal to its name as text.

    Attributes:
        AS_WORDS: what looks like a field was searched for as words.
        NO_WORD: a pattern matches no word.
        PART: how many turns match one part of the search alone.
        WITHOUT_FILTERS: how many turns match without the filters.
        UNDATED: a date was asked for, and no program has one.
        SPEAKER: somebody has this name and speaks.
        NO_VALUE: no turn has this value of a field; the index has similar ones.
        NO_SPEAKER: nobody has this name; somebody has a similar one.
        TITLE, TOPIC, SERIES: words of the title, a topic or the series of a program.
        DESCRIPTION: words of the description of a program.
        BEGINNING, ENDING: words that begin or end with a word that nobody says.
        AS_PLAIN: quotes, brackets or question marks in a question were not taken as operators.
        INCOMPLETE: not all shards of a cluster answered.
        APPROXIMATE: a cluster has more matches than were compared.
        NO_MEANING: the index has vectors, but the meaning of the question could not be used.
        SHORTENED: a question is too long; only the words that tell most were searched for.
        SPELLING: the same word written as two, or two as one.
        NAMED: a word that nobody says was taken for the misspelled name of a speaker.
    """

    AS_WORDS = "as_words"
    NO_WORD = "no_word"
    PART = "part"
    WITHOUT_FILTERS = "without_filters"
    UNDATED = "undated"
    SPEAKER = "speaker"
    NO_VALUE = "no_value"
    NO_SPEAKER = "no_speaker"
    TITLE = "title"
    TOPIC = "topic"
    SERIES = "series"
    DESCRIPTION = "description"
    BEGINNING = "beginning"
    ENDING = "ending"
    SPELLING = "spelling"
    AS_PLAIN = "as_plain"
    INCOMPLETE = "incomplete"
    APPROXIMATE = "approximate"
    NO_MEANING = "no_meaning"
    SHORTENED = "shortened"
    NAMED = "named"


class Hint(Value):
    """Why a search found nothing or little, or what is near.

    Attributes:
        kind: what it says.
        typed: the part of the search that it is about.
        near: what is near: a name, a title, a word. For `AS_PLAIN` the reason, unless
            nothing matched the search.
        search: what finds it, as one argument of a search; empty if nothing does.
        count: how many turns, or for titles, topics and series how many programs.
    """

    kind: HintKind
    typed: str = ""
    near: str = ""
    search: str = ""
    count: int = 0
