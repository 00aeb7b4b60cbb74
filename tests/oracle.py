"""Search by brute force: every turn is read, nothing of the engine is used."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from corpus.model import Program


def folded(text: str) -> str:
    """Lower case without accents, with straight apostrophes."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def turns_saying(programs: Iterable[Program], phrase: str) -> set[tuple[str, int]]:
    """The turns (program id, number) that say these words in this order, nothing between."""
    words = [re.escape(word) for word in folded(phrase).split()]
    pattern = re.compile(r"(?<![\w'])" + r"[\W_]+".join(words) + r"(?![\w']|\.\d)")
    return {
        (program.id, turn.number)
        for program in programs
        for turn in program.turns
        if pattern.search(folded(turn.text))
    }


_WORD = re.compile(r"[^\W_]+(?:(?:'|(?<=\d)\.(?=\d)|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*")


_INITIALS = re.compile(r"(?<![\w.])(?:[a-z]\.)+[a-z](?![\w]|\.\w)")
_ELIDED = re.compile(r"(?<![\w'])(l|d|qu|dell)'(?=[aeiouyh])")


def spoken(text: str) -> list[str]:
    """The words of a text."""
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), folded(text))
    plain = _ELIDED.sub(r"\1 ", plain).replace("ph.d", "phd")
    return [word.replace(",", "") for word in _WORD.findall(plain)]


def turns_where(
    programs: Iterable[Program], said: Callable[[list[str]], bool]
) -> set[tuple[str, int]]:
    """The turns (program id, number) of whose words something is true."""
    return {
        (program.id, turn.number)
        for program in programs
        for turn in program.turns
        if said(spoken(turn.text))
    }
