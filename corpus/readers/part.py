"""Lines from inside a document or a cell, in which perhaps nobody speaks."""

from collections.abc import Iterable

from corpus.readers.labelled import Conversation, converse, paragraphs


def converse_part(lines: list[str], known: Iterable[str] = ()) -> Conversation:
    """What `converse` makes of lines; those without a label are a head without turns.

    Args:
        lines: the text, line ends stripped.
        known: names that the text gives elsewhere.
    """
    try:
        return converse(lines, known)
    except ValueError:  # what it raises where no line is a label
        return Conversation(paragraphs(lines), [], {})
