"""Finds the candidates of an index that may say the words of a quotation.

As a phrase the words are found at once. If nobody says them so, seeds are looked up: the rare
words of the quotation, and runs of three of its words, found as phrases. The turns with the most
and the rarest seeds are read.
"""

from collections.abc import Iterator, Sequence
from math import log

import numpy as np
import numpy.typing as npt

from corpus.corrected_words import as_in_source
from corpus.model import Turn
from index.fields import PERSON
from index.library.library import Library
from searcher.matching.postings import Postings
from searcher.query.query_tree import Phrase, Tree, Word
from searcher.verify.candidate import Candidate, Candidates
from searcher.verify.people import is_named, names_of

Documents = npt.NDArray[np.uint32]

#: The field of what is said.
_TEXT = "text"
#: The most turns with exactly the words that are read.
_MOST_EXACT = 48
#: The most turns that are read for their seeds, and how many of them with the turns around them.
_MOST_READ, _MOST_WITH_NEIGHBOURS = 16, 4
#: How many turns around a turn are read: the next but one is the same speaker's again.
_AROUND = 2
#: Words that more turns say are no seeds by themselves.
_RARE = 2_000
#: The most seeds of each kind.
_MOST_WORDS, _MOST_RUNS = 16, 32
#: The words of a run.
_RUN = 3
#: The runs may read so many postings in all, which takes some 20 ms.
_POSTINGS = 80_000
#: If so many turns are as good as the last one that is read, they are compared by single words.
_TIED = 1_500


class CandidateFinder:
    """Finds candidates in one library. Several threads may use it at once."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, words: Sequence[str], speaker: str | None) -> Candidates:
        """The candidates that come nearest to some words; see `Engine.candidates`."""
        postings = Postings(self._library)
        exact = postings.of(phrase(words), None).documents
        if len(exact):
            found = [*map(self._alone, self._of_speaker(exact, speaker))]
            if speaker is not None and not any(_is_by(speaker, one) for one in found):
                # The claimed speaker may have said it with fillers, which are left out here.
                theirs = self._turns_of(speaker)
                if theirs.any():
                    found += map(self._alone, self._ranked(words, postings, theirs))
            return Candidates((*found, *_as_in_files(found)), len(exact))
        ranked = self._ranked(words, postings)
        found = [*map(self._with_neighbours, ranked[:_MOST_WITH_NEIGHBOURS])]
        found += map(self._alone, ranked[_MOST_WITH_NEIGHBOURS:])
        return Candidates((*found, *_as_in_files(found)), 0)

    # Which turns

    def _turns_of(self, speaker: str) -> npt.NDArray[np.bool_]:
        """Which turns are those of a person."""
        registry = self._library.registry
        names = tuple(
            name
            for name in self._library.vocabulary(PERSON.name)
            if is_named(speaker, (name, registry.name("", name)))
        )
        return self._library.holding(PERSON.name, names)

    def _of_speaker(self, documents: Documents, speaker: str | None) -> list[int]:
        """The first turns, those of a speaker before others."""
        if len(documents) > _MOST_EXACT and speaker is not None:
            is_theirs = self._turns_of(speaker)[documents]
            documents = np.concatenate([documents[is_theirs], documents[~is_theirs]])
        return [int(document) for document in documents[:_MOST_EXACT]]

    def _ranked(
        self,
        words: Sequence[str],
        postings: Postings,
        theirs: npt.NDArray[np.bool_] | None = None,
    ) -> list[int]:
        """The turns with the most and the rarest seeds, the best first; of one speaker, if any."""
        votes = np.zeros(self._library.size, np.float32)
        for seed in seeds(words, self._library):
            found = postings.of(seed, None)
            if len(found):
                turns = self._library.turns_with(seed, len(found))
                votes[found.documents] += log(1 + self._library.turn_count / turns)
        if theirs is not None:
            votes *= theirs
        voted = votes.nonzero()[0]
        if len(voted) > _MOST_READ:
            scores = votes.take(voted)
            last = np.partition(scores, len(scores) - _MOST_READ)[-_MOST_READ]
            voted = voted[scores >= last]
            if len(voted) > _MOST_READ:
                self._compare(words, voted[:_TIED], votes)
        order = np.lexsort((voted, -votes.take(voted)))
        return [int(document) for document in voted.take(order[:_MOST_READ])]

    def _compare(
        self, words: Sequence[str], documents: npt.NDArray[np.int64], votes: npt.NDArray[np.float32]
    ) -> None:
        """Add to the votes of equally good turns how many words they say in their places."""
        offsets: dict[str, list[int]] = {}
        for offset, word in enumerate(words[: 2 * _MOST_RUNS]):
            offsets.setdefault(word, []).append(offset)
        begins: list[npt.NDArray[np.int64]] = []
        for word, places in offsets.items():
            found, positions = self._library.occurrences_in(_TEXT, word, documents)
            at = (found.astype(np.int64) << 32) + positions
            begins += [at - place for place in places]
        if not begins:
            return
        starts, counts = np.unique(np.concatenate(begins), return_counts=True)
        best = np.zeros(self._library.size, np.float32)
        turns = np.clip(starts >> 32, 0, self._library.size - 1)
        np.maximum.at(best, turns, counts.astype(np.float32))
        votes[documents] += best[documents]

    # Reading

    def _alone(self, document: int) -> Candidate:
        program, turn = self._library.turn(document)
        return self._candidate(program, (turn,))

    def _with_neighbours(self, document: int) -> Candidate:
        program, turn = self._library.turn(document)
        turns: list[Turn] = []
        for distance in range(-_AROUND, _AROUND + 1):
            near = self._library.neighbour(document, program, distance) if distance else turn
            if near is not None:
                turns.append(near)
        return self._candidate(program, tuple(turns))

    def _candidate(self, program: str, turns: tuple[Turn, ...]) -> Candidate:
        entry = self._library.entry(program)
        if entry is None:
            raise LookupError(f"turn {turns[0].number} of {program!r} has no program")
        return Candidate(entry.program, turns)


def _as_in_files(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those of some candidates in which words were corrected, with the text of their files."""
    for one in found:
        if any(turn.corrections for turn in one.turns):
            yield Candidate(one.program, tuple(map(as_in_source, one.turns)), one.turns)


def _is_by(speaker: str, one: Candidate) -> bool:
    return any(is_named(speaker, names_of(one.program, turn)) for turn in one.turns)


def seeds(words: Sequence[str], library: Library) -> Iterator[Tree]:
    """The rare words of a quotation, and runs of its words, the rarest first."""
    frequency = {word: library.document_frequency(_TEXT, word) for word in dict.fromkeys(words)}
    known = sorted((count, word) for word, count in frequency.items() if count)
    for count, word in known[:_MOST_WORDS]:
        if count <= _RARE or len(words) < _RUN:
            yield Word(_TEXT, (word,))
    size = min(_RUN, max(1, len(words) - 1))
    runs = {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}
    costs = sorted((min(frequency[word] for word in run), run) for run in runs)
    spent = 0
    for cost, run in [pair for pair in costs if pair[0]][:_MOST_RUNS]:
        spent += cost
        yield phrase(run)
        if spent > _POSTINGS:
            break


def phrase(words: Sequence[str]) -> Tree:
    """Some words as they are, in a row."""
    each = tuple(Word(_TEXT, (word,)) for word in words)
    return each[0] if len(each) == 1 else Phrase(each)
