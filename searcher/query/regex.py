r"""The words of a vocabulary that a regular expression matches.

Python's `re` backtracks: some expressions take exponential time, and it cannot be interrupted.
RE2 takes time linear in the text and bounded memory. It refuses what would take more
(lookaround, backreferences). `\w` and `\d` are ASCII in it, `\pL` is a letter
of any script. (R. Cox: Regular Expression Matching Can Be Simple And Fast, 2007.)
"""

import time
from collections.abc import Iterable, Iterator

import re2

from index.text.tokenizer import fold

#: Bytes that RE2 may use. With less it has no room for its automata and is slow.
MEMORY = 8 << 20

#: The most steps of a compiled expression; `.{1000}` has 8,000.
LARGEST = 10_000

#: The most seconds of a search; the largest expressions take 0.1 on 73,000 words.
LONGEST = 2.0

#: Bytes of words that are searched before the time is checked.
_AT_ONCE = 1 << 16


class Refused(Exception):
    """The expression is refused; the message is the reason."""


class Regular:
    """A regular expression over words, which are matched as a whole.

    Raises:
        Refused: it does not compile, or is too large.
    """

    def __init__(self, expression: str) -> None:
        folded = "".join(letter if letter.isascii() else fold(letter) for letter in expression)
        if r"\C" in folded:
            raise Refused(r"\C is a byte, and words have letters")
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False
        options.max_mem = MEMORY
        options.never_capture = True
        options.never_nl = True  # each word is a line
        try:
            # Compiled alone first: `a)|(b` is invalid, but would be valid between brackets.
            size = re2.compile(folded, options).programsize
            self._lines = re2.compile(f"(?m)^(?:{folded})$", options)
        except re2.error as error:
            reason = error.args[0]
            raise Refused(reason.decode() if isinstance(reason, bytes) else str(reason)) from None
        if size > LARGEST:
            raise Refused("it is too large")

    def words(self, vocabularies: Iterable[bytes]) -> Iterator[str]:
        """The matching words of vocabularies, which have one word per line. A word may be repeated.

        Raises:
            Refused: it takes too long.
        """
        until = time.monotonic() + LONGEST
        for lines in vocabularies:
            start = 0
            while start < len(lines):
                if time.monotonic() > until:
                    raise Refused(f"it takes more than {LONGEST:.0f} seconds")
                end = lines.find(b"\n", start + _AT_ONCE) + 1 or len(lines)
                for match in self._lines.finditer(lines[start:end]):
                    if word := match.group():
                        yield word.decode()
                start = end
