"""The parts of a search that are one sign: words, patterns, phrases, windows, dates."""

from collections.abc import Sequence

from searcher.syntax.cursor import Cursor
from searcher.syntax.dates import NoDate, date_range
from searcher.syntax.lexer import Sign, plain_words, signs_in_pattern, signs_in_phrase
from searcher.syntax.syntax_tree import (
    Dated,
    Exact,
    Fuzzy,
    OneOfMany,
    Pattern,
    Plain,
    Regular,
    Window,
)

#: Words, or turns, farther apart than this are not near; most turns are shorter.
FARTHEST = 1_000
#: Letters of a word that may be wrong: with three, every short word is near every other.
MOST_WRONG = 2
#: Words that are said together, and words of a window, which takes longer to find.
MOST_TOGETHER = 100
MOST_IN_WINDOW = 20
#: Letters of a word that may have wrong letters.
LONGEST_FUZZY = 64
#: What looks at every word of the vocabulary: words with wrong letters, and expressions,
#: which take much longer.
MOST_FUZZY, MOST_REGULAR = 50, 10

_WINDOW = "'\"maintenance trial\"~5'"


def word(sign: Sign, cursor: Cursor) -> Plain | None:
    """A word, or several that signs such as hyphens join; None where there is none."""
    found = plain_words(sign.text)
    # A dash between blanks asks for nothing; alone it is no search.
    if not found:
        return None
    _not_more(sign, len(found), MOST_TOGETHER, cursor)
    return Plain(found)


def pattern(sign: Sign, cursor: Cursor) -> Pattern | Exact:
    """A word with `*` or `?`; a hyphen parts it, as it parts every word."""
    found = _words_of([*signs_in_pattern(sign)], cursor)
    match found:
        case (Pattern() as alone,):
            return alone
    return Exact(found)


def regular(sign: Sign, cursor: Cursor) -> Regular:
    """`/expression/`."""
    cursor.count(sign, MOST_REGULAR, "regular expressions; one can have several with | in it")
    return Regular(sign.text[1:-1], sign.place)


def fuzzy(sign: Sign, cursor: Cursor) -> Fuzzy:
    """`word~` or `word~2`."""
    typed, _, distance = sign.text.rpartition("~")
    found = plain_words(typed)
    behind = Sign("distance", f"~{distance}", sign.place + len(typed))
    if len(found) != 1 or "*" in typed or "?" in typed:
        raise cursor.error(behind, f"{behind.text} stands behind one word", "mieloma~")
    if distance not in ("", *map(str, range(1, MOST_WRONG + 1))):
        reason = f"{behind.text} is too far: ~ allows one wrong letter, ~2 two"
        raise cursor.error(behind, reason, "mieloma~2")
    if len(found[0]) > LONGEST_FUZZY:
        reason = f"{behind.text} stands behind a word of at most {LONGEST_FUZZY} letters"
        raise cursor.error(behind, reason, "mieloma~")
    cursor.count(sign, MOST_FUZZY, "words with ~")
    return Fuzzy(found[0], int(distance or 1), sign.place)


def exact(sign: Sign, cursor: Cursor) -> Exact:
    """`"words"`."""
    return Exact(_quoted(sign, cursor))


def window(sign: Sign, cursor: Cursor) -> Window:
    """`"words"~5`."""
    phrase, _, width = sign.text.rpartition("~")
    found = _quoted(sign._replace(text=phrase), cursor)
    behind = Sign("width", f"~{width}", sign.place + len(phrase))
    wide = number(behind, width, cursor, "words", 1, _WINDOW)
    if len(found) < 2:
        raise cursor.error(behind, f"{behind.text} needs several words in its quotes", _WINDOW)
    _not_more(sign, len(found), MOST_IN_WINDOW, cursor)
    return Window(found, max(wide, len(found) - 1), sign.place)


def dated(sign: Sign, cursor: Cursor) -> Dated:
    """What stands behind `date:`."""
    try:
        return Dated(date_range(sign.text.strip('"')))
    except NoDate as error:
        raise cursor.error(sign, str(error), "date:2018..2020") from None


def number(sign: Sign, typed: str, cursor: Cursor, unit: str, least: int, example: str) -> int:
    """The number behind `NEAR/`, `WITHIN/` or `~`, of words or turns from one to the other."""
    if not (typed.isascii() and typed.isdigit() and least <= int(typed[:9]) <= FARTHEST):
        reason = f"{sign.text} needs a number of {unit}, from {least} to {FARTHEST:,}"
        raise cursor.error(sign, reason, example)
    return int(typed)


def _quoted(sign: Sign, cursor: Cursor) -> tuple[str | OneOfMany, ...]:
    found = _words_of([*signs_in_phrase(sign)], cursor)
    if not found:
        raise cursor.error(sign, "there is no word between these quotes")
    return found


def _words_of(parts: Sequence[Sign], cursor: Cursor) -> tuple[str | OneOfMany, ...]:
    found: list[str | OneOfMany] = []
    for part in parts:
        match part.kind:
            case "regular":
                found.append(regular(part, cursor))
            case "fuzzy":
                found.append(fuzzy(part, cursor))
            case "pattern":
                found.append(Pattern(part.text, part.place))
            case _:
                found += plain_words(part.text)
    if parts:
        _not_more(parts[0], len(found), MOST_TOGETHER, cursor)
    return tuple(found)


def _not_more(sign: Sign, words: int, most: int, cursor: Cursor) -> None:
    if words > most:
        reason = f"at most {most} words can be asked for together, these are {words:,}"
        raise cursor.error(sign, reason)
