"""Searches as people type them, drawn from what is said: always the same for the same corpus.

Most are a word or two that are said somewhere together; some are phrases, names, filters and
questions. No two are the same.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlencode

from corpus.model import Program

#: How many of a hundred are of each kind.
SHARES = {
    "word": 40,
    "two words": 25,
    "phrase": 15,
    "name": 4,
    "name and word": 4,
    "word of a speaker": 4,
    "word of a series": 4,
    "question": 4,
}
#: So many of the most frequent words are typed by nobody by themselves.
_STOP = 150
_WORD = re.compile(r"[a-z][a-z]{2,}")
#: Turns that are looked at.
_SAMPLE = 40_000
#: What is typed together stands in at least so many of them.
_OFTEN = 3
_QUESTIONS = (
    "what did {name} say about {one}",
    "how do you {one} {two}",
    "why is {one} {two} so hard",
    "what is the problem with {one} {two}",
)


class Typed(NamedTuple):
    """A search.

    Attributes:
        kind: one of `SHARES`.
        text: what is typed.
        words: the words that a turn must say, for engines that know neither names nor questions.
        fields: filters that are set beside it.
    """

    kind: str
    text: str
    words: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()

    def query(self) -> str:
        """The search in an address of this project."""
        return urlencode([("q", self.text), *self.fields])


def draw(programs: Iterable[Program], turn_count: int, number: int) -> list[Typed]:
    """So many different searches."""
    drawn = _Drawn(programs, max(1, turn_count // _SAMPLE))
    found: dict[str, Typed] = {}
    for kind, share in SHARES.items():
        wanted = len(found) + number * share // 100
        for one in drawn.of(kind):
            found.setdefault(one.query(), one)
            if len(found) >= wanted:
                break
    searches = [*found.values()]
    random.Random(7).shuffle(searches)
    return searches


class _Drawn:
    """What is said, and by whom.

    People search for what they think was said: so words that are typed together are said near
    each other in several turns, and a name stands beside a word that this person says.
    """

    def __init__(self, programs: Iterable[Program], every: int) -> None:
        self._chance = random.Random(11)
        self._said: list[_Said] = []
        names: Counter[str] = Counter()
        frequent: Counter[str] = Counter()
        seen = 0
        for program in programs:
            for turn in program.turns:
                seen += 1
                if seen % every == 0:
                    words = _WORD.findall(turn.text.lower())
                    frequent.update(words)
                    speaker = turn.speaker.lower()
                    name = "".join(_WORD.findall(speaker)[-1:])
                    names[name] += 1
                    self._said.append(_Said(words, speaker, name, program.series or ""))
        stop = {word for word, _ in frequent.most_common(_STOP)}
        self._is_typed: Callable[[str], bool] = lambda word: len(word) > 3 and word not in stop
        self._known = {name for name, turns in names.items() if turns >= _OFTEN}
        self._pairs = self._together()
        self._phrases: Counter[tuple[str, ...]] = Counter(
            pair for said in self._said for pair in {*pairwise(said.words)} if pair[1] not in stop
        )

    def _together(self) -> Counter[tuple[str, ...]]:
        """How many turns say two words near each other, by the words."""
        found: Counter[tuple[str, ...]] = Counter()
        for said in self._said:
            found.update({*pairwise(filter(self._is_typed, said.words))})
        return found

    def of(self, kind: str) -> Iterator[Typed]:
        """Searches of a kind, until there are surely no others."""
        for _ in range(500_000):
            said = self._chance.choice(self._said)
            typed = [*filter(self._is_typed, said.words)]
            if typed and (made := self._made(kind, said, typed)) is not None:
                yield made

    def _made(self, kind: str, said: "_Said", typed: list[str]) -> Typed | None:
        at = self._chance.randrange(len(typed))
        one, pair = typed[at], tuple(typed[at : at + 2])
        name = said.name if said.name in self._known else ""
        match kind:
            case "word":
                return Typed(kind, one, (one,))
            case "two words" if self._pairs[pair] >= _OFTEN:
                return Typed(kind, " ".join(pair), pair)
            case "phrase":
                place = self._chance.randrange(len(said.words))
                phrase = tuple(said.words[place : place + 2])
                if self._phrases[phrase] >= _OFTEN:
                    return Typed(kind, f'"{" ".join(phrase)}"', phrase)
            case "name" if name:
                return Typed(kind, said.speaker, tuple(_WORD.findall(said.speaker)))
            case "name and word" if name:
                return Typed(kind, f"{name} {one}", (name, one))
            case "word of a speaker" if name:
                return Typed(kind, one, (one,), (("speaker", name),))
            case "word of a series" if said.series:
                return Typed(kind, one, (one,), (("series", said.series),))
            case "question" if name and self._pairs[pair] >= _OFTEN:
                text = self._chance.choice(_QUESTIONS)
                words = pair if "{two}" in text else pair[:1]
                return Typed(kind, text.format(name=name, one=pair[0], two=pair[1]), words)
        return None


class _Said(NamedTuple):
    """A turn: its words, its speaker, the last name of the speaker, the series of its program."""

    words: list[str]
    speaker: str
    name: str
    series: str
