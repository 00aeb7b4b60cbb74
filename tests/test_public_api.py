"""The public names of `searcher`: which they are, what they are, and that their examples run."""

import doctest
import inspect
import pickle
from pathlib import Path

import pytest

import corpus.errors
import index.errors
import searcher
import searcher.errors
from corpus.model import Program
from searcher import Archive, Filters, Quote, RequestError, Results, SearcherError
from searcher.concordance.kwic.kwic import Kwic

NAMES = [
    "Archive",
    "ArchiveClosed",
    "ArgumentRefused",
    "CorpusError",
    "CorrectionProblem",
    "CorrectionRefused",
    "Filters",
    "IndexDamaged",
    "IndexFileGone",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexProblem",
    "IndexUnprotected",
    "IndexUnreadable",
    "IndexUnsound",
    "KeptProblem",
    "MeaningProblem",
    "NotATranscript",
    "NotFetched",
    "Passage",
    "PassageUnknown",
    "Program",
    "ProgramUnknown",
    "QueryError",
    "Quote",
    "RequestError",
    "Results",
    "SearcherError",
    "SpeakerShared",
    "SpeakerUnknown",
    "Turn",
    "WriterFailed",
    "__version__",
    "open",
]

#: What is public and defined here: each has an example.
WITH_EXAMPLES = [
    searcher,
    searcher.open,
    Archive,
    Archive.search,
    Archive.programs,
    Archive.speakers,
    Archive.program,
    Archive.entry,
    Archive.kwic,
    Archive.collocates,
    Archive.keywords,
    Kwic,
    Archive.called,
    Archive.passage,
    searcher.Passage,
    Archive.count,
    Archive.compare,
    Archive.talk_share,
    Archive.roll_call,
    Archive.dispersion,
    Archive.close,
    Filters,
    Quote,
    Quote.to_dict,
    Results,
    searcher.ArchiveClosed,
    searcher.QueryError,
    searcher.RequestError,
]


def test_public_names() -> None:
    """What `import searcher` offers."""
    assert searcher.__all__ == NAMES
    assert all(hasattr(searcher, name) for name in NAMES)


@pytest.fixture
def in_samples(samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory in which `my-index` is an index of the samples."""
    (tmp_path / "my-index").symlink_to(samples_index, target_is_directory=True)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("in_samples")
@pytest.mark.parametrize("documented", WITH_EXAMPLES, ids=lambda one: one.__name__)
def test_examples_run(documented: object) -> None:
    """A public docstring has an example, and the example prints what is below it."""
    finder = doctest.DocTestFinder(recurse=False)
    (test,) = finder.find(documented, globs={})
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def families() -> list[type[Exception]]:
    """All classes of errors in the three modules of errors."""
    return [
        kind
        for module in (corpus.errors, index.errors, searcher.errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception)
    ]


@pytest.mark.parametrize("kind", families(), ids=lambda kind: kind.__name__)
def test_errors_have_one_base(kind: type[Exception]) -> None:
    """Whoever catches `SearcherError` catches all that is raised on purpose, and has it here."""
    assert issubclass(kind, SearcherError)
    assert getattr(searcher, kind.__name__) is kind


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"limit": -1}, "limit=-1: the number must be 0 or more"),
        ({"offset": -2}, "offset=-2: the number must be 0 or more"),
        ({"context": -1}, "context=-1: the number must be 0 or more"),
        ({"limit": "ten"}, "limit='ten': it must be a whole number"),
        ({"limit": 1.5}, "limit=1.5: it must be a whole number"),
        ({"limit": None}, "limit=None: it must be a whole number"),
        ({"sort": "length"}, "sort='length': it must be one of relevance, date, -date, program"),
        ({"sort": None}, "sort=None: it must be one of relevance, date, -date, program"),
        (
            {"speeker": "kagan"},
            "speeker='kagan': there is no such option or filter. Did you mean speaker?",
        ),
        ({"speaker": 7}, "speaker=7: the value of a filter must be a string"),
    ],
)
def test_options_that_are_wrong(archive: Archive, options: dict[str, object], message: str) -> None:
    """An option that does not exist, or has a wrong value, is named with its value."""
    with pytest.raises(RequestError) as caught:
        archive.search("protein", **options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)
    assert isinstance(caught.value, SearcherError)
    assert isinstance(caught.value, ValueError)


def test_an_unknown_filter_names_those_there_are(archive: Archive) -> None:
    """The message says which names would have been right."""
    with pytest.raises(RequestError, match="The filters are speaker, role, program, "):
        archive.search("protein", spaeker="x")


@pytest.mark.parametrize("argument", [5, None, b"protein", ["protein"]])
def test_arguments_that_are_no_text(archive: Archive, argument: object) -> None:
    """A search is made of text."""
    with pytest.raises(RequestError, match="each argument of a search must be a string"):
        archive.search(argument)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["speeker:kagan", '"M protein', "date:when", "", "("])
def test_searches_that_cannot_be_read(archive: Archive, typed: str) -> None:
    """They raise what a program catches with all other errors, and it can be pickled."""
    with pytest.raises(SearcherError) as caught:
        archive.search(typed)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (searcher.QueryError, str(caught.value))


def test_no_index(tmp_path: Path) -> None:
    """To open what is not there is an error of the same family."""
    with pytest.raises(SearcherError):
        searcher.open(tmp_path)


def test_filters_by_name(archive: Archive) -> None:
    """Filters by name say what a `Filters` says, and replace what it has under that name."""
    named = archive.search("protein", speaker="adeyinka", since="2019")
    given = archive.search("protein", filters=Filters(speaker="adeyinka", since="2019"))
    assert named.quotes == given.quotes
    assert named.total == given.total > 0
    both = archive.search("protein", filters=Filters(speaker="nobody"), speaker="adeyinka")
    assert both.total == archive.search("protein", speaker="adeyinka").total
    assert archive.search("protein", filters=Filters(speaker="nobody"), role="x").total == 0


def test_limits_of_pages(archive: Archive) -> None:
    """No quote is wanted, or more than there can be, or a page beyond the last."""
    total = archive.search("protein", strict=True).total
    assert archive.search("protein", limit=0).total == total
    assert len(archive.search("protein", limit=0)) == 0
    assert len(archive.search("protein", limit=10**30, strict=True)) == total
    assert len(archive.search("protein", offset=10**30, strict=True)) == 0


def test_results_are_a_sequence(archive: Archive) -> None:
    """They have a length, are iterated, and indexed from both ends and by slices."""
    found = archive.search("protein", limit=5)
    quotes = list(found)
    assert len(found) == len(quotes) == 5
    assert [found[0], found[-1]] == [quotes[0], quotes[-1]]
    assert found[1:3] == tuple(quotes[1:3])
    assert found[::-1] == tuple(reversed(quotes))
    with pytest.raises(IndexError):
        found[5]
    assert not archive.search("zyzzyva")


def test_reprs_are_short(archive: Archive) -> None:
    """A list of quotes can be read on a terminal."""
    found = archive.search("protein", limit=5)
    assert repr(found) == f"<Results for 'protein': 5 of {found.total}, tier phrase>"
    for quote in found:
        assert repr(quote).startswith(f"<Quote {quote.program.id} turn {quote.turn.number}, ")
        assert len(repr(quote)) < 120


def test_a_quote_that_was_pickled_is_equal(archive: Archive) -> None:
    """Another process gets the same quote, with a hash of its own."""
    for quote in archive.search("protein OR (trial WITHIN/1 drug)", limit=20, context=1):
        hash(quote)
        again = pickle.loads(pickle.dumps(quote))
        assert (again, again.spans) == (quote, quote.spans)
        assert "_hash" not in again.__dict__
        assert quote.replaced(score=-1.0) != quote


def test_programs_are_those_of_the_samples(
    archive: Archive, sample_programs: list[Program]
) -> None:
    """A program has all of its turns."""
    for program in sample_programs:
        assert archive.program(program.id) == program
    assert archive.program("nothing") is None


def test_a_result_is_typed(archive: Archive) -> None:
    """What is returned is what the package exports."""
    found = archive.search("protein")
    assert isinstance(found, Results)
    assert isinstance(found[0], Quote)
    assert isinstance(found[0].turn, searcher.Turn)
    assert isinstance(found[0].program, searcher.Program)
