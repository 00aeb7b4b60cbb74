"""Expands a wildcard, a fuzzy word or a regex to the words of the vocabulary that it matches.

The search is for all of them, or it is refused: no word is left out silently.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from index.library.library import Library
from index.text.tokenizer import fold
from searcher.errors import QueryError
from searcher.query.fuzzy import is_one_apart, similar
from searcher.syntax import syntax_tree

#: In a word with fewer letters, half of it is a part of too many words to look up.
_SHORT = 4

#: A pattern that matches more words than this is refused: their postings are read into one array.
MOST_WORDS = 5_000


def expand(node: syntax_tree.OneOfMany, library: Library, fieldname: str, source: str) -> list[str]:
    """The words of a field that a part of a search matches.

    Raises:
        QueryError: there are too many, or the pattern is invalid.
    """
    error = partial(QueryError, source, node.place)
    match node:
        case syntax_tree.Fuzzy(word, distance):
            typed, example = f"{word}~{distance}", "mieloma~"
            found: Iterator[str] = iter(_similar(word, library, fieldname, distance))
        case syntax_tree.Regular(expression):
            typed, example = f"/{expression}/", "'/mi?elom.*/'"
            found = _of_expression(expression, library.vocabulary_lines(fieldname), error)
        case syntax_tree.Pattern(typed):
            example = "'mainten*'"
            folded = _fold_pattern(typed)
            if not folded.strip("*?"):
                raise error("this matches every word", example)
            found = _of_pattern(folded, library, fieldname)
    words = list(islice(found, MOST_WORDS + 1))
    if len(words) > MOST_WORDS:
        count = len(words) + sum(1 for _ in found)
        raise error(f"{typed} matches {count:,} words; at most {MOST_WORDS:,} are allowed", example)
    return words


def _of_expression(
    expression: str, lines: Iterable[bytes], error: Callable[[str, str], QueryError]
) -> Iterator[str]:
    # Few searches have a regex, and RE2 is loaded only for those.
    from searcher.query.regex import Refused, Regular

    try:
        yield from dict.fromkeys(Regular(expression).words(lines))
    except Refused as refused:
        reason = f"/{expression}/ cannot be searched for: {refused}"
        raise error(reason, "'/mi?elom.*/'") from None


def _similar(word: str, library: Library, fieldname: str, distance: int) -> list[str]:
    """The words within an edit distance of a word, the nearest first."""
    found: dict[str, int] = {}
    if distance == 1 and len(word) >= _SHORT:
        some = _with_one_half(word, library, fieldname)
        found = {other: int(other != word) for other in some if is_one_apart(word, other)}
    else:
        for lines in library.vocabulary_lines(fieldname):
            found |= similar(word, lines, distance)
    return sorted(found, key=lambda other: (found[other], other))


def _with_one_half(word: str, library: Library, fieldname: str) -> Iterator[str]:
    """Candidates for words with one wrong letter; all of those are among them.

    The wrong letter is in one half of the word, so the other half is right. The exception are
    the two letters in the middle, which may be exchanged.
    """
    half = len(word) // 2
    first, last = word[:half], word[half:]
    letters = len(word) - 1, len(word) + 1
    yield from library.words_beginning_or_ending(fieldname, first, last, letters)
    exchanged = first[:-1] + last[0] + first[-1] + last[1:]
    if library.has(fieldname, exchanged):
        yield exchanged


def _of_pattern(pattern: str, library: Library, fieldname: str) -> Iterator[str]:
    if "?" not in pattern and pattern.count("*") == 1:
        if pattern.endswith("*"):
            return library.vocabulary(fieldname, pattern[:-1])
        if pattern.startswith("*"):
            return library.words_ending(fieldname, pattern[1:])
    prefix = re.split(r"[*?]", pattern, maxsplit=1)[0]
    longest = max(re.split(r"[*?]", pattern), key=len)
    if len(prefix) < 2 <= len(longest):
        candidates = library.words_containing(fieldname, longest)
    else:
        candidates = library.vocabulary(fieldname, prefix)
    return filter(_wildcard(pattern), candidates)


def _fold_pattern(pattern: str) -> str:
    """A pattern with its letters folded as in the index.

    Its pieces are not tokenized: `don'*` and `0.*` keep the character before the star.
    """
    pieces = (fold(piece).replace(",", "") for piece in re.split(r"([*?])", pattern))
    return "".join(pieces).strip("'")


def _wildcard(pattern: str) -> Callable[[str], bool]:
    """A function that says whether a word matches a pattern with `*` and `?`.

    Several stars in a row are one star. The piece after a star is searched from the left, so that
    the time grows with the length of the word, not with the number of stars.
    """
    pieces = re.sub(r"\*+", "*", pattern).split("*")
    compiled = [re.compile(re.escape(piece).replace(r"\?", "."), re.DOTALL) for piece in pieces]
    last = pieces[-1]

    def matches(word: str) -> bool:
        if len(compiled) == 1:
            return compiled[0].fullmatch(word) is not None
        first = compiled[0].match(word)
        if first is None:
            return False
        place = first.end()
        for piece in compiled[1:-1]:
            found = piece.search(word, place)
            if found is None:
                return False
            place = found.end()
        return len(word) - len(last) >= place and (
            compiled[-1].fullmatch(word, len(word) - len(last)) is not None
        )

    return matches
