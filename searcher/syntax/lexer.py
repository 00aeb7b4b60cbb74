"""An argument of a search as a row of signs: words, quotes, brackets, operators, patterns."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.text.tokenizer import forms, words

#: Characters of an argument.
LONGEST = 10_000


class Typed(NamedTuple):
    """A word as it was typed: its form in the index, and whether it reads as a name."""

    form: str
    capital: bool


class Sign(NamedTuple):
    """A piece of a search: its kind, its text, and where it stands."""

    kind: str
    text: str
    place: int


_SIGNS = re.compile(
    r"""
      (?P<blank>    \s+ )
    | (?P<minus>    -(?=["(\w]) )
    | (?P<open>     \( )
    | (?P<close>    \) )
    | (?P<window>   "[^"]*"~[^\s()"]* )
    | (?P<phrase>   "[^"]*" )
    | (?P<quote>    " )
    | (?P<field>    [A-Za-z_]+:(?=[^\s:/)]|/[^\s/]\S*/(?:[\s)]|$)) )
    | (?P<operator> (?:AND|OR|NOT)(?=[\s()"]|$) )
    | (?P<near>     O?NEAR(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<within>   WITHIN(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<regular>  /\S+/(?=[\s)]|$) )
    | (?P<fuzzy>    [^\s"()~]+~\d*(?=[\s)]|$) )
    | (?P<word>     [^\s"()]+ (?: \([^\s"()]*\) [^\s"()]* )* )
    """,
    re.VERBOSE,
)
# Accents and vowel signs that stand apart are no letters to `\w`.
_MARKS = "\u0300-\u036f\u0900-\u0dff"
_LETTERS = rf"(?:[^\W_]|['’*?{_MARKS}]|(?<=[0-9])[.,](?=[0-9*?]))"
_IN_PHRASE = re.compile(
    r"""
      (?P<regular> (?<!\S)/\S+/(?!\S) )
    | (?P<fuzzy>   [^\s()~]+~\d*(?!\w) )
    | (?P<pattern> LETTERS+ )
    """.replace("LETTERS", _LETTERS),
    re.VERBOSE,
)
#: What has none of these stands for no words but those that are typed.
_STANDS_FOR_WORDS = re.compile("[*?~/]")
_PATTERN = re.compile(f"{_LETTERS}+")
_CURLY = str.maketrans("“”„«»", '"""""')
_WILD = re.compile(rf"(?:[^\W_]|[{_MARKS}])(?:[*?]|['’]\*)|[*?][^\W_]|[0-9]\.[*?]")


def signs(argument: str) -> Iterator[Sign]:
    """The signs of an argument, from left to right, without blanks.

    People ask questions: where there are blanks, a question mark at the end is punctuation.
    """
    text = argument if argument.isascii() else argument.translate(_CURLY)
    if len(text.split(None, 2)) > 1:
        text = text.rstrip("?! \t\n")
    place = 0
    while place < len(text):
        match = _SIGNS.match(text, place)
        kind, found = (match.lastgroup or "", match[0]) if match else ("word", text[place])
        # A minus parts words in `MRD-negative`; it excludes where a blank stands before it.
        if kind == "minus" and place and text[place - 1] not in " \t\n(":
            kind = "word"
        if kind == "word" and _WILD.search(found):
            kind = "pattern"
        if kind != "blank":
            yield Sign(kind, found, place)
        place += len(found)


def signs_in_phrase(quoted: Sign) -> Iterator[Sign]:
    """What stands for words inside of quotes, and the text between, from left to right.

    A question mark behind a word is punctuation here, wherever it stands: what people
    quote has questions in it.
    """
    inside = Sign("text", quoted.text[1:-1], quoted.place + 1)
    if _STANDS_FOR_WORDS.search(inside.text) is None:
        return iter((inside,))
    return _parted(inside, _IN_PHRASE, question="?")


def signs_in_pattern(word: Sign) -> Iterator[Sign]:
    """The patterns of a word such as `CAR-T*`, which hyphens part, and the text between."""
    return _parted(word, _PATTERN, question="")


def _parted(sign: Sign, wanted: re.Pattern[str], question: str) -> Iterator[Sign]:
    text, place = sign.text, 0
    for match in wanted.finditer(text):
        kind, found = match.lastgroup or "pattern", match[0]
        if kind == "pattern":
            found = found.rstrip(question) if question else found
            if _WILD.search(found) is None:
                continue
        yield Sign("text", text[place : match.start()], sign.place + place)
        yield Sign(kind, found, sign.place + match.start())
        place = match.start() + len(found)
    yield Sign("text", text[place:], sign.place + place)


def is_plain(argument: str) -> bool:
    """Whether an argument holds words only: no quotes, operators, fields or patterns.

    What is too long is not: `syntax.parse` refuses it.
    """
    return len(argument) <= LONGEST and all(sign.kind == "word" for sign in signs(argument))


def plain_words(argument: str) -> tuple[str, ...]:
    """The words of an argument, as the index keeps them."""
    return tuple(forms(argument))


def typed_words(arguments: Sequence[str]) -> list[Typed]:
    """The words of a search as they were typed.

    The first word of a question has a capital letter whatever it is.
    """
    found: list[Typed] = []
    for argument in arguments:
        for word in words(argument):
            found.append(Typed(word.text, bool(found) and argument[word.start].isupper()))
    return found
