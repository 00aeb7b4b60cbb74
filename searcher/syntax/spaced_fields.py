"""Fields with a space after the colon, which are searched for as words."""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from index.fields import FIELDS
from searcher.syntax.lexer import LONGEST, TAG, Kind, tokens
from searcher.syntax.parser import EXCHANGES


def spaced_fields(arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields with a space after the colon, each with the word that follows, or ""."""
    read = [*chain.from_iterable(tokens(one) for one in arguments if len(one) <= LONGEST)]
    for token, following in zip_longest(read, read[1:]):
        name = token.text[:-1].lower()
        if token.kind is Kind.WORD and token.text.endswith(":") and _is_field(name):
            is_value = following is not None and following.kind in (Kind.WORD, Kind.PHRASE)
            yield token.text, following.text if is_value else ""


def _is_field(name: str) -> bool:
    return name in FIELDS or name in EXCHANGES or name == TAG
