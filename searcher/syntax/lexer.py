"""The lexer: an argument of a search as tokens, such as words, quotes, brackets and operators."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from index.fields import FIELDS
from index.text.tokenizer import forms, words

#: The longest argument, in characters.
LONGEST = 10_000


class QueryWord(NamedTuple):
    """A word as it was typed: its form in the index, and whether it has a capital letter."""

    form: str
    capital: bool


class Kind(Enum):
    """The kinds of tokens; the value is the name of a group in the patterns of this module."""

    BLANK = "blank"
    MINUS = "minus"
    OPEN = "open"
    CLOSE = "close"
    WINDOW = "window"
    PHRASE = "phrase"
    QUOTE = "quote"
    FIELD = "field"
    OPERATOR = "operator"
    NEAR = "near"
    WITHIN = "within"
    REGEX = "regex"
    FUZZY = "fuzzy"
    WORD = "word"
    PATTERN = "pattern"
    #: The text between the patterns of a phrase or of a word with hyphens.
    TEXT = "text"
    #: What follows the last token.
    END = "end"


class Token(NamedTuple):
    """A piece of a search: its kind, its text, and its place in characters from 0."""

    kind: Kind
    text: str
    place: int


#: The kind of each group; to call the enum takes five times as long.
_KINDS: dict[str | None, Kind] = {kind.value: kind for kind in Kind}

_FIELD = r"(?P<field>    [A-Za-z_][A-Za-z_-]*:(?=[^\s:/)]|/[^\s/]\S*/(?:[\s)]|$)) )"
_NO_FIELD = r"""
      (?P<blank>    \s+ )
    | (?P<minus>    -(?=["(\w]) )
    | (?P<open>     \( )
    | (?P<close>    \) )
    | (?P<window>   "[^"]*"~[^\s()"]* )
    | (?P<phrase>   "[^"]*" )
    | (?P<quote>    " )
    | (?P<operator> (?:AND|OR|NOT)(?=[\s()"]|$) )
    | (?P<near>     O?NEAR(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<within>   WITHIN(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<regex>    /\S+/(?=[\s)]|$) )
    | (?P<fuzzy>    [^\s"()~]+~\d*(?=[\s)]|$) )
    | (?P<word>     [^\s"()]+ (?: \([^\s"()]*\) [^\s"()]* )* )
    """
_TOKENS = re.compile(f"{_FIELD} | {_NO_FIELD}", re.VERBOSE)
# `\w` does not match accents and vowel signs that are characters of their own.
_MARKS = "\u0300-\u036f\u0900-\u0dff"
_LETTERS = rf"(?:[^\W_]|['’*?{_MARKS}]|(?<=[0-9])[.,](?=[0-9*?]))"
_IN_PHRASE = re.compile(
    r"""
      (?P<regex>   (?<!\S)/\S+/(?!\S) )
    | (?P<fuzzy>   [^\s()~]+~\d*(?!\w) )
    | (?P<pattern> LETTERS+ )
    """.replace("LETTERS", _LETTERS),
    re.VERBOSE,
)
#: Without any of these, a phrase has no patterns, fuzzy words or regexes.
_STANDS_FOR_WORDS = re.compile("[*?~/]")
_PATTERN = re.compile(f"{_LETTERS}+")
_CURLY = str.maketrans("“”„«»", '"""""')
_WILD = re.compile(rf"(?:[^\W_]|[{_MARKS}])(?:[*?]|['’]\*)|[*?][^\W_]|[0-9]\.[*?]")


def tokens(argument: str) -> Iterator[Token]:
    """The tokens of an argument, from left to right, without blanks.

    People ask questions: at the end of an argument with blanks, a question mark is punctuation.
    """
    text = argument if argument.isascii() else argument.translate(_CURLY)
    if len(text.split(None, 2)) > 1:
        text = text.rstrip("?! \t\n")
    place = 0
    while place < len(text):
        kind, found = _token_at(text, place)
        # A minus separates words in `MRD-negative`; it excludes after a blank.
        if kind is Kind.MINUS and place and text[place - 1] not in " \t\n(":
            kind = Kind.WORD
        if kind is Kind.WORD and _WILD.search(found):
            kind = Kind.PATTERN
        if kind is not Kind.BLANK:
            yield Token(kind, found, place)
        place += len(found)


def _token_at(text: str, place: int) -> tuple[Kind, str]:
    match = _TOKENS.match(text, place)
    if match is None:
        return Kind.WORD, text[place]
    kind, found = _KINDS[match.lastgroup], match[0]
    if kind is Kind.FIELD and "-" in found and not _names_a_field(found[:-1]):
        # `e-mail:x` is a word. Few searches have one, so the pattern is compiled only here.
        match = re.compile(_NO_FIELD, re.VERBOSE).match(text, place)
        return (_KINDS[match.lastgroup], match[0]) if match else (Kind.WORD, text[place])
    return kind, found


def _names_a_field(name: str) -> bool:
    """Whether a name with a hyphen is that of a field, or is similar to one."""
    name = name.lower()
    with_hyphen = [field for field in FIELDS if "-" in field]
    if name in with_hyphen or not with_hyphen:
        return bool(with_hyphen)
    # Most searches have no such name.
    from difflib import get_close_matches

    return bool(get_close_matches(name[:40], with_hyphen, n=1, cutoff=0.8))


def tokens_in_phrase(quoted: Token) -> Iterator[Token]:
    """The patterns, fuzzy words and regexes between quotes, and the text between them.

    Here a question mark after a word is always punctuation: quoted speech has questions in it.
    """
    inside = Token(Kind.TEXT, quoted.text[1:-1], quoted.place + 1)
    if _STANDS_FOR_WORDS.search(inside.text) is None:
        return iter((inside,))
    return _split(inside, _IN_PHRASE, question="?")


def tokens_in_pattern(word: Token) -> Iterator[Token]:
    """The patterns of a word with hyphens such as `CAR-T*`, and the text between them."""
    return _split(word, _PATTERN, question="")


def _split(token: Token, wanted: re.Pattern[str], question: str) -> Iterator[Token]:
    text, place = token.text, 0
    for match in wanted.finditer(text):
        kind, found = _KINDS[match.lastgroup or "pattern"], match[0]
        if kind is Kind.PATTERN:
            found = found.rstrip(question) if question else found
            if _WILD.search(found) is None:
                continue
        yield Token(Kind.TEXT, text[place : match.start()], token.place + place)
        yield Token(kind, found, token.place + match.start())
        place = match.start() + len(found)
    yield Token(Kind.TEXT, text[place:], token.place + place)


def is_plain(argument: str) -> bool:
    """Whether an argument has only words: no quotes, operators, fields or patterns.

    An argument that is too long is not plain; the parser refuses it.
    """
    if len(argument) > LONGEST or '"' in argument:
        return False
    return all(token.kind is Kind.WORD for token in tokens(argument))


def plain_words(argument: str) -> tuple[str, ...]:
    """The words of an argument, as the index keeps them."""
    return tuple(forms(argument))


def query_words(arguments: Sequence[str]) -> list[QueryWord]:
    """The words of a search, each with whether it begins with a capital letter.

    The capital letter of the first word does not count: every question begins with one.
    """
    found: list[QueryWord] = []
    for argument in arguments:
        for word in words(argument):
            found.append(QueryWord(word.text, bool(found) and argument[word.start].isupper()))
    return found
