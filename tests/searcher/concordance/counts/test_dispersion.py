"""Where in a program something is said."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Program
from searcher.concordance.counts.dispersion import Dispersed

PROGRAM = Program("talk", "A talk", "talk.txt", "labelled")


@given(st.lists(st.integers(0, 99)), st.integers(1, 30))
def test_matches_in_parts(places: list[int], count: int) -> None:
    """Every match is in one of the parts, in its order."""
    found = Dispersed(PROGRAM, 100, len(places), tuple(sorted(places))).in_parts(count)
    assert (len(found), sum(found)) == (count, len(places))
    for number, many in enumerate(found):
        assert many == sum(1 for place in places if place * count // 100 == number)
