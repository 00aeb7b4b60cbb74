"""Writes a syntax tree as an argument that the parser reads as the same tree."""

import re
from collections.abc import Iterable

from searcher.syntax import date_ranges
from searcher.syntax.lexer import plain_words
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Dated,
    Exact,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    OneOfMany,
    Or,
    Pattern,
    PhraseWord,
    Plain,
    Regular,
    Tagged,
    Window,
    Within,
    Written,
)

#: The nodes that need no brackets, whatever is next to them.
_PART = Plain | Exact | Written | OneOfMany | Window | Asked | Answered | Field | Dated | Tagged

_MINUS = re.compile(r'["(]|=["\w]|[^\W\d]')


def unparse(node: Node) -> str:
    """An argument that `parse` reads as this tree, apart from its places.

    Inside another node, a node with operators is in brackets. A tree beyond the limits of one
    search (`searcher.syntax.token_stream`, `searcher.syntax.atoms`) gives an argument that is
    refused, and a search close to the limits may be too long or too deep in this form.

    Raises:
        ValueError: a word of it cannot be typed.
    """
    match node:
        case Plain(words):
            return _hyphened(map(_word, words))
        case Exact(words):
            return _exact(words)
        case Written(_, typed):
            return f'="{" ".join(typed)}"'
        case Window(words, width):
            return f'"{_row(words)}"~{width}'
        case Pattern() | Fuzzy() | Regular():
            return _one_of_many(node)
        case Near(left, right, distance, ordered):
            operator = f"{'O' if ordered else ''}NEAR/{distance}"
            return f"{_part(left)} {operator} {_part(right)}"
        case Within(left, right, turns):
            return f"{_part(left)} WITHIN/{turns} {_part(right)}"
        case Asked(part):
            return f"asked:{_after_colon(part)}"
        case Answered(part):
            return f"answered:{_after_colon(part)}"
        case Field(name, Plain(), value) if value:
            return f"{name}:{value}"
        case Field(name, Exact(), value) if value:
            return f'{name}:"{value}"'
        case Field(name, Plain() | Exact() as part):
            return f"{name}:({unparse(part)})"
        case Field(name, part):
            return f"{name}:{_after_colon(part)}"
        case Dated(wanted):
            return f"date:{date_ranges.unparse(wanted)}"
        case Tagged(code):
            return f'tag:"{code}"'
        case Not(part):
            return _not(part)
        case And(parts):
            return " ".join(map(_part, parts))
        case Or(parts):
            return " OR ".join(map(_part, parts))


def _part(node: Node) -> str:
    if isinstance(node, _PART | Not):
        return unparse(node)
    return f"({unparse(node)})"


def _not(part: Node) -> str:
    text = _part(part)
    # A minus excludes before a word, a quote or a bracket; elsewhere it is a dash.
    return f"-{text}" if _MINUS.match(text) and not isinstance(part, Not) else f"NOT {text}"


def _after_colon(part: Node) -> str:
    match part:
        case Not() | Regular():
            return f"({unparse(part)})"
    return _part(part)


def _exact(words: tuple[PhraseWord, ...]) -> str:
    if any(isinstance(word, Pattern) and word.pattern.endswith("?") for word in words):
        # Between quotes this question mark would be punctuation.
        joined = (word.pattern if isinstance(word, Pattern) else _one(word) for word in words)
        return f"({_hyphened(joined)})"
    return f'"{_row(words)}"'


def _hyphened(words: Iterable[str]) -> str:
    """Words with hyphens between them."""
    joined = list(words)
    # After a hyphen an emoticon would be punctuation, after a dash it is not.
    return ("–" if any(word[0] in ":;<" for word in joined) else "-").join(joined)


def _row(words: tuple[PhraseWord, ...]) -> str:
    return " ".join(map(_one, words))


def _one(word: PhraseWord) -> str:
    if isinstance(word, AnyWord):
        return "*"
    return _word(word) if isinstance(word, str) else _one_of_many(word)


def _one_of_many(node: OneOfMany) -> str:
    match node:
        case Pattern(pattern):
            # At the end of an argument this question mark would be punctuation.
            return f"({pattern})" if pattern.endswith("?") else pattern
        case Fuzzy(word, distance):
            return f"{_word(word)}~{distance}"
        case Regular(expression):
            return f"/{expression}/"


def _word(word: str) -> str:
    """A word as it is typed, which is its form in the index."""
    if plain_words(word) != (word,):
        raise ValueError(f"{word!r} is a word of the index that cannot be typed")
    return word
