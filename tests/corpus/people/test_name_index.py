"""Names are compared with those only that may be the same person."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.people.name_index import NameIndex
from corpus.people.names import same_person

WORD = st.sampled_from(("a", "b", "ann", "ada", "bo", "lee", "7", "host"))
NAME = st.lists(WORD, max_size=4).map(tuple)


@given(st.lists(NAME, max_size=30), NAME)
def test_all_that_may_be_the_same_person_are_near(
    names: list[tuple[str, ...]], name: tuple[str, ...]
) -> None:
    """No pair that the comparison finds alike is left out, and none comes twice."""
    near = list(NameIndex((one, number) for number, one in enumerate(names)).near(name))
    alike = {number for number, one in enumerate(names) if same_person(one, name)}
    assert len(near) == len(set(near))
    assert alike <= set(near)


def test_people_of_one_last_name_are_not_near_each_other() -> None:
    """Only an initial, or the last name by itself, may be any of them."""
    names = [(first, "lee") for first in ("ann", "ada", "bo", "a")]
    index = NameIndex((name, name) for name in names)
    assert set(index.near(("ann", "lee"))) == {("ann", "lee"), ("a", "lee")}
    assert set(index.near(("a", "lee"))) == {("ann", "lee"), ("ada", "lee"), ("a", "lee")}
    assert set(index.near(("lee",))) == set(names)
    assert not list(index.near(("ann", "ray")))
