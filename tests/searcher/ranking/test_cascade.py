"""Plain words go through tiers: which turns are in each, in which order, and page by page."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.update.update import write_programs
from searcher.archive import Archive
from searcher.engines.results import Results
from searcher.query.filters import Filters
from searcher.query.light_words import ASKING, LIGHT
from searcher.query.question import is_list, is_question
from searcher.quotes.quote import Quote
from searcher.ranking.parameters import DEFAULT
from searcher.syntax.lexer import QueryWord, is_plain, plain_words
from searcher.syntax.syntax_tree import And, Asked, Node, Not, Or, Plain
from tests.oracle import spoken
from tests.searcher.typed_oracle import Oracle, Place

TIERS = ("phrase", "all", "exchange", "any")


def place(quote: Quote) -> Place:
    """The turn of a quote."""
    return quote.program.id, quote.turn.number


@dataclass(frozen=True)
class Expected:
    """What a search of plain words should find.

    Attributes:
        tiers: a tier to the turns that are in it, whether in one before or not.
        beside: turns around those that say a telling word; of a literal search, which say any.
        asks: whether these are ranked with the tier any, and do not follow it.
    """

    tiers: dict[str, set[Place]]
    beside: set[Place]
    asks: bool = False

    @property
    def first(self) -> str:
        """The first tier with a match, or the last tier."""
        return next((tier for tier, turns in self.tiers.items() if turns), [*self.tiers][-1])

    def blocks(self) -> list[tuple[str, set[Place]]]:
        """The turns as they follow each other; those of a block are in any order."""
        seen: set[Place] = set()
        blocks = []
        tiers = [*self.tiers.items()]
        beside = self.beside if self.tiers.get("any") else set()
        if self.asks:
            tiers[-1] = ("any", self.tiers["any"] | beside)
        for tier, turns in (*tiers, ("any", beside)):
            blocks.append((tier, turns - seen))
            seen |= turns
        return [(tier, turns) for tier, turns in blocks if turns]


def expected(oracle: Oracle, words: Sequence[str], filters: Filters | None = None) -> Expected:
    """The tiers of one argument of plain words, by reading every turn."""
    single = [Plain((word,)) for word in dict.fromkeys(words)]
    asked: list[Node] = [Or((word, Asked(word))) for word in single]
    trees: dict[str, Node] = {"phrase": Plain(tuple(words)), "all": And(tuple(single))}
    if len(words) == 1:
        trees.pop("all")
    typed = [QueryWord(word, False) for word in words]
    asks = is_question(typed) or is_list(typed, languages=("en", "es"))
    if asks:
        trees.pop("all")
        trees["any"] = Or(telling(oracle, single, filters))
    elif len(single) > 1:
        trees |= {"exchange": And(tuple(asked)), "any": Or(telling(oracle, single, filters))}
    tiers = {tier: oracle.found(tree, filters) for tier, tree in trees.items()}
    saying = oracle.found(Or(tuple(single)), filters)
    near = DEFAULT.beside
    around = {
        (program, other)
        for program, number in tiers.get("any", ())
        for other in range(number - near, number + near + 1)
    }
    long = {
        (program.id, turn.number)
        for program in oracle.programs
        for turn in program.turns
        if len(spoken(turn.text)) >= DEFAULT.shortest
    }
    beside = around & long & oracle.found(Not(Plain(("zyzzyva",))), filters)
    return Expected(tiers, beside if asks else beside & saying, asks)


def telling(oracle: Oracle, single: Sequence[Plain], filters: Filters | None) -> tuple[Plain, ...]:
    """The words that are not light, and that few turns say if any of them is said at all.

    If nobody says a word that is not light, the words that ask.
    """
    turns = sum(len(program.turns) for program in oracle.programs)
    subject = [word for word in single if word.words[0] not in LIGHT] or [*single]
    rare = [word for word in subject if len(oracle.found(word)) <= DEFAULT.common * turns]
    asking = [word for word in single if word.words[0] in ASKING]
    for words in (rare, subject):
        if any(oracle.found(word, filters) for word in words):
            return tuple(words)
    return tuple(asking)


def drawn(programs: Sequence[Program], count: int) -> list[tuple[str, ...]]:
    """Words of one to five, from a turn, from an exchange, from anywhere; some twice."""
    chance = random.Random(11)
    searches: list[tuple[str, ...]] = []
    while len(searches) < count:
        program = chance.choice(programs)
        turn = chance.randrange(len(program.turns))
        said = spoken(program.turns[turn].text)
        exchange = spoken(program.turns[turn - 1].text) + said if turn else said
        anywhere = spoken(chance.choice(chance.choice(programs).turns).text) + said
        start = chance.randrange(len(said))
        searches.append(
            chance.choice(
                [
                    tuple(said[start : start + chance.randint(1, 5)]),
                    tuple(chance.choices(said, k=chance.randint(2, 4))),
                    tuple(chance.choices(exchange, k=chance.randint(2, 4))),
                    tuple(chance.choices(anywhere, k=chance.randint(2, 4))),
                ]
            )
        )
    return searches


@pytest.fixture(scope="module")
def oracle(sample_programs: list[Program]) -> Oracle:
    """The samples, of which nobody is known under two names."""
    return Oracle(sample_programs, {})


def check(found: Results, wanted: Expected) -> None:
    """The turns of each tier, no turn twice, scores that fall, the total of the first tier."""
    quotes = list(found)
    total = len(wanted.tiers[wanted.first])
    assert (found.tier, found.total) == (wanted.first if total else None, total)
    for tier, turns in wanted.blocks():
        block, quotes = quotes[: len(turns)], quotes[len(turns) :]
        assert {quote.tier for quote in block} == {tier}
        assert {place(quote) for quote in block} == turns
        scores = [quote.score for quote in block]
        assert scores == sorted(scores, reverse=True)
    assert not quotes


@pytest.mark.slow
def test_tiers(archive: Archive, oracle: Oracle, sample_programs: list[Program]) -> None:
    """Said together, in one turn, in a turn or its question, telling words, and around them."""
    tiers: set[str | None] = set()
    for words in [*drawn(sample_programs, 60), ("the", "the"), ("what", "about"), ("zyzzyva",)]:
        wanted = expected(oracle, words)
        found = archive.search(" ".join(words), limit=10_000)
        check(found, wanted)
        tiers.add(found.tier)
        strict = archive.search(" ".join(words), limit=10_000, strict=True)
        assert (strict.total, strict.tier) == (found.total, found.tier)
        if wanted.asks and found.tier == "any":
            assert {*map(place, strict)} == wanted.tiers["any"]
        else:
            assert list(strict) == list(found)[: found.total]
    assert tiers == {*TIERS, None}


@pytest.mark.slow
@pytest.mark.parametrize(
    "filters",
    [
        Filters(lang="en", until="2021"),
        Filters(program="m-protein"),
        Filters(speaker="lionel"),
        Filters(role="hematologist", since="2019"),
    ],
)
def test_tiers_of_what_filters_let_through(
    archive: Archive, oracle: Oracle, sample_programs: list[Program], filters: Filters
) -> None:
    """The question of a turn may be by anybody; the turn itself is what the filter asks for."""
    for words in drawn(sample_programs, 20):
        found = archive.search(" ".join(words), limit=10_000, filters=filters)
        check(found, expected(oracle, words, filters))


SEARCHES = (
    "M protein", "what did Wilf say about protein?", "maintenance", "the the", "gates tree wall",
    "the", "M OR protein -bread", "maintenance WITHIN/2 trial", "asked:panic OR protein",
    "protein NEAR/5 m", '"m protein low"~30', "-the", "prot* speaker:/a.*/", "series:plasma",
    "answered:(asked:m OR trial) OR (m WITHIN/3 protein)", "Ottoline kappa", "zyzzyva",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("typed", SEARCHES)
def test_pages_join_to_the_whole(archive: Archive, typed: str) -> None:
    """Whatever the size of the pages and the order of the sort."""
    for sort in ("relevance", "-date", "date", "program"):
        whole = archive.search(typed, limit=10_000, sort=sort)
        for size in (1, 7, 50):
            joined: list[Quote] = []
            offset = 0
            while page := list(archive.search(typed, limit=size, offset=offset, sort=sort)):
                assert len(page) <= size
                joined += page
                offset += size
                if size == 1 and offset == 12:
                    break
            assert joined == list(whole)[: len(joined)]
            assert size == 1 or len(joined) == len(whole)
        last = archive.search(typed, limit=5, offset=max(0, len(whole) - 2), sort=sort)
        assert (last.total, last.tier) == (whole.total, whole.tier)
        assert list(last) == list(whole)[-2:]


@pytest.mark.parametrize("typed", SEARCHES)
def test_explained(archive: Archive, typed: str) -> None:
    """The parts of each score sum to it, and explaining changes nothing else."""
    plain = archive.search(typed, limit=10_000)
    explained = archive.search(typed, limit=10_000, explain=True)
    assert [*map(place, explained)] == [*map(place, plain)]
    for quote, same in zip(explained, plain, strict=True):
        parts = dict(quote.explanation)
        assert len(parts) == len(quote.explanation) or quote.tier is None
        assert sum(score for _, score in quote.explanation) == pytest.approx(quote.score, abs=1e-6)
        assert quote.score == same.score
        assert all(score for _, score in quote.explanation)


def test_a_mistyped_word_takes_nothing_away(tmp_path: Path) -> None:
    """What is left of a search is found, though very many turns say it, unless it is light."""
    people = (Participant("Ann", ("Ann",)),)
    turns = tuple(Turn(i + 1, "Ann", "Ann", "the protein" if i % 2 else "no") for i in range(20))
    write_programs(tmp_path, [Program("p", "T", "p", "f", participants=people, turns=turns)])
    with Archive.open(tmp_path) as archive:
        for typed in ("protein zyzzyva", "what is zyzzyva protein?"):
            found = archive.search(typed, limit=100)
            assert (found.tier, found.total) == ("any", 10)
            assert {quote.turn.number for quote in found} == {*range(2, 21, 2)}
        assert not archive.search("the zyzzyva").total


def _by_date(quote: Quote) -> tuple[object, ...]:
    return (quote.program.date is None, quote.program.date or "")


def _latest(quote: Quote) -> tuple[object, ...]:
    undated, date = _by_date(quote)
    return (undated, [-ord(sign) for sign in str(date)])


def _by_program(quote: Quote) -> tuple[object, ...]:
    return (quote.program.id,)


@pytest.mark.parametrize("typed", SEARCHES)
@pytest.mark.parametrize(
    ("sort", "key"), [("date", _by_date), ("-date", _latest), ("program", _by_program)]
)
def test_sorted(
    archive: Archive,
    oracle: Oracle,
    typed: str,
    sort: str,
    key: Callable[[Quote], tuple[object, ...]],
) -> None:
    """Inside of a tier, turns of a program in their order; who has no date is last."""
    relevant = archive.search(typed, limit=10_000)
    found = archive.search(typed, limit=10_000, sort=sort)
    assert {*map(place, found)} == {*map(place, relevant)}
    assert (found.total, found.tier) == (relevant.total, relevant.tier)
    sizes = [found.total]
    if is_plain(typed):
        sizes = [len(turns) for _, turns in expected(oracle, plain_words(typed)).blocks()]
    quotes = list(found)
    for size in sizes:
        block, quotes = quotes[:size], quotes[size:]
        assert block == sorted(block, key=lambda q: (key(q), q.program.id, q.turn.number))
    assert not quotes
