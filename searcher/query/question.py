"""Tells a question from a literal search.

Somebody who types `to be or not to be` wants these words. Somebody who types `what is the best way
to learn rust` wants talk about learning rust, whoever says "the best way to" in it.
"""

import re
from collections.abc import Collection, Sequence

from index.fields import SPEAKER
from index.library.library import ENGLISH, Library
from searcher.query.light_words import ASKING, LIGHT
from searcher.query.long_question import LONGEST
from searcher.query.question_words import opens_question
from searcher.syntax.lexer import Kind, QueryWord, query_words, tokens

#: Words that compare two things.
COMPARING = frozenset("vs versus".split())


def is_question(
    words: Sequence[QueryWord],
    *,
    marked: bool = False,
    languages: Collection[str] = (ENGLISH,),
) -> bool:
    """Whether a search asks about a subject, and is not meant to be found word for word.

    A telling word is one that is not light. A search without one is literal (`to be or not to be`),
    and so is a single word. A search with telling words is a question if

    - it begins like one (`how do you …`, `tell me about …`) or ends in a question mark,
    - or it compares two things (`rust vs go performance`).

    Anything else is literal: names, titles, lists of words, and what somebody remembers of a
    sentence. Of a list of telling words, the turns that say all of them are the best answers.

    Args:
        words: the words of the search, in their order.
        marked: whether it ends in a question mark.
        languages: those of the index.
    """
    forms = [word.form for word in words]
    if len(words) < 2 or LIGHT.issuperset(forms):
        return False
    opens = opens_question(forms, languages) or forms[0] in ASKING
    return marked or bool(opens) or not COMPARING.isdisjoint(forms)


def is_person_on(words: Sequence[QueryWord], library: Library) -> bool:
    """Whether a search begins with names of a speaker and `on` or `about`: `Ryan Dahl on node`."""
    forms = [word.form for word in words]
    end = next((place for place, form in enumerate(forms) if form in ("on", "about")), 0)
    if not 0 < end <= _LONGEST_NAME or LIGHT.issuperset(forms[end:]):
        return False
    return all(
        library.has(SPEAKER.column.name, word) for form in forms[:end] for word in form.split(" ")
    )


#: The most words of a name.
_LONGEST_NAME = 4

#: What stands in a natural question without being an operator.
_PUNCTUATION = frozenset({Kind.WORD, Kind.PHRASE, Kind.QUOTE, Kind.OPEN, Kind.CLOSE, Kind.PATTERN})
_SIGNS = re.compile(r"""["()“”„«»]|\?+(?=[!.,;:…"()“”„«»]*(?:\s|$))""")
#: A word with a question mark, which is no pattern.
_MARKED = re.compile(r"[^*?]*\?+[!.,;:…]*")
#: A single word with a question mark.
_ASKED = re.compile(r"¿?(\w[\w'’.-]*)\?+")


def as_plain(
    arguments: Sequence[str], languages: Collection[str] = (ENGLISH,)
) -> tuple[str, ...] | None:
    """The words of a natural question that has quotes, brackets or question marks inside.

    And a word with a question mark, which is a pattern: `kubernetes?`. The quotes and brackets need
    not be in pairs. None if it has operators, fields or other patterns,
    if it is no question, or if it is plain anyway.

    Args:
        arguments: of the search.
        languages: those of the index.
    """
    if sum(map(len, arguments)) > LONGEST:
        return None
    if len(arguments) == 1 and (word := asked_word(arguments[0])):
        return (word,)
    plain = [_SIGNS.sub(" ", argument).strip() for argument in arguments]
    if plain == [argument.strip() for argument in arguments]:
        return None
    for argument in arguments:
        for token in tokens(argument):
            if token.kind not in _PUNCTUATION or (
                token.kind is Kind.PATTERN and not _MARKED.fullmatch(token.text)
            ):
                return None
    marked = arguments[-1].rstrip(' \n"()”»').endswith("?")
    if not is_question(query_words(plain), marked=marked, languages=languages):
        return None
    if marked and plain[-1]:
        plain[-1] += "?"
    return tuple(plain)


def asked_word(argument: str) -> str:
    """The word before the only question mark of an argument without blanks, or nothing."""
    match = _ASKED.fullmatch(argument.strip())
    return match[1] if match else ""
