"""An argument of a search as a row of signs: words, quotes, brackets, operators, patterns."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.analysis import words


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
_IN_PHRASE = re.compile(
    r"""
      (?P<regular> (?<!\S)/\S+/(?!\S) )
    | (?P<fuzzy>   [\w'’]+~\d*(?!\w) )
    | (?P<pattern> [\w'’*?]*[*?][\w'’*?]* )
    """,
    re.VERBOSE,
)
_CURLY = str.maketrans("“”„«»", '"""""')
_WILD = re.compile(r"[^\W_][*?]|[*?][^\W_]")


def signs(argument: str) -> Iterator[Sign]:
    """The signs of an argument, from left to right, without blanks."""
    text = argument.translate(_CURLY)
    place = 0
    while place < len(text):
        match = _SIGNS.match(text, place)
        kind, found = (match.lastgroup or "", match[0]) if match else ("word", text[place])
        # A minus parts words in `MRD-negative`; it excludes where a blank stands before it.
        if kind == "minus" and place and text[place - 1] not in " \t\n(":
            kind = "word"
        if kind != "blank":
            yield Sign(kind, found, place)
        place += len(found)


def signs_in_phrase(quoted: Sign) -> Iterator[Sign]:
    """What stands for words inside of quotes, and the text between, from left to right.

    A question mark behind a word is punctuation here, wherever it stands: what people
    quote has questions in it.
    """
    text, place = quoted.text[1:-1], 0
    for match in _IN_PHRASE.finditer(text):
        kind, found = match.lastgroup or "", match[0]
        if kind == "pattern":
            found = found.rstrip("?")
            if _WILD.search(found) is None:
                continue
        yield Sign("text", text[place : match.start()], quoted.place + 1 + place)
        yield Sign(kind, found, quoted.place + 1 + match.start())
        place = match.start() + len(found)
    yield Sign("text", text[place:], quoted.place + 1 + place)


def is_pattern(word: str, *, last: bool, of: Sequence[Sign]) -> bool:
    """Whether a word has a `*` or `?` that stands for letters.

    People ask questions: the mark at the end of several words is punctuation.
    """
    if last and len(of) > 1:
        word = word.rstrip("?!")
    return _WILD.search(word) is not None


def is_plain(argument: str) -> bool:
    """Whether an argument holds words only: no quotes, operators, fields or patterns."""
    found = list(signs(argument))
    return all(
        sign.kind == "word" and not is_pattern(sign.text, last=sign is found[-1], of=found)
        for sign in found
    )


def plain_words(argument: str) -> tuple[str, ...]:
    """The words of an argument, as the index keeps them."""
    return tuple(word.text for word in words(argument))
