"""The lexer: an argument of a search as tokens, such as words, quotes, brackets and operators."""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from index.fields import FIELDS
from index.text.tokenizer import ELIDED, VOWELS, Word, forms, words

#: The longest argument, in characters.
LONGEST = 10_000


#: What can be before a colon besides fields: a search in the turn before or after.
EXCHANGES = ("asked", "answered")

#: What can stand before a colon and is kept beside the index: the tags of turns.
TAG = "tag"


class QueryWord(NamedTuple):
    """A word as it was typed: its form in the index, and whether it has a capital letter.

    The form of joined words (`IL-6`) has blanks between them.
    """

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
    #: A phrase whose last word is a beginning: `"harry pot"*`.
    BEGINNING = "beginning"
    #: The sign before a word or a phrase that must be written as it was typed: `=US`.
    WRITTEN = "written"
    QUOTE = "quote"
    FIELD = "field"
    OPERATOR = "operator"
    NEAR = "near"
    WITHIN = "within"
    REGEX = "regex"
    FUZZY = "fuzzy"
    WORD = "word"
    PATTERN = "pattern"
    #: `*` alone in a phrase, which is any word.
    ANY = "any"
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
      (?P<blank>    [\s\u200b-\u200f\u2060\ufeff]+ )
    | (?P<minus>    -(?=["(]|=["\w]|[^\W\d]) )
    | (?P<written>  =(?=["\w]) )
    | (?P<open>     \( )
    | (?P<close>    \) )
    | (?P<window>   "[^"]*"~[^\s()"]* )
    | (?P<beginning> "[^"]*"\*(?=[\s)]|$) )
    | (?P<phrase>   "[^"]*" )
    | (?P<quote>    " )
    | (?P<operator> (?:AND|OR|NOT)(?=[\s()"]|$) )
    | (?P<near>     O?NEAR(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<within>   WITHIN(?:/[^\s()"]*|(?=[\s()"]|$)) )
    | (?P<regex>    /\S+/(?=[\s)]|$) )
    | (?P<fuzzy>    [^\s"()~]+~\d*(?=[\s)]|$) )
    | (?P<word>     [^\s"()]+ (?: \([^\s"()]*\) [^\s"()]* )* )
    """
# `\w` does not match accents, vowel signs and joiners that are characters of their own.
_MARKS = "\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u200b-\u200f\u2060"
_LETTERS = rf"(?:[^\W_]|['’*?{_MARKS}]|(?<=[0-9])[.,](?=[0-9*?]))"
#: Without any of these, a phrase has no patterns, fuzzy words or regexes.
_STANDS_FOR_WORDS = re.compile("[*?~/]")
# A double quote inside a Hebrew acronym (צה"ל) is no quote.
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea])")
_CURLY = str.maketrans("“”„«»", '"""""')


_EMOTICON = re.compile(r"(?:[:;]-?[()]|<3)(?=\s|$)")
#: After a digit it is the sign of inches or seconds, if nothing follows that could be quoted.
_INCHES = re.compile(r"(?<=[0-9])\"(?=[\s,.;:)]|$)")


# A search of simple words needs none of these patterns, which take 4 ms to compile.


@cache
def _token() -> re.Pattern[str]:
    """The pattern of a token; its groups are the kinds."""
    return re.compile(f"{_FIELD} | {_NO_FIELD}", re.VERBOSE)


@cache
def _no_field() -> re.Pattern[str]:
    """The pattern of a token that is no field."""
    return re.compile(_NO_FIELD, re.VERBOSE)


@cache
def _in_phrase() -> re.Pattern[str]:
    """What stands for words between quotes."""
    return re.compile(
        r"""
          (?P<regex>   (?<!\S)/\S+/(?!\S) )
        | (?P<fuzzy>   [^\s()~]+~\d*(?!\w) )
        | (?P<any>     (?<!\S)\*(?!\S) )
        | (?P<pattern> LETTERS+ )
        """.replace("LETTERS", _LETTERS),
        re.VERBOSE,
    )


@cache
def _pattern() -> re.Pattern[str]:
    """A word in which signs can stand for letters."""
    return re.compile(f"{_LETTERS}+")


@cache
def _elided() -> re.Pattern[str]:
    """An elided word before another one, such as `l'`."""
    return re.compile(rf"(?i:{'|'.join(ELIDED)})['’](?=[{VOWELS}*?]|[^\x00-\x7f])", re.IGNORECASE)


@cache
def _wild() -> re.Pattern[str]:
    """A sign that stands for letters."""
    return re.compile(rf"(?:[^\W_]|[{_MARKS}])(?:[*?]|['’]\*)|[*?][^\W_]|[0-9]\.[*?]")


@cache
def _address() -> re.Pattern[str]:
    """An address, in which `?` and `:` are no operators."""
    return re.compile(
        r"""(?ix) (?: [a-z][a-z0-9+.-]*:// | www\. | mailto: | [^\s"()@]+@[^\s"()@]+\.
        | [^\s"()?]+[/.][^\s"()?]*\?[\w.-]+= ) [^\s"()]* (?: \([^\s"()]*\) [^\s"()]* )*"""
    )


def tokens(argument: str, as_words: Collection[str] = ()) -> Iterator[Token]:
    """The tokens of an argument, from left to right, without blanks.

    People ask questions: at the end of an argument with blanks, a question mark is punctuation.

    Args:
        argument: as it was typed.
        as_words: names, in lower case, that are no fields: `re` in `re:invent`.
    """
    text = argument
    if not argument.isascii():
        text = _GERSHAYIM.sub("\u05f4", argument.translate(_CURLY))
    if len(text.split(None, 2)) > 1:
        text = text.rstrip("?! \t\n")
    # Most searches have no address, no emoticon and no inches.
    is_rare = _RARE.search(text) is not None
    place = depth = 0
    while place < len(text):
        rare = _rare_at(text, place, depth) if is_rare else None
        kind, found = rare or _token_at(text, place, as_words)
        # A minus separates words in `MRD-negative`; it excludes after a blank.
        is_inside = place > 0 and text[place - 1] not in " \t\n("
        if kind is Kind.MINUS and is_inside:
            kind = Kind.WORD
        if kind is Kind.WRITTEN and is_inside and text[place - 1] not in "-:":
            kind = Kind.WORD
        if kind is Kind.WORD and _wild().search(found) and not _address().match(found):
            kind = Kind.PATTERN
        depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
        if kind is not Kind.BLANK:
            yield Token(kind, found, place)
        place += len(found)


_RARE = re.compile(r"""[:;]-?[()] | <3 | :// | www\. | mailto: | [@?] | [0-9]\"""", re.VERBOSE)


def _rare_at(text: str, place: int, depth: int) -> tuple[Kind, str] | None:
    """An address, an emoticon or the sign of inches; `depth` is how many brackets are open."""
    begins = not place or text[place - 1] in " \t\n("
    if begins and (address := _address().match(text, place)):
        return Kind.WORD, address[0]
    if (
        begins
        and (emoticon := _EMOTICON.match(text, place))
        and not (depth and emoticon[0].endswith(")"))
    ):
        return Kind.WORD, emoticon[0]
    return (Kind.BLANK, text[place]) if _INCHES.match(text, place) else None


def _token_at(text: str, place: int, as_words: Collection[str]) -> tuple[Kind, str]:
    match = _token().match(text, place)
    if match is None:
        return Kind.WORD, text[place]
    kind, found = _KINDS[match.lastgroup], match[0]
    if kind is Kind.FIELD:
        name = found[:-1].lower()
        if name in as_words or ("-" in found and not _names_a_field(name)):
            # `e-mail:x` is a word. Few searches have one, so the pattern is compiled only here.
            match = _no_field().match(text, place)
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
    return _split(inside, _in_phrase(), question="?")


def tokens_in_pattern(word: Token) -> Iterator[Token]:
    """The patterns of a word with hyphens such as `CAR-T*`, and the text between them."""
    return _split(word, _pattern(), question="")


def _split(token: Token, wanted: re.Pattern[str], question: str) -> Iterator[Token]:
    text, place = token.text, 0
    for match in wanted.finditer(text):
        kind, found = _KINDS[match.lastgroup or "pattern"], match[0]
        start = match.start()
        if kind is Kind.PATTERN:
            found = found.rstrip(question) if question else found
            if _wild().search(found) is None:
                continue
        if kind in (Kind.PATTERN, Kind.FUZZY) and (after := elided(found)):
            # `l'univers*` is the word `l`, and a pattern.
            start, found = start + after, found[after:]
        yield Token(Kind.TEXT, text[place:start], token.place + place)
        yield Token(kind, found, token.place + start)
        place = start + len(found)
    yield Token(Kind.TEXT, text[place:], token.place + place)


#: Words in upper case that are no words.
_OPERATORS = frozenset("AND OR NOT NEAR ONEAR WITHIN".split())


def _simple(argument: str) -> list[str]:
    """The words of an argument of ASCII letters and blanks, without operators; else nothing.

    Most searches are typed so, and each of these words is one token.
    """
    if not argument.isascii() or not argument.replace(" ", "").isalpha():
        return []
    words = argument.split()
    return words if _OPERATORS.isdisjoint(words) else []


def is_plain(argument: str, as_words: Collection[str] = ()) -> bool:
    """Whether an argument has only words: no quotes, operators, fields or patterns.

    An argument that is too long is not plain; the parser refuses it. `as_words` are names before
    a colon that are no fields.
    """
    if len(argument) > LONGEST or argument[:1] == '"':
        return False
    if _simple(argument):
        return True
    return all(token.kind is Kind.WORD for token in tokens(argument, as_words))


def elided(typed: str) -> int:
    """Where the word after an elided one begins (`univers*` in `l'univers*`); 0 without one."""
    match = _elided().match(typed)
    return match.end() if match else 0


def plain_words(argument: str) -> tuple[str, ...]:
    """The words of an argument, as the index keeps them."""
    simple = _simple(argument)
    return tuple(map(str.lower, simple) if simple else forms(argument))


def joined_words(argument: str) -> tuple[tuple[str, ...], ...]:
    """The words of an argument, those joined by a hyphen, a dot and the like together.

    `IL-6` is two words that mean nothing apart. An elided word (`l'` in `l'univers`) is left out:
    it says nothing by itself.
    """
    if simple := _simple(argument):
        return tuple((word.lower(),) for word in simple)
    return tuple(tuple(word.text for word in some) for some in _joined(argument))


def _joined(argument: str) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words(argument):
        if group:
            last = group[-1]
            between = argument[last.end : word.start]
            if between in ("'", "’") and last.text in ELIDED:
                group[-1] = word
                continue
            if not _joins(argument, last, word):
                yield group
                group = []
        group.append(word)
    if group:
        yield group


#: Signs that make one word of two, whatever these are.
_JOINING = frozenset("-‐‑–.&@+_:'’·(")
#: The same between digits, or next to a word that is too short to mean something.
_JOINING_SHORT = frozenset("/;,)")
_SHORT = 2


def _joins(argument: str, left: Word, right: Word) -> bool:
    """Whether what is between two words makes one of them."""
    between = argument[left.end : right.start]
    if not between:
        # A number and its unit, but not two characters of a script without blanks.
        return left.text[-1].isascii() and right.text[0].isascii()
    if any(character.isspace() for character in between):
        return False
    begin = max(argument.rfind(blank, 0, left.start) for blank in " \t\n") + 1
    if _address().match(argument, begin):
        return True
    if between in _JOINING:
        return True
    if between not in _JOINING_SHORT:
        return False
    numbers = left.text[-1].isdigit() and right.text[0].isdigit()
    short = between == "/" and min(len(left.text), len(right.text)) <= _SHORT
    return numbers or short


def query_words(arguments: Sequence[str]) -> list[QueryWord]:
    """The words of a search, each with whether it begins with a capital letter.

    Joined words are one, with blanks between them. The capital letter of the first word does not
    count: every question begins with one.
    """
    found: list[QueryWord] = []
    for argument in arguments:
        if simple := _simple(argument):
            for word in simple:
                found.append(QueryWord(word.lower(), bool(found) and word[0].isupper()))
            continue
        for some in _joined(argument):
            form = " ".join(word.text for word in some)
            found.append(QueryWord(form, bool(found) and argument[some[0].start].isupper()))
    return found
