"""Programs in lists."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program
from index.turn_record import Entry
from searcher.web.view.programs import latest_first, listed, natural


def entry(program_id: str, date: str | None = None, **turns: int) -> Entry:
    """A program in a list."""
    made = Program(program_id, program_id, "x.txt", "text", date=date)
    return Entry(made, sum(turns.values()), dict(turns))


def test_the_latest_first_then_by_number() -> None:
    """Episode 9 comes before episode 10; undated programs come last."""
    entries = [entry("e10"), entry("b", "2019"), entry("e9"), entry("a", "2019-02"), entry("E1")]
    assert [one.program.id for one in latest_first(entries)] == ["a", "b", "E1", "e9", "e10"]


@given(st.lists(st.text(st.sampled_from("ab019²٣ "), max_size=6)))
def test_any_ids_can_be_compared(ids: list[str]) -> None:
    """Numbers of any script, and of any length."""
    some = [*ids, "1" * 9_000]
    assert sorted(some, key=natural) == sorted(some[::-1], key=natural)  # noqa: C415 - the claim


def test_who_says_most_is_named_first() -> None:
    """A few of them, and how many others there are."""
    shown = listed(entry("a", None, Bo=1, Ada=5, Cy=5, Di=4, Ed=1))
    assert [name for name, _ in shown.speakers] == ["Ada", "Cy", "Di", "Bo"]
    assert shown.more == 1
