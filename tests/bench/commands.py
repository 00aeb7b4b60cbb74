"""Commands that no peer has, each measured as a process that starts cold.

A new command is a row in `COMMANDS`, and its name in `test_bench.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.bench.kinds import Search


class Known(NamedTuple):
    """What is known of the corpus, to choose arguments from.

    Attributes:
        program: the id of a program in the middle.
        turns: how many turns it has.
        searches: the searches that are measured, by their kind.
    """

    program: str
    turns: int
    searches: dict[str, Search]

    def word(self, kind: str) -> str:
        """The first word of a kind of search."""
        return self.searches[kind].words[0]


#: The arguments of each command, without its index; the name of the row says what is measured.
COMMANDS: dict[str, Callable[[Known], list[str]]] = {
    "stats, overview": lambda known: ["stats", known.word("common word")],
    "stats, by series": lambda known: ["stats", known.word("common word"), "--by", "series"],
    "stats, by year": lambda known: ["stats", known.word("common word"), "--by", "year"],
    "stats, roll call": lambda known: ["stats", known.word("common word"), "--roll-call"],
    "stats, talk share": lambda known: ["stats"],
    "show, a program": lambda known: ["show", known.program],
    "show, a turn": lambda known: ["show", f"{known.program}:{known.turns // 2 + 1}"],
    "verify, a quotation": lambda known: [
        "verify",
        " ".join(known.searches["phrase, four words"].words),
    ],
    "show, matches": lambda known: ["show", known.program, "--find", known.word("common word")],
    # With a limit a command ends after the line that a longer one prints first.
    "kwic, first line": lambda known: ["kwic", known.word("common word"), "--limit", "1"],
    "kwic, all lines": lambda known: ["kwic", known.word("common word")],
    "kwic, sorted": lambda known: ["kwic", known.word("common word"), "--sort", "left"],
    "collocates": lambda known: ["collocates", known.word("common word")],
    "export, all as CSV": lambda known: [
        *("search", known.word("common word"), "--all", "--format", "csv")
    ],
}
