"""The engine of an index in an OpenSearch cluster."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Self, TypeVar

from corpus.model import Program, Turn
from index.opensearch import catalogue, plugin, state
from index.opensearch.catalogue import Catalogue
from index.opensearch.cluster import Cluster
from index.opensearch.errors import ClusterUnready
from index.opensearch.mapping import key, of_key
from index.turn_record import Entry, decoded, read_turn
from searcher.engines.request import Request
from searcher.engines.results import Results

if TYPE_CHECKING:
    from searcher.concordance.counts.counts import Counts
    from searcher.concordance.counts.dispersion import Dispersion
    from searcher.concordance.counts.roll_call import RollCall, Said
    from searcher.concordance.counts.talk_share import TalkShare
    from searcher.concordance.kwic.kwic import Kwic, KwicLine
    from searcher.concordance.words.keyness_counts import KeynessCounts
    from searcher.concordance.words.neighbour_counts import NeighbourCounts
    from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
    from searcher.engines.corrected import CorrectedWords
    from searcher.engines.count_request import CountRequest, TalkRequest
    from searcher.engines.every import Every
    from searcher.engines.local.counts import LocalCounts
    from searcher.engines.marked import Marked
    from searcher.engines.opensearch.finder import Finder
    from searcher.engines.opensearch.search import ClusterSearch, ExcerptSearch
    from searcher.engines.speaker_list import Speaker
    from searcher.query.tier import Tier
    from searcher.verify.candidate import Candidates

#: What is computed of a search.
Found = TypeVar("Found", "Counts", "RollCall", "Dispersion")
#: The turns of the programs that are counted together, where none of their texts is read.
_OUTLINED = 200_000
#: The programs that are read whole at once, in turns.
_WHOLE = 20_000


class ClusterEngine:
    """An engine over an index in a cluster. Several threads may use it at once.

    Args:
        cluster: where it is.
        known: its catalogue.
        plugin: whether the cluster has the plugin of this project.
    """

    def __init__(self, cluster: Cluster, known: Catalogue, *, plugin: bool) -> None:
        self._cluster = cluster
        self._catalogue = known
        self._plugin = plugin

    @classmethod
    def open(cls, address: str) -> Self:
        """Open the index at an address.

        Raises:
            index.errors.IndexProblem: there is none, or the cluster cannot be used.
        """
        cluster = Cluster.of(address)
        cluster.client.refuse_other_versions()
        return cls._opened(cluster, plugin=plugin.is_there(cluster.client))

    @classmethod
    def _opened(cls, cluster: Cluster, *, plugin: bool) -> Self:
        now = state.read_existing(cluster.client).state
        return cls(cluster, catalogue.opened(cluster.client, now), plugin=plugin)

    def corrected(self) -> "list[CorrectedWords]":
        """None: words are corrected on this machine, before an index is copied."""
        return []

    def marked(self) -> "list[Marked]":
        """None: tags and notes are kept beside an index on this machine."""
        return []

    @property
    def folder(self) -> None:
        """None: the index is in no folder."""
        return None

    @property
    def state(self) -> str:
        """A name of the state of the index that is searched."""
        known = self._catalogue.state
        texts = blake2b(repr(known.texts).encode(), digest_size=8).hexdigest()
        return f"{known.identity}g{known.generation}t{texts}"

    def renewed(self, *, thorough: bool = False) -> Self | None:
        """An engine over the index as it is now, or None where nothing has changed."""
        now = state.read_existing(self._cluster.client).state
        known = self._catalogue.state
        if (now.identity, now.generation, now.texts) == (
            known.identity, known.generation, known.texts,
        ):  # fmt: skip
            return None
        return self._opened(Cluster(self._cluster.address), plugin=self._plugin)

    def close(self) -> None:
        """Close the catalogue and the connections."""
        self._catalogue.close()
        self._cluster.close()

    @cached_property
    def _finder(self) -> "Finder":
        # A list of programs needs none.
        from searcher.engines.opensearch.finder import Finder

        return Finder(self._cluster.client, self._catalogue, plugin=self._plugin)

    @cached_property
    def _search(self) -> "ClusterSearch":
        # As above.
        from searcher.engines.opensearch.search import ClusterSearch

        return ClusterSearch(self._finder)

    # Searches

    def search(self, request: Request) -> Results:
        """The quotes of one page, and the total.

        If some shards do not answer, the results say so.

        Raises:
            index.opensearch.errors.ClusterProblem: the cluster does not answer.
            searcher.errors.QueryError: the search cannot be read.
        """
        try:
            found = self._search.results(request)
        except ClusterUnready:
            found = self._partial(request)
        return found.replaced(facets=self._facets(request)) if request.facets else found

    def _partial(self, request: Request) -> Results:
        """What the shards find that answer."""
        # All shards answer nearly always.
        from searcher.engines.opensearch.finder import Finder
        from searcher.engines.opensearch.search import ClusterSearch
        from searcher.suggest.hint import Hint, HintKind

        finder = Finder(self._cluster.client, self._catalogue, plugin=self._plugin, partial=True)
        found = ClusterSearch(finder).results(request)
        if finder.missing is None:
            return found
        missing, total = finder.missing
        said = f"{missing} of {total} shards of the cluster did not answer: matches may be missing"
        hint = Hint(HintKind.INCOMPLETE, " ".join(request.arguments), said)
        return found.replaced(missing_shards=missing, hints=(hint, *found.hints))

    def _facets(self, request: Request) -> "Counts":
        # Few searches want them.
        from searcher.concordance.counts.by import FACETS
        from searcher.engines.count_request import CountRequest

        return self.count(CountRequest(request, FACETS))

    def every(self, request: Request) -> "Every":
        """Every quote of the first tier that has a match, read one by one."""
        request.refuse_relevance()
        return self._search.every(request)

    def search_in(self, program: Program, request: Request) -> Results:
        """As `search`, in one program only."""
        return self.search(request.within(program.id))

    def kwic(self, request: "KwicRequest") -> "Kwic":
        """The lines of a concordance, which are read while they are taken."""
        # A search for quotes does not need it.
        from searcher.concordance.kwic.merge import merged
        from searcher.engines.local.concordance import LocalConcordance

        wanted = replace(
            request,
            offset=0,
            limit=None if request.limit is None else request.offset + request.limit,
        )
        held = ExitStack()
        each = []
        for one in self._search.excerpts(request.search):
            held.callback(one.excerpt.close)
            each.append(LocalConcordance(one.excerpt, one).kwic(wanted))
        found = merged(each, request.order, request.page)
        return found.replaced(lines=_closing(found.lines, held))

    def neighbours(self, request: "WindowRequest") -> "NeighbourCounts":
        """The words near the matches of a search."""
        from searcher.concordance.words.neighbour_counts import united
        from searcher.engines.local.concordance import LocalConcordance

        each = [
            LocalConcordance(one.excerpt, one).neighbours(request)
            for one in self._with_all_words(request.search)
        ]
        return united(each, _tier((one.tier, one.turns) for one in each))

    def keyness(self, request: "KeynessRequest") -> "KeynessCounts":
        """The words of two sets of turns."""
        from searcher.concordance.words.keyness_counts import united
        from searcher.engines.local.concordance import LocalConcordance

        each = [
            LocalConcordance(one.excerpt, one).keyness(request)
            for one in self._with_all_words(None)
        ]
        return united(each)

    # Counts

    def count(self, request: "CountRequest") -> "Counts":
        """How often something is said, by group."""
        from searcher.concordance.counts.counts import united

        each = self._each(request.search, lambda counts: counts.count(request))
        return united(each, _tier((one.tier, one.total.turns) for one in each))

    def talk_share(self, request: "TalkRequest") -> "TalkShare":
        """How much everybody says."""
        from searcher.concordance.counts.talk_share import united

        each = [
            _counts(one).talk_share(request) for one in self._outlined(range(len(self._numbers)))
        ]
        return united(each)

    def roll_call(self, request: Request) -> "RollCall":
        """Everyone who said something, and who was asked and did not."""
        from searcher.concordance.counts.by import By
        from searcher.concordance.counts.roll_call import united
        from searcher.engines.count_request import CountRequest

        # Who says it in one program may be silent in another one.
        everybody = replace(request, limit=sys.maxsize)
        each = self._each(request, lambda counts: counts.roll_call(everybody))
        found = united(each, _tier((one.tier, one.total.turns) for one in each), request.limit)
        # Some say it in a few of the programs in which they speak.
        counted = self.count(CountRequest(request, (By.SPEAKER,))).table(By.SPEAKER)
        words = {(group.value, group.program): group.words for group in counted.groups}
        return found.replaced(said=tuple(_with_words(person, words) for person in found.said))

    def dispersion(self, request: Request) -> "Dispersion":
        """Where something is said in each program."""
        from searcher.concordance.counts.dispersion import united

        each = self._each(request, lambda counts: counts.dispersion(request))
        return united(each, _tier((one.tier, one.programs) for one in each), request.limit)

    def _each(self, search: Request, compute: "Callable[[LocalCounts], Found]") -> list[Found]:
        """What is computed of the programs with a match, and then of those without one."""
        found: list[Found] = []
        having: set[int] = set()
        for one in self._search.excerpts(search):
            having.update(one.excerpt.places)
            found.append(_computed(one, compute))
        # What is counted of others has no matches, and the words of the whole.
        tier = found[0].tier
        others = [place for place in range(len(self._numbers)) if place not in having]
        found.extend(
            _computed(one, compute).replaced(tier=tier) for one in self._outlined(others, search)
        )
        return found

    def _outlined(
        self, places: Sequence[int], search: Request | None = None
    ) -> "Iterator[ExcerptSearch]":
        """Programs of which nothing was read, as many at a time as have `_OUTLINED` turns."""
        for some in self._groups(places, _OUTLINED):
            yield self._search.without_turns(some, search)

    def _with_all_words(self, search: Request | None) -> "Iterator[ExcerptSearch]":
        """All programs with all of their turns, some programs at a time."""
        for some in self._groups(range(len(self._numbers)), _WHOLE):
            numbers = [int(self._numbers[place]) for place in some]
            records = self._finder.among(numbers)
            one = self._search.of_programs(some, records, search)
            try:
                yield one
            finally:
                one.excerpt.close()

    def _groups(self, places: Sequence[int], most: int) -> Iterator[list[int]]:
        some: list[int] = []
        turns = 0
        for place in places:
            some.append(place)
            turns += self._catalogue.entry(place).turns
            if turns >= most:
                yield some
                some, turns = [], 0
        if some:
            yield some

    @property
    def _numbers(self) -> Sequence[int]:
        return self._catalogue.numbers  # type: ignore[return-value]

    # What is there

    def programs(self) -> list[Entry]:
        """The programs with their numbers of turns, by id."""
        return sorted(self._catalogue.entries(), key=lambda entry: entry.program.id)

    def speakers(self) -> "list[Speaker]":
        """Everybody who speaks, most turns first."""
        # A search does not need it.
        from searcher.engines.speaker_list import speakers

        return speakers(self._catalogue.entries(), self._catalogue.registry, {})

    def program(self, program_id: str) -> Program | None:
        """The program with this id and its turns, or None if there is none."""
        entry = self.entry(program_id)
        if entry is None:
            return None
        return replace(entry.program, turns=self.turns(entry.program, 1, entry.turns))

    def entry(self, program_id: str) -> Entry | None:
        """The program with this id, without its turns, or None if there is none."""
        place = self._catalogue.places.get(program_id)
        return None if place is None else self._catalogue.entry(place)

    def called(self, name: str) -> list[Entry]:
        """The programs that a name may mean, by id; see `program_names.called`."""
        # An id is enough to read a program.
        from searcher.engines.program_names import called

        return called(name, self._catalogue.entries())

    def turns(self, program: Program, first: int, last: int) -> tuple[Turn, ...]:
        """The turns of a program from one number to another, as far as there are any."""
        place = self._catalogue.places.get(program.id)
        if place is None:
            return ()
        number = int(self._numbers[place])
        last = min(last, self._catalogue.entry(place).turns)
        keys = [key(number, turn) for turn in range(max(first, 1), last + 1)]
        found = self._finder.fetch(keys)
        if lost := [each for each in keys if each not in found]:
            turn = of_key(lost[0])[1]
            raise ClusterUnready(
                str(self._cluster), f"turn {turn} of {program.id!r} is not there",
                "try again; if it stays away, index the transcripts again",
            )  # fmt: skip
        registry = self._catalogue.registry
        return tuple(registry.named(program.id, read_turn(decoded(found[each]))) for each in keys)

    def candidates(self, words: tuple[str, ...], speaker: str | None) -> "Candidates":
        """The candidates that come nearest to the words of a quotation, in their order."""
        # A search does not need it.
        from searcher.engines.opensearch.quotations import candidates

        return candidates(self._finder, self._search.whole, words, speaker)


def _with_words(person: "Said", words: Mapping[tuple[str | None, str | None], int]) -> "Said":
    """Somebody with the number of all of their words."""
    group = person.group
    known = words.get((group.value, group.program), group.words)
    return person._replace(group=group._replace(words=known))


def _computed(one: "ExcerptSearch", compute: "Callable[[LocalCounts], Found]") -> Found:
    try:
        return compute(_counts(one))
    finally:
        one.excerpt.close()


def _counts(one: "ExcerptSearch") -> "LocalCounts":
    # Most engines search only.
    from searcher.engines.local.counts import LocalCounts

    return LocalCounts(one.excerpt, one)


def _closing(lines: "Iterator[KwicLine]", held: ExitStack) -> "Iterator[KwicLine]":
    with held:
        yield from lines


def _tier(found: "Iterator[tuple[Tier | None, int]]") -> "Tier | None":
    """The tier in which something was found: that of all who found something."""
    return next((tier for tier, count in found if count), None)
