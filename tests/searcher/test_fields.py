"""Fields and filters: what a program is, when it was, in which part of it something is said."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.model import Program, Turn
from searcher.archive import Archive
from searcher.errors import QueryError
from searcher.query.filters import Filters
from searcher.syntax.date_ranges import NoDate, date_range, since_until
from tests.conftest import Run

days = st.dates(date(2018, 11, 1), date(2021, 3, 31))
dates = st.builds(lambda day, kept: day.isoformat()[:kept], days, st.sampled_from([4, 7, 10]))


def days_of(known: str) -> set[date]:
    """All days that a date may stand for."""
    some = (date(2017, 1, 1) + timedelta(n) for n in range(5 * 366))
    return {day for day in some if day.isoformat().startswith(known)}


@pytest.mark.slow
@given(dates, dates, dates)
@example("2020-02", "2020-02", "2020-02-29")
@example("2019", "2018", "2020")
@example("2019", "2019-05", "2019-05")
def test_a_date_is_in_a_range_with_all_its_days(known: str, one: str, other: str) -> None:
    """What is not known is not in; a range has its first and its last day."""
    first, last = sorted([one, other], key=lambda d: (min(days_of(d)), max(days_of(d))))
    held = days_of(known)
    begin, end = min(days_of(first)), max(days_of(first))
    assert date_range(first).holds(known) == all(begin <= day <= end for day in held)
    assert date_range(f">={first}").holds(known) == date_range(f"{first}..").holds(known)
    assert date_range(f">={first}").holds(known) == all(day >= begin for day in held)
    assert date_range(f">{first}").holds(known) == all(day > end for day in held)
    assert date_range(f"<={first}").holds(known) == all(day <= end for day in held)
    assert date_range(f"<{first}").holds(known) == all(day < begin for day in held)
    behind = max(days_of(last))
    if begin <= behind:
        both = date_range(f"{first}..{last}")
        assert both.holds(known) == all(begin <= day <= behind for day in held)
        assert since_until(first, last) == both


def test_what_is_no_date_is_in_no_range() -> None:
    """Some file may have said something else."""
    assert not date_range("2019..").holds("spring 2020")
    with pytest.raises(NoDate):
        since_until("2019", "soon")


Truth = Callable[[Program, Turn], bool]


@pytest.mark.parametrize(
    ("typed", "filters", "truth"),
    [
        ("date:2019", Filters(since="2019", until="2019"), lambda p, _: p.date[:4] == "2019"),
        ("date:2021..2022-05", Filters(since="2021", until="2022-05"),
         lambda p, _: "2021" <= p.date <= "2022-05-31"),
        ("date:>=2022-05", Filters(since="2022-05"), lambda p, _: p.date >= "2022-05"),
        ("date:<2019-10-08", Filters(until="2019-10-07"), lambda p, _: p.date < "2019-10-08"),
        ("series:plasma", Filters(series="plasma"), lambda p, _: "Plasma" in (p.series or "")),
        ('series:"patient alliance"', Filters(series="patient alliance"),
         lambda p, _: "Patient Alliance" in (p.series or "")),
        ("topic:trial", Filters(topic="trial"), lambda p, _: "Clinical Trials" in p.topics),
        ("topic:testing", Filters(topic="tests"), lambda p, _: "Testing" in p.topics),
        ("lang:es", Filters(lang="es"), lambda p, _: p.language == "es"),
        ("section:infusion", None, lambda _, turn: turn.section == "The infusion"),
        ("role:hematologist", Filters(role="hematologist"),
         lambda _, turn: "hematologist" in (turn.role or "").lower()),
    ],
)  # fmt: skip
def test_found_where_a_scan_finds_it(
    archive: Archive,
    sample_programs: list[Program],
    typed: str,
    filters: Filters | None,
    truth: Truth,
) -> None:
    """A field finds the turns of which it is true, and its filter the same."""
    wanted = {
        (program.id, turn.number)
        for program in sample_programs
        for turn in program.turns
        if (program.date or not typed.startswith("date")) and truth(program, turn)
    }
    found = archive.search(typed, limit=10_000)
    assert {(quote.program.id, quote.turn.number) for quote in found} == wanted
    assert found.total == len(wanted) > 0
    if filters is not None:
        narrowed = archive.search("/.+/", limit=10_000, filters=filters)
        assert {(quote.program.id, quote.turn.number) for quote in narrowed} == wanted


def test_topics_are_apart(archive: Archive) -> None:
    """A phrase does not reach from one topic into the next."""
    assert archive.search('topic:"clinical trials"').total
    assert not archive.search('topic:"treatments testing"').total


def test_filters_that_cannot_be_read(archive: Archive) -> None:
    """A date that is none names the option."""
    for filters, reason, example_ in (
        (Filters(since="soon"), "soon is not a date", "--since 2019-09"),
        (Filters(until="2019-13"), "there is no month 13", "--until 2019-09"),
        (Filters(since="2020", until="2019"), "ends before it begins", "--since 2018"),
        (Filters(topic="..."), "there is no word in the filter topic", "--topic WORD"),
    ):
        with pytest.raises(QueryError) as caught:
            archive.search("protein", filters=filters)
        assert reason in caught.value.reason
        assert caught.value.example.startswith(example_)


def test_options(run: Run, samples_index: object) -> None:
    """The options are the filters."""
    index = ["--index", str(samples_index), "--limit", "100", "--json"]
    for option, typed in (
        (["--since", "2021", "--until", "2022-03"], "protein date:2021..2022-03"),
        (["--series", "plasma"], "protein series:plasma"),
        (["--topic", "testing"], "protein topic:testing"),
        (["--role", "hematologist"], "protein role:hematologist"),
        (["--lang", "en"], "protein lang:en"),
    ):
        narrowed, as_field = run("protein", *option, *index), run(typed, *index)
        assert narrowed.status == as_field.status == 0
        texts = [
            sorted(line.partition('"program"')[2] for line in done.out.splitlines()[:-1])
            for done in (narrowed, as_field)
        ]
        assert texts[0] == texts[1]
    wrong = run("protein", "--since", "soon", *index)
    assert wrong.status == 2
    assert wrong.err.startswith("searcher: soon is not a date; write 2019, 2019-09 or 2019-09-09")
