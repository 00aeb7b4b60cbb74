"""Tells a question from a literal search.

Somebody who types `to be or not to be` wants these words. Somebody who types `what is the best way
to learn rust` wants talk about learning rust, whoever says "the best way to" in it.
"""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from index.fields import SPEAKER, TEXT
from index.library.library import ENGLISH, Library
from index.text.tokenizer import words as words_in
from searcher.query.light_words import ASKING, LIGHT
from searcher.query.long_question import LONGEST
from searcher.query.question_words import opens_question
from searcher.syntax.lexer import Kind, QueryWord, Token, joined_words, query_words, tokens

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

    Anything else is literal: names, titles, a few words, and what somebody remembers of a
    sentence; but for many telling words, see `is_list`.

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


def is_list(words: Sequence[QueryWord], *, languages: Collection[str] = (ENGLISH,)) -> bool:
    """Whether a search is a list of telling words: `rust async runtime scheduler`.

    It asks about a subject. Nobody need say all of so many words in one turn. A search with a small
    word is literal: of a remembered sentence, the turn that says all of its words is meant.

    Args:
        words: the words of the search.
        languages: those of the index. Where it has others than English, short words are small, too.
    """
    small = 0 if languages == (ENGLISH,) else _SHORTEST_TELLING - 1
    forms = {word.form for word in words}
    return len(forms) >= FEWEST_LISTED and all(
        form not in LIGHT and len(form) > small for form in forms
    )


#: So many telling words are a list.
FEWEST_LISTED = 4
#: A shorter word may be a small word of another language than English.
_SHORTEST_TELLING = 4


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
#: So many words outside its quotes make a question of a search; with fewer, the quotes are what is
#: looked for: `why "graph paper"`.
_FEWEST_OUTSIDE = 2
#: Of more quotes, and of longer ones in words, it is not looked up whether somebody says them so: a
#: phrase of common words takes 30 ms in 350,000 turns.
_MOST_QUOTES, _LONGEST_QUOTED = 4, 20
#: A single word with a question mark.
_ASKED = re.compile(r"¿?(\w[\w'’.-]*)\?+")


class Read(NamedTuple):
    """A question as plain words.

    Attributes:
        arguments: the words.
        reason: why they were searched for.
    """

    arguments: tuple[str, ...]
    reason: str


def as_question(arguments: Sequence[str], library: Library) -> Read | None:
    """A natural question, in which brackets, quotes and question marks are punctuation.

    Brackets say nothing in it: there is no operator that they could group. Words in quotes stay
    together where somebody says them so. None if it has an operator, a field or a pattern, if
    it is no question, if its signs are not in pairs, and if it has too few words outside quotes:
    then the quotes are what is looked for.

    Args:
        arguments: of the search.
        library: where it is asked.
    """
    if sum(map(len, arguments)) > LONGEST:
        return None
    each = [[*tokens(argument)] for argument in arguments]
    every = [token for some in each for token in some]
    signs = {_SIGN[token.kind]: None for token in every if token.kind in _SIGN}
    if not signs or not all(map(_is_punctuation, every)) or not all(map(_in_pairs, each)):
        return None
    outside = sum(len(joined_words(one.text)) for one in every if one.kind is not Kind.PHRASE)
    quoted = sum(token.kind is Kind.PHRASE for token in every)
    alone = any([token.kind for token in some] == [Kind.PHRASE] for some in each)
    if quoted and (outside < _FEWEST_OUTSIDE or alone):
        return None
    where = library if quoted <= _MOST_QUOTES else None
    plain = [" ".join(filter(None, (_read(one, where) for one in some))) for some in each]
    marked = _is_marked(arguments)
    if not is_question(query_words(plain), marked=marked, languages=library.languages):
        return None
    if marked:
        plain[-1] += "?"
    return Read(tuple(plain), f"{' and '.join(signs)} in a question are punctuation")


#: What each sign is called.
_SIGN = {
    Kind.OPEN: "brackets",
    Kind.CLOSE: "brackets",
    Kind.PHRASE: "quotes",
    Kind.PATTERN: "question marks",
}


def _is_punctuation(token: Token) -> bool:
    """Whether a token is a word, or can be a sign of punctuation."""
    if token.kind is Kind.PATTERN:
        return _MARKED.fullmatch(token.text) is not None
    return token.kind in _PUNCTUATION


def _in_pairs(some: Sequence[Token]) -> bool:
    """Whether all quotes and brackets of an argument are in pairs."""
    depth = 0
    for token in some:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth < 0 or token.kind is Kind.QUOTE:
            return False
    return not depth


def _read(token: Token, library: Library | None) -> str:
    """The words of a token; those in quotes with hyphens, if somebody says them together.

    Without an index nobody does.
    """
    if token.kind in (Kind.OPEN, Kind.CLOSE):
        return ""
    if token.kind is Kind.PATTERN:
        return token.text.rstrip("?!.,;:…")
    if token.kind is not Kind.PHRASE:
        return token.text
    inside = token.text[1:-1]
    said = [*words_in(inside)]
    found = None
    if library is not None and 1 < len(said) <= _LONGEST_QUOTED:
        found = library.phrase(TEXT, [(word.text,) for word in said])
    between = " " if found is None or not len(found) else "-"
    return between.join(inside[word.start : word.end] for word in said)


def _is_marked(arguments: Sequence[str]) -> bool:
    """Whether a search ends in a question mark; quotes and brackets may follow it."""
    return arguments[-1].rstrip(' \n"()”»').endswith("?")


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
    every = (token for argument in arguments for token in tokens(argument))
    if not all(map(_is_punctuation, every)):
        return None
    marked = _is_marked(arguments)
    if not is_question(query_words(plain), marked=marked, languages=languages):
        return None
    if marked and plain[-1]:
        plain[-1] += "?"
    return tuple(plain)


def asked_word(argument: str) -> str:
    """The word before the only question mark of an argument without blanks, or nothing."""
    match = _ASKED.fullmatch(argument.strip())
    return match[1] if match else ""
