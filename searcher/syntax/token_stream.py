"""The tokens of one argument, read one by one, with limits on the size of a search."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from searcher.errors import QueryError
from searcher.syntax.lexer import LONGEST, Kind, Token, tokens

#: How deep brackets, NOT and fields can be nested: a level takes a few frames of Python's stack,
#: which has 1,000.
DEEPEST = 50
#: How many tokens an argument can have.
MOST_TOKENS = 1_000

EXAMPLE = "'\"M protein\"'"


class TokenStream:
    """The tokens of one argument, from left to right.

    Args:
        argument: as it was typed.
        counts: the number of tokens of each limited kind in the arguments before this one;
            those of this one are added.
        as_words: names before a colon that are words, and no fields.

    Raises:
        QueryError: the argument is too long, or has no tokens.
    """

    def __init__(
        self, argument: str, counts: Counter[Kind] | None = None, as_words: Collection[str] = ()
    ) -> None:
        self.argument = argument
        if len(argument) > LONGEST:
            # Checked before the lexer runs, so that its time is bounded.
            raise self.error(
                Token(Kind.END, "", LONGEST),
                f"a search has at most {LONGEST:,} characters, this has {len(argument):,}",
            )
        self._tokens = [*tokens(argument, as_words)]
        self._next = 0
        self._depth = 0
        self._counts = Counter() if counts is None else counts
        if len(self._tokens) > MOST_TOKENS:
            reason = f"a search has at most {MOST_TOKENS:,} parts"
            raise self.error(self._tokens[MOST_TOKENS], reason)
        if not self._tokens:
            reason = "there is nothing to search for"
            raise self.error(Token(Kind.END, "", 0), reason, "maintenance")
        self._tokens.append(Token(Kind.END, "", len(argument)))

    def peek(self) -> Token:
        """The next token; after the last one it is of the kind `END`."""
        return self._tokens[self._next]

    def take(self) -> Token:
        """Read the next token, which must not be the end."""
        token = self._tokens[self._next]
        self._next += 1
        return token

    def next_is(self, kind: Kind, *texts: str) -> bool:
        """Whether the next token has a kind, and one of the texts if any are given."""
        token = self._tokens[self._next]
        return token.kind is kind and (not texts or token.text in texts)

    @contextmanager
    def nested(self, token: Token) -> Iterator[None]:
        """Read the inside of a bracket, a NOT or a field.

        Raises:
            QueryError: it is nested too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            reason = f"brackets, NOT and fields can be nested at most {DEEPEST} deep"
            raise self.error(token, reason)
        yield
        self._depth -= 1

    def count(self, token: Token, most: int, noun: str) -> None:
        """Count a token of a limited kind, which takes time to answer.

        Raises:
            QueryError: the search has more of the kind than `most`.
        """
        self._counts[token.kind] += 1
        if self._counts[token.kind] > most:
            raise self.error(token, f"a search has at most {most:,} {noun}")

    def error(self, token: Token, reason: str, example: str = EXAMPLE) -> QueryError:
        """An error at the place of a token."""
        return QueryError(self.argument, token.place, reason, example)
