"""Concordances, collocates and keywords are those of a scan of every word of every turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import searcher
from corpus import samples
from corpus.model import Program
from index.update.update import update
from searcher.archive import Archive
from searcher.concordance.kwic.orders import ORDERS
from searcher.concordance.words.collocates import MEASURES
from searcher.concordance.words.keywords import MEASURES as KEYNESS
from searcher.engines.local.engine import LocalEngine
from searcher.errors import RequestError
from searcher.query.filters import EVERYTHING, Filters
from tests.searcher.engines.scan_engine import ScanEngine
from tests.searcher.engines.test_conformance import PLAIN, TYPED

Line = tuple[str, int, int, int]

SEARCHES = [
    *((arguments, EVERYTHING) for arguments in PLAIN if arguments != ("steeple bus",)),
    *(((typed,), EVERYTHING) for typed in TYPED),
    (("the",), Filters(speaker="adeyinka")),
    (("protein",), Filters(since="2020")),
    (("the",), Filters(lang="es")),
    (("zyzzyva",), EVERYTHING),
]
#: Searches with matches of every kind, for what is counted around them.
NODES = [
    (("protein",), EVERYTHING),
    (("M protein",), EVERYTHING),
    (('"the *s"',), EVERYTHING),
    (("m* OR the",), EVERYTHING),
    (("protein NEAR/5 m",), EVERYTHING),
    (("bus protein",), EVERYTHING),
    (("the",), Filters(speaker="adeyinka")),
    (("zyzzyva",), EVERYTHING),
]


@pytest.fixture(scope="module")
def ordered(sample_programs: list[Program], samples_index: Path) -> list[Program]:
    """The samples in the order in which the index has them."""
    with searcher.open(samples_index) as archive:
        found = archive.search("NOT zyzzyva", limit=10_000, sort="relevance", copies=True)
        order = [quote.program.id for quote in found]
    return sorted(sample_programs, key=lambda program: order.index(program.id))


@pytest.fixture(scope="module")
def scan(ordered: list[Program]) -> Archive:
    """A scan of all turns, which is right by its simplicity."""
    return Archive(ScanEngine(ordered))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The samples in two indexes, searched as one."""
    folder = tmp_path_factory.mktemp("halves")
    with samples.files() as files:
        update(folder / "one", files[::2])
        update(folder / "other", files[1::2])
    with searcher.open(folder / "one", folder / "other") as archive:
        yield archive


def lines(archive: Archive, *arguments: str, **options: object) -> list[Line]:
    """The lines of a concordance: the program, the turn and the characters of each match."""
    found = archive.kwic(*arguments, **options)  # type: ignore[arg-type]
    return [(line.program.id, line.turn.number, line.start, line.end) for line in found]


@pytest.mark.parametrize(("arguments", "filters"), SEARCHES, ids=str)
def test_every_match_is_a_line(
    archive: Archive, scan: Archive, both: Archive, arguments: tuple[str, ...], filters: Filters
) -> None:
    """In the order of the text, with the total, the tier and the turns of a strict search."""
    expected = lines(scan, *arguments, filters=filters)
    assert lines(archive, *arguments, filters=filters) == expected
    if arguments not in {("weather the bad",)}:
        assert sorted(lines(both, *arguments, filters=filters)) == sorted(expected)
    found = archive.kwic(*arguments, filters=filters)
    strict = archive.search(*arguments, filters=filters, strict=True, limit=10_000)
    assert (found.turns, found.tier, found.total) == (strict.total, strict.tier, len(expected))
    assert found.shown == found.total


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("typed", ["protein", "m* OR the", '"the *s"'])
def test_orders(archive: Archive, scan: Archive, both: Archive, typed: str, sort: str) -> None:
    """As a sort of all lines by their texts; so are pages, and two indexes as one."""
    expected = lines(scan, typed, sort=sort)
    assert lines(archive, typed, sort=sort) == expected
    assert lines(archive, typed, sort=sort, limit=7, offset=3) == expected[3:10]
    assert lines(archive, typed, sort=sort, offset=len(expected) - 2) == expected[-2:]
    if sort != "text":
        # Equal lines of two indexes are in the order of the indexes.
        assert sorted(lines(both, typed, sort=sort)) == sorted(expected)
        keys = [_key(line, sort) for line in both.kwic(typed, sort=sort)]
        assert keys == [_key(line, sort) for line in scan.kwic(typed, sort=sort)]
        pages = [*lines(both, typed, sort=sort, limit=5), *lines(both, typed, sort=sort, offset=5)]
        assert pages == lines(both, typed, sort=sort)


def _key(line: object, sort: str) -> object:
    # The module under test has the keys, which the scan does not use.
    from searcher.concordance.kwic.orders import KwicOrder
    from searcher.concordance.kwic.sort_keys import key_of

    return key_of(line, KwicOrder(sort))  # type: ignore[arg-type]


@pytest.mark.parametrize(("arguments", "filters"), NODES, ids=str)
@pytest.mark.parametrize(("left", "right"), [(5, 5), (0, 2), (3, 0), (100, 100)])
def test_collocates(
    archive: Archive,
    scan: Archive,
    both: Archive,
    arguments: tuple[str, ...],
    filters: Filters,
    left: int,
    right: int,
) -> None:
    """Each with its counts, its expected count and its score."""
    # A scan takes a while: every measure is tested once.
    for measure in MEASURES if (arguments, left) == (("M protein",), 5) else MEASURES[:1]:
        options = {"left": left, "right": right, "measure": measure, "minimum": 1, "limit": None}
        found, expected, several = (
            one.collocates(*arguments, filters=filters, **options)  # type: ignore[arg-type]
            for one in (archive, scan, both)
        )
        assert found.found == expected.found
        assert several.found == expected.found
        assert found == expected.replaced(synonyms=found.synonyms)
        assert [one.score for one in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    ("filters", "versus"),
    [
        (Filters(speaker="adeyinka"), None),
        (Filters(speaker="adeyinka"), Filters(speaker="lindqvist")),
        (Filters(since="2020"), Filters(until="2019")),
        (Filters(series="diaries"), Filters(topic="trials")),
        (Filters(program="m-protein"), None),
        (Filters(speaker="adeyinka"), Filters(program="m-protein")),
        (Filters(lang="es"), None),
        (Filters(speaker="nobody"), None),
    ],
    ids=str,
)
@pytest.mark.parametrize("measure", KEYNESS)
def test_keywords(
    archive: Archive, scan: Archive, both: Archive, filters: Filters, versus: Filters | None,
    measure: str,
) -> None:  # fmt: skip
    """Each with the counts of both sides, and how evenly programs say it."""
    for least, asked in ((1, False), (2, False), (1, True)):
        options = {"measure": measure, "minimum": 1, "least_programs": least, "limit": None,
                   "asked": asked}  # fmt: skip
        found, expected, several = (
            one.keywords(versus, filters=filters, **options)  # type: ignore[arg-type]
            for one in (archive, scan, both)
        )
        assert found == expected
        assert [k._replace(dispersion=None) for k in several] == [
            k._replace(dispersion=None) for k in expected
        ]
        assert [k.dispersion for k in several] == pytest.approx([k.dispersion for k in expected])


def test_a_field_in_the_search_is_a_filter(archive: Archive) -> None:
    """Collocates are compared with what the speaker says, however the speaker is named."""
    typed = archive.collocates("protein speaker:adeyinka", minimum=1)
    option = archive.collocates("protein", speaker="adeyinka", minimum=1)
    assert typed.found == option.found
    assert typed.words == option.words < archive.collocates("protein").words


def test_lines_are_read_while_they_are_taken(samples_index: Path) -> None:
    """The archive may be closed meanwhile: its files stay open until the last line."""
    archive = searcher.open(samples_index)
    found = archive.kwic("the", sort="right")
    first = next(found.lines)
    archive.close()
    assert len([first, *found]) == found.total
    untouched = searcher.open(samples_index)
    engine = untouched._used.engine
    assert isinstance(engine, LocalEngine)
    lines_of = untouched.kwic("the")
    untouched.close()
    assert untouched._used.running == 1
    del lines_of
    assert untouched._used.running == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda archive: archive.kwic("a", sort="up"),
        lambda archive: archive.kwic("a", limit=-1),
        lambda archive: archive.kwic("a", offset=1.5),
        lambda archive: archive.kwic("a", speeker="b"),
        lambda archive: archive.collocates("a", measure="luck"),
        lambda archive: archive.collocates("a", left=0, right=0),
        lambda archive: archive.collocates("a", left=-1),
        lambda archive: archive.collocates("a", right=101),
        lambda archive: archive.collocates("a", minimum="3"),
        lambda archive: archive.keywords(),
        lambda archive: archive.keywords(speaker="a", measure="luck"),
        lambda archive: archive.keywords(Filters(speaker="a"), speaker="a"),
        lambda archive: archive.keywords(speaker="a", least_programs=-1),
    ],
)
def test_bad_values(archive: Archive, call: object) -> None:
    """A `RequestError` names the option."""
    with pytest.raises(RequestError):
        call(archive)  # type: ignore[operator]
