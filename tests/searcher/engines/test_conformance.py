"""What every engine does alike, by the local engine and by a scan of all turns.

All tests are written against the protocol. What is an engine's own is not tested here:
the order of equally good turns, its scores, how far the last tier reaches.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.model import Program
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.engines.count_request import CountRequest, TalkRequest
from searcher.engines.engine import Engine
from searcher.engines.local.engine import LocalEngine
from searcher.engines.request import Request
from searcher.engines.results import Results
from searcher.errors import ArchiveClosed, QueryError, RequestError
from searcher.query.filters import Filters
from searcher.query.tier import Tier
from searcher.quotes.quote import Quote
from searcher.ranking.orders import Order
from searcher.verify.judge import judge
from searcher.verify.verdict import Ruling
from tests.searcher.engines.scan_engine import ScanEngine

#: More than the samples have turns.
ALL = 10_000

#: Searches of plain words, and the tier in which each is found first.
PLAIN = {
    ("protein",): "phrase",
    ("maintaining",): "phrase",
    ("M protein",): "phrase",
    ("m", "protein"): "phrase",
    ("M protein", "laboratory weather"): "phrase",
    ("protein m",): "phrase",
    ("weather the bad",): "all",
    ("plateau panic protein",): "all",
    ("is there a plateau of the protein?",): "any",
    ("bus protein",): "exchange",
    ("steeple bus",): "any",
    ("don’t lean on the rail",): "phrase",
    ("How bad is the weather?",): "phrase",
    ("CAR-T",): "phrase",
    ("t(4;14)",): "phrase",
}

#: Searches that are matched exactly as typed.
TYPED = (
    '"M protein"', '"proteins"', "protein -laboratory", "trial OR steeple", "myeloma NOT trial",
    "(trial OR study) -window", "-the -a", "trial drug OR gates", "protein NEAR/5 m",
    "gates ONEAR/3 repair", "repair ONEAR/3 gates", '"protein m the"~3', '"the the"~9',
    "gates WITHIN/2 tree", "(m WITHIN/1 panic) -steeple", "cell*", "?ain", "/mi?elom.*/",
    "mieloma~", "hemoglobine~", '"the *s"', "speaker:adeyinka", "-speaker:dr",
    "speaker:(abelson OR brandt) cells", "role:hematologist", "program:m-protein",
    'program:"flood wall" maintenance', "series:diaries", "topic:(testing -trial)", "lang:es",
    "section:infusion", "date:2018..2020 maintenance", "-date:2018..", "asked:panic",
    "answered:plateau", "asked:(trial OR drug) patient", "-asked:m", "asked:answered:panic",
    "bread OR and", "zyzzyva OR zyzzyvas",
)  # fmt: skip

FILTERS = (
    Filters(speaker="adeyinka"),
    Filters(program="m-protein"),
    Filters(role="hematologist"),
    Filters(lang="es"),
    Filters(since="2020"),
    Filters(until="2019-12"),
    Filters(since="2019", until="2021", topic="trials"),
    Filters(speaker="nobody"),
    Filters(speaker="=Dr. Wexler"),
    Filters(speaker=["=Wexler", "=Marisol"]),
)

#: What no engine can read.
UNREADABLE = ('"M protein', "speeker:kagan", "(", "date:when", "/[/", "a NEAR/x b", "", "?")


#: How each engine is opened over the samples: their index, and the programs in its order.
ENGINES: dict[str, Callable[[Path, list[Program]], Engine]] = {
    "local": lambda index, _: LocalEngine.open(index),
    "scan": lambda _, programs: ScanEngine(programs),
}


@pytest.fixture(scope="module")
def local(samples_index: Path) -> Iterator[Engine]:
    """The samples, indexed."""
    engine = LocalEngine.open(samples_index)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def ordered(sample_programs: list[Program], local: Engine) -> list[Program]:
    """The samples in the order in which the index has them."""
    order = [quote.program.id for quote in local.search(request("NOT zyzzyva"))]
    return sorted(sample_programs, key=lambda program: order.index(program.id))


@pytest.fixture(scope="module", params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of each engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def engine(name: str, samples_index: Path, ordered: list[Program]) -> Iterator[Engine]:
    """Each of the engines."""
    engine = ENGINES[name](samples_index, ordered)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def scan(ordered: list[Program]) -> Engine:
    """A scan of all turns, which is right by its simplicity."""
    return ScanEngine(ordered)


@pytest.fixture(scope="module", params=[name for name in ENGINES if name != "scan"])
def compared(
    request: pytest.FixtureRequest, samples_index: Path, ordered: list[Program]
) -> Iterator[Engine]:
    """Each of the engines that are compared with the scan."""
    engine = ENGINES[request.param](samples_index, ordered)
    yield engine
    engine.close()


def request(*arguments: str, **options: object) -> Request:
    """A request for all quotes, unless it says otherwise."""
    return Request(arguments, **{"limit": ALL, **options})  # type: ignore[arg-type]


def place(quote: Quote) -> tuple[str, int]:
    """The turn of a quote."""
    return quote.program.id, quote.turn.number


def first_tier(found: Results) -> list[Quote]:
    """The quotes of the first tier that has a match."""
    return [quote for quote in found if quote.tier == found.tier]


def ids(searches: object) -> str:
    """A search in the name of a test."""
    return " + ".join(searches) if isinstance(searches, tuple) else str(searches)


@pytest.mark.parametrize("arguments", PLAIN, ids=ids)
def test_plain_words_go_through_tiers(engine: Engine, arguments: tuple[str, ...]) -> None:
    """Tiers follow each other, no turn comes twice, the total is that of the first tier."""
    found = engine.search(request(*arguments))
    assert found.tier == PLAIN[arguments]
    assert isinstance(found.tier, Tier)
    tiers = [quote.tier for quote in found]
    assert tiers == sorted(tiers, key=[*Tier].index)
    assert len({place(quote) for quote in found}) == len(found)
    if found.tier != Tier.ANY:
        assert len(first_tier(found)) == found.total > 0
    assert found.query == arguments
    strict = engine.search(request(*arguments, strict=True))
    assert (strict.total, strict.tier) == (found.total, found.tier)
    assert {quote.tier for quote in strict} == {found.tier}


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_matched_as_typed_has_no_tier(engine: Engine, typed: str) -> None:
    """All quotes are of the search itself, and the total counts them."""
    found = engine.search(request(typed))
    assert found.tier is None
    assert found.total == len(found)
    assert {quote.tier for quote in found} <= {None}


@pytest.mark.parametrize("arguments", [*((typed,) for typed in TYPED), *PLAIN], ids=ids)
def test_engines_find_the_same(compared: Engine, scan: Engine, arguments: tuple[str, ...]) -> None:
    """The same turns with the same characters marked, as far as a search is literal."""
    engines = (compared, scan)
    one, other = (engine.search(request(*arguments, strict=True)) for engine in engines)
    assert one.tier == other.tier
    if one.tier != Tier.ANY:
        assert one.total == other.total
        marked = [{place(quote): quote.spans for quote in found} for found in (one, other)]
        assert marked[0] == marked[1]


@pytest.mark.parametrize("arguments", PLAIN, ids=ids)
def test_spans_lie_in_the_text(engine: Engine, arguments: tuple[str, ...]) -> None:
    """They are in order, apart from each other, around words."""
    for quote in engine.search(request(*arguments)):
        text, ends = quote.turn.text, 0
        for start, end in quote.spans:
            assert ends <= start < end <= len(text)
            assert text[start].isalnum()
            assert text[end - 1].isalnum() or text[end - 1] == ")"
            ends = end


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("typed", ["protein", "trial OR the"])
def test_filters(engine: Engine, scan: Engine, typed: str, filters: Filters) -> None:
    """They leave the quotes that a scan leaves."""
    found = engine.search(request(typed, filters=filters, strict=True))
    expected = scan.search(request(typed, filters=filters, strict=True))
    assert {place(quote) for quote in found} == {place(quote) for quote in expected}
    assert (found.total, found.tier) == (expected.total, expected.tier)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("typed", ["M protein", "trial OR the"])
def test_pages_are_parts_of_one_list(engine: Engine, typed: str, order: Order) -> None:
    """Limit and offset cut the same list, and change neither the total nor the tier."""
    whole = engine.search(request(typed, order=order, limit=23))
    pages = [
        engine.search(request(typed, order=order, limit=5, offset=offset))
        for offset in range(0, 20, 5)
    ]
    assert [quote for page in pages for quote in page] == [*whole[:20]]
    assert {(page.total, page.tier) for page in pages} == {(whole.total, whole.tier)}
    nothing = engine.search(request(typed, order=order, limit=0))
    assert (nothing.total, nothing.tier, len(nothing)) == (whole.total, whole.tier, 0)
    assert len(engine.search(request(typed, order=order, offset=ALL))) == 0


@pytest.mark.parametrize("typed", ["protein", "trial OR the", "protein m trial"])
def test_orders(engine: Engine, typed: str) -> None:
    """Within a tier quotes are ordered by date, by date descending, or by program."""
    programs = [entry.program.id for entry in engine.programs()]
    for order in (Order.DATE, Order.LATEST, Order.PROGRAM):
        quotes = first_tier(engine.search(request(typed, order=order)))
        dates = [quote.program.date for quote in quotes]
        dated = [date for date in dates if date is not None]
        if order == Order.PROGRAM:
            at = [programs.index(quote.program.id) for quote in quotes]
            assert at == sorted(at)
        else:
            assert dates[: len(dated)] == dated, "what has no date comes last"
            assert dated == sorted(dated, reverse=order == Order.LATEST)
        for one, other in pairwise(quotes):
            if one.program.id == other.program.id:
                assert one.turn.number < other.turn.number


def test_engines_order_alike(compared: Engine, scan: Engine) -> None:
    """Where an order is asked for it is the same, turn by turn."""
    for order in (Order.DATE, Order.LATEST, Order.PROGRAM):
        asked = request("trial OR m", order=order)
        one, other = (engine.search(asked) for engine in (compared, scan))
        assert [*map(place, one)] == [*map(place, other)]


@pytest.mark.parametrize("arguments", [*((typed,) for typed in TYPED), *PLAIN], ids=ids)
def test_every_quote(engine: Engine, arguments: tuple[str, ...]) -> None:
    """They are what a search for the strictest tier finds, in every order but by relevance."""
    for order in (Order.PROGRAM, Order.DATE, Order.LATEST):
        wanted = request(*arguments, order=order, strict=True, copies=True)
        every = engine.every(wanted)
        found = engine.search(wanted)
        assert (every.found.total, every.found.tier) == (found.total, found.tier)
        if found.tier != Tier.ANY:
            assert [*every] == [*found]
            assert found.total == len(found)


@pytest.mark.parametrize("arguments", PLAIN, ids=ids)
def test_a_page_of_nothing_has_the_total(engine: Engine, arguments: tuple[str, ...]) -> None:
    """Whichever tier the first match is in."""
    found, whole = engine.search(request(*arguments, limit=0)), engine.search(request(*arguments))
    assert (found.total, found.tier, len(found)) == (whole.total, whole.tier, 0)


def test_every_quote_has_what_was_asked_for(engine: Engine) -> None:
    """Turns around it, its question, and filters that count."""
    filters = Filters(speaker="adeyinka")
    wanted = request("protein", order=Order.PROGRAM, strict=True, filters=filters, context=2)
    assert [*engine.every(wanted)] == [*engine.search(wanted)] != []
    quotes = [*engine.every(request("protein", order=Order.PROGRAM, questions=False))]
    assert {quote.question for quote in quotes} == {None}
    explained = [*engine.every(request("protein", order=Order.PROGRAM, explain=True))]
    assert all(quote.explanation for quote in explained)


def test_every_quote_is_not_sorted_by_relevance(engine: Engine) -> None:
    """All of them would have to be compared before the first one."""
    with pytest.raises(RequestError, match=r"can be sorted by date, -date, program"):
        engine.every(request("protein"))


@pytest.mark.parametrize("context", [0, 1, 3, 100])
def test_context_and_questions(engine: Engine, context: int) -> None:
    """The turns around a quote are of its program; its question is by somebody else."""
    for quote in engine.search(request("protein OR maintenance", context=context)):
        program = engine.program(quote.program.id)
        assert program is not None
        turns, at = program.turns, quote.turn.number - 1
        assert quote.turn == turns[at]
        assert quote.program == program.without_turns()
        assert quote.before == turns[max(0, at - context) : at]
        assert quote.after == turns[at + 1 : at + 1 + context]
        others = [
            turn for turn in turns[max(0, at - 20) : at] if turn.speaker != quote.turn.speaker
        ]
        assert quote.question == (others[-1] if others else None)


def test_questions_can_be_left_out(engine: Engine) -> None:
    """Who does not need them saves the time to read them."""
    assert {quote.question for quote in engine.search(request("protein", questions=False))} == {
        None
    }


def test_explanations_sum_to_the_score(engine: Engine) -> None:
    """The parts of a score are all there; without being asked for, none is."""
    for typed in ("protein", "protein OR trial"):
        for quote in engine.search(request(typed, explain=True)):
            total = sum(score for _, score in quote.explanation)
            assert total == pytest.approx(quote.score)
        assert not any(quote.explanation for quote in engine.search(request(typed)))


def test_programs(engine: Engine, sample_programs: list[Program]) -> None:
    """All programs by id, without their turns, which are counted; each is found whole."""
    entries = engine.programs()
    known = {program.id: program for program in sample_programs}
    assert [entry.program.id for entry in entries] == sorted(known)
    for entry in entries:
        program = known[entry.program.id]
        assert entry.program == program.without_turns()
        assert entry.turns == sum(entry.turns_by.values()) == len(program.turns)
        assert engine.program(program.id) == program
        assert engine.entry(program.id) == entry
        assert engine.called(program.id) == [entry]
        assert engine.called(program.title) == [entry]
        for first, last in ((1, 3), (3, 3), (2, 10_000), (0, 1), (3, 2), (10_000, 20_000)):
            turns = tuple(turn for turn in program.turns if first <= turn.number <= last)
            assert engine.turns(entry.program, first, last) == turns
    assert engine.program("zyzzyva") is None
    assert engine.entry("zyzzyva") is None
    assert engine.called("zyzzyva") == []
    assert engine.turns(Program("zyzzyva", "", "", ""), 1, 3) == ()


@pytest.mark.parametrize("typed", ["protein", "M protein", "trial OR the", "asked:panic"])
def test_one_program_is_searched(engine: Engine, scan: Engine, typed: str) -> None:
    """What a filter finds, whatever else is in the index."""
    for entry in engine.programs():
        alone = Filters(program=entry.program.id)
        asked = request(typed, strict=True, filters=Filters(program="replaced"))
        found = engine.search_in(entry.program, asked)
        expected = scan.search(request(typed, strict=True, filters=alone))
        assert {place(quote) for quote in found} == {place(quote) for quote in expected}
        assert (found.total, found.tier) == (expected.total, expected.tier)


def test_speakers(compared: Engine, scan: Engine) -> None:
    """Everybody, most turns first, with labels, roles and numbers."""
    assert compared.speakers() == scan.speakers()
    turns = [person.turns for person in compared.speakers()]
    assert turns == sorted(turns, reverse=True)
    assert turns[0] > 0


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_cannot_be_read_is_an_error(engine: Engine, typed: str) -> None:
    """The error has the place and an example."""
    with pytest.raises(QueryError) as caught:
        engine.search(request(typed))
    assert caught.value.reason
    assert caught.value.example
    assert 0 <= caught.value.place <= len(typed)


def test_a_state_has_one_name(name: str, samples_index: Path, ordered: list[Program]) -> None:
    """Two engines over the same programs are in the same state."""
    one, other = (ENGINES[name](samples_index, ordered) for _ in range(2))
    assert one.state == other.state
    assert one.state.isalnum()
    one.close()
    other.close()


def test_a_closed_archive_says_so(name: str, samples_index: Path, ordered: list[Program]) -> None:
    """After `close` every use is an error, whatever the engine; to close twice is none."""
    with Archive(ENGINES[name](samples_index, ordered)) as archive:
        quotes = [*archive.search("protein")]
    archive.close()
    uses = (
        lambda: archive.search("protein"),
        lambda: archive.every("protein"),
        archive.programs,
        archive.speakers,
        lambda: archive.program("m-protein"),
        lambda: archive.entry("m-protein"),
        lambda: archive.called("m-protein"),
        lambda: archive.passage("m-protein"),
        lambda: archive.count("protein"),
        lambda: archive.compare("protein", "trial"),
        archive.talk_share,
        lambda: archive.roll_call("protein"),
        lambda: archive.dispersion("protein"),
    )
    for use in uses:
        with pytest.raises(ArchiveClosed, match=r"open it again with searcher\.open"):
            use()
    assert all(quote.spans for quote in quotes), "what was found stays"


@pytest.mark.parametrize("arguments", [*((typed,) for typed in TYPED), *PLAIN], ids=ids)
def test_engines_count_the_same(compared: Engine, scan: Engine, arguments: tuple[str, ...]) -> None:
    """As many matches, turns, programs and words in every group, whatever is counted by."""
    asked = CountRequest(request(*arguments), tuple(By))
    one, other = (engine.count(asked) for engine in (compared, scan))
    assert one.tier == other.tier
    if one.tier != Tier.ANY:
        assert one.total == other.total
        assert one.tables == other.tables
    assert one.total.turns == compared.search(request(*arguments, strict=True)).total


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("typed", ["protein", "trial OR the", "NOT protein"])
def test_counts_are_filtered(compared: Engine, scan: Engine, typed: str, filters: Filters) -> None:
    """Filters leave the same matches, and the same words to compare them with."""
    asked = CountRequest(request(typed, filters=filters), tuple(By))
    one, other = (engine.count(asked) for engine in (compared, scan))
    assert (one.total, one.tables, one.filters) == (other.total, other.tables, filters)


@pytest.mark.parametrize("typed", ["protein", "trial OR the", "M protein", "zyzzyva", "asked:m"])
def test_groups_sum_to_the_total(engine: Engine, typed: str) -> None:
    """Where a turn is in one group only, with the turns whose group is not known."""
    counts = engine.count(CountRequest(request(typed), tuple(By)))
    for table in counts.tables:
        groups = [*table.groups, table.unknown]
        for name in ("matches", "turns", "words"):
            total = sum(getattr(group, name) for group in groups)
            assert total >= getattr(counts.total, name)
            assert total == getattr(counts.total, name) or table.is_multiple
    assert counts.table("topic").is_multiple


@pytest.mark.parametrize("filters", [Filters(), *FILTERS], ids=str)
@pytest.mark.parametrize("by", By)
def test_engines_share_talk_alike(compared: Engine, scan: Engine, by: By, filters: Filters) -> None:
    """Turns, words, questions asked and answered of every group."""
    for asked in (False, True):
        request = TalkRequest(by, filters, asked)
        one, other = (engine.talk_share(request) for engine in (compared, scan))
        assert (one.total, one.groups, one.unknown) == (other.total, other.groups, other.unknown)
        assert one.is_multiple == other.is_multiple == (by == By.TOPIC)


@pytest.mark.parametrize("limit", [0, 2, ALL])
@pytest.mark.parametrize("filters", [Filters(), *FILTERS], ids=str)
@pytest.mark.parametrize(
    "typed", ["protein", "trial OR the", "M protein", "maintenance", "(m NEAR/5 protein)"]
)
def test_engines_call_the_roll_alike(
    compared: Engine, scan: Engine, typed: str, filters: Filters, limit: int
) -> None:
    """The same people with the same first and last quotes, the same who were asked."""
    asked = request(typed, filters=filters, limit=limit)
    one, other = (engine.roll_call(asked) for engine in (compared, scan))
    assert [(s.group, place(s.first), place(s.last)) for s in one.said] == [
        (s.group, place(s.first), place(s.last)) for s in other.said
    ]
    assert [s.first.spans for s in one.said] == [s.first.spans for s in other.said]
    assert one.asked == other.asked
    assert (one.total, one.said_by, one.asked_of) == (other.total, other.said_by, other.asked_of)
    for person in one.said:
        assert person.best.turn.speaker == person.group.value
        assert person.best.score >= max(person.first.score, person.last.score)


@pytest.mark.parametrize("filters", [Filters(), *FILTERS], ids=str)
@pytest.mark.parametrize("typed", ["protein", "M protein", "m OR the", '"m the"~4'])
def test_engines_disperse_alike(
    compared: Engine, scan: Engine, typed: str, filters: Filters
) -> None:
    """The same places in the same programs."""
    asked = request(typed, filters=filters)
    one, other = (engine.dispersion(asked) for engine in (compared, scan))
    assert one.rows == other.rows
    assert (one.matches, one.programs) == (other.matches, other.programs)
    first = compared.dispersion(request(typed, filters=filters, limit=1))
    assert first.rows == one.rows[:1]


#: Quotations of the samples: as they were said, and changed in every way.
QUOTATIONS = (
    "Iron forgives a lot, but it won't forgive thirty winters without maintenance.",
    "Iron forgives a lot, but it does forgive thirty winters without maintenance.",
    "It was wrought in 1861 … and then the station was automated",
    "it was painted every spring for a hundred years. That liquid is alcohol, the yeast makes it",
    "Three weeks later the bread will open the gate for the clerk of the night shift",
    "we could send your own cells to a school",
)


@pytest.mark.parametrize("speaker", [None, "Pellow", "Nobody"])
@pytest.mark.parametrize("text", QUOTATIONS)
def test_engines_judge_alike(
    compared: Engine, scan: Engine, text: str, speaker: str | None
) -> None:
    """The same verdict, at the same places, with the same differences."""
    one, other = (judge(text, speaker, engine.candidates) for engine in (compared, scan))
    assert (one.ruling, one.ascribed, one.said) == (other.ruling, other.ascribed, other.said)
    if one.ruling != Ruling.NOT_FOUND:
        assert one.differences == other.differences
        assert [(place(p.quote), p.quote.spans, p.near) for p in one.places] == [
            (place(p.quote), p.quote.spans, p.near) for p in other.places
        ]
