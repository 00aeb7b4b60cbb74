"""The atoms of the grammar, one token each: words, patterns, phrases, windows, dates."""

from collections.abc import Sequence

from index.text.tokenizer import surfaces
from searcher.syntax.date_ranges import NoDate, date_range
from searcher.syntax.lexer import (
    Kind,
    Token,
    elided,
    plain_words,
    tokens_in_pattern,
    tokens_in_phrase,
)
from searcher.syntax.syntax_tree import (
    AnyWord,
    Dated,
    Exact,
    Fuzzy,
    Pattern,
    PhraseWord,
    Plain,
    Regular,
    Window,
    Written,
)
from searcher.syntax.token_stream import TokenStream

#: The greatest distance of NEAR and WITHIN, in words or turns. Most turns are shorter.
FARTHEST = 1_000
#: The most wrong letters of a fuzzy word. With three, every short word would match every other.
MOST_WRONG = 2
#: The most words of a phrase, and of a window, which is slower.
MOST_IN_PHRASE = 100
MOST_IN_WINDOW = 20
#: The most letters of a fuzzy word: its time grows with them.
LONGEST_FUZZY = 64
#: The most fuzzy words and regexes of a search. Each looks at the whole vocabulary: a fuzzy
#: word takes 4 to 7 ms for 140,000 words, a large regex 100 ms.
MOST_FUZZY, MOST_REGEXES = 50, 10

_WINDOW = "'\"maintenance trial\"~5'"


def word(token: Token, stream: TokenStream) -> Plain | None:
    """A word, or several that are joined by hyphens and the like; None without a word."""
    found = plain_words(token.text)
    # A dash between blanks has no word; the parser goes on if there is anything else.
    if not found:
        return None
    _check_length(token, len(found), MOST_IN_PHRASE, stream)
    return Plain(found)


def pattern(token: Token, stream: TokenStream) -> Pattern | Exact:
    """A word with `*` or `?`; a hyphen separates words in it, as everywhere."""
    found = _words_of([*tokens_in_pattern(token)], stream)
    match found:
        case (Pattern() as alone,):
            return alone
    return Exact(found)


def regex(token: Token, stream: TokenStream) -> Regular:
    """`/expression/`."""
    stream.count(token, MOST_REGEXES, "regular expressions; one can have several with | in it")
    return Regular(token.text[1:-1], token.place)


def fuzzy(token: Token, stream: TokenStream) -> Fuzzy | Exact:
    """`word~` or `word~2`; an elided word before it is a word by itself."""
    before = elided(token.text)
    if before:
        rest = token._replace(text=token.text[before:], place=token.place + before)
        return Exact((*plain_words(token.text[:before]), _fuzzy(rest, stream)))
    return _fuzzy(token, stream)


def _fuzzy(token: Token, stream: TokenStream) -> Fuzzy:
    typed, _, distance = token.text.rpartition("~")
    found = plain_words(typed)
    after = Token(Kind.TEXT, f"~{distance}", token.place + len(typed))
    if len(found) != 1 or "*" in typed or "?" in typed:
        raise stream.error(after, f"{after.text} must follow one word", "mieloma~")
    if distance not in ("", *map(str, range(1, MOST_WRONG + 1))):
        reason = f"{after.text} is too many: ~ allows one wrong letter, ~2 two"
        raise stream.error(after, reason, "mieloma~2")
    if len(found[0]) > LONGEST_FUZZY:
        reason = f"{after.text} must follow a word of at most {LONGEST_FUZZY} letters"
        raise stream.error(after, reason, "mieloma~")
    stream.count(token, MOST_FUZZY, "words with ~")
    return Fuzzy(found[0], int(distance or 1), token.place)


def exact(token: Token, stream: TokenStream) -> Exact:
    """`"words"`."""
    return Exact(_quoted(token, stream))


def beginning(token: Token, stream: TokenStream) -> Exact:
    """`"words"*`: the last word is a beginning."""
    inside = token.text[1:-2].rstrip()
    return Exact(_quoted(token._replace(text=f'"{inside}*"'), stream))


def written(sign: Token, token: Token, stream: TokenStream) -> Written:
    """`=word` or `="words"`."""
    found = [*surfaces(token.text)]
    if token.kind not in (Kind.WORD, Kind.PHRASE) or not found:
        raise stream.error(sign, "= needs a word or a phrase in quotes after it", "=US")
    _check_length(token, len(found), MOST_IN_PHRASE, stream)
    return Written(tuple(form for form, _ in found), tuple(surface for _, surface in found))


def window(token: Token, stream: TokenStream) -> Window:
    """`"words"~5`."""
    phrase, _, width = token.text.rpartition("~")
    quoted = _quoted(token._replace(text=phrase), stream)
    found = tuple(word for word in quoted if not isinstance(word, AnyWord))
    if len(found) < len(quoted):
        reason = "* alone stands for a word only in a phrase, whose words are in this order"
        raise stream.error(token, reason, "'\"flood * wall\"'")
    after = Token(Kind.TEXT, f"~{width}", token.place + len(phrase))
    wide = number(after, width, stream, "words", 1, _WINDOW)
    if len(found) < 2:
        raise stream.error(after, f"{after.text} needs several words between its quotes", _WINDOW)
    _check_length(token, len(found), MOST_IN_WINDOW, stream)
    return Window(found, max(wide, len(found) - 1), token.place)


def dated(token: Token, stream: TokenStream) -> Dated:
    """The value of `date:`."""
    try:
        return Dated(date_range(token.text.strip('"')))
    except NoDate as error:
        raise stream.error(token, str(error), "date:2018..2020") from None


def number(
    token: Token, typed: str, stream: TokenStream, unit: str, least: int, example: str
) -> int:
    """The number after `NEAR/`, `WITHIN/` or `~`: a distance in words or turns."""
    if not (typed.isascii() and typed.isdigit() and least <= int(typed[:9]) <= FARTHEST):
        reason = f"{token.text} needs a number of {unit}, from {least} to {FARTHEST:,}"
        raise stream.error(token, reason, example)
    return int(typed)


def _quoted(token: Token, stream: TokenStream) -> tuple[PhraseWord, ...]:
    found = _words_of([*tokens_in_phrase(token)], stream)
    if all(isinstance(word, AnyWord) for word in found):
        raise stream.error(token, "there is no word between these quotes")
    return found


def _words_of(parts: Sequence[Token], stream: TokenStream) -> tuple[PhraseWord, ...]:
    found: list[PhraseWord] = []
    for part in parts:
        match part.kind:
            case Kind.REGEX:
                found.append(regex(part, stream))
            case Kind.FUZZY:
                found.append(_fuzzy(part, stream))
            case Kind.ANY:
                found.append(AnyWord())
            case Kind.PATTERN:
                found.append(Pattern(part.text, part.place))
            case _:
                found += plain_words(part.text)
    if parts:
        _check_length(parts[0], len(found), MOST_IN_PHRASE, stream)
    return tuple(found)


def _check_length(token: Token, words: int, most: int, stream: TokenStream) -> None:
    if words > most:
        reason = f"at most {most} words can be in a row, these are {words:,}"
        raise stream.error(token, reason)
