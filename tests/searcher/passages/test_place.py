"""A place in a program, as it is typed after its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.passages.place import Place, Time, Turns, seconds, split


@pytest.mark.parametrize(
    ("typed", "name", "place"),
    [
        ("m-protein", "m-protein", None),
        ("m-protein:12", "m-protein", Turns(12, 12)),
        ("m-protein:12-20", "m-protein", Turns(12, 20)),
        ("m-protein:12..20", "m-protein", Turns(12, 20)),
        ("m-protein:12–20", "m-protein", Turns(12, 20)),
        ("m-protein:12-", "m-protein", Turns(12, None)),
        ("m-protein:-20", "m-protein", Turns(1, 20)),
        ("a:b#2/c:7", "a:b#2/c", Turns(7, 7)),
        ("talk:5:1-2", "talk:5", Turns(1, 2)),
        ("talk@12:34", "talk", Time(754.0, None)),
        ("talk@1:02:03.5", "talk", Time(3723.5, None)),
        ("talk@754", "talk", Time(754.0, None)),
        ("talk@1h2m3s", "talk", Time(3723.0, None)),
        ("talk@12m", "talk", Time(720.0, None)),
        ("talk@1:00-2:00", "talk", Time(60.0, 120.0)),
        ("a@b@0:01", "a@b", Time(1.0, None)),
        ("3:12", "3", Turns(12, 12)),
        # What is no place is a part of the name.
        ("m-protein:", "m-protein:", None),
        ("m-protein:-", "m-protein:-", None),
        ("m-protein:x", "m-protein:x", None),
        (":12", ":12", None),
        ("talk@12:75", "talk@12", Turns(75, 75)),
        ("talk@", "talk@", None),
        ("Part 2: The Wall", "Part 2: The Wall", None),
        ("talk:12345678901", "talk:12345678901", None),
        ("", "", None),
    ],
)
def test_split(typed: str, name: str, place: Place | None) -> None:
    """The last part of what was typed is the place, if it can be one."""
    assert split(typed) == (name, place)


@given(st.text())
def test_any_text_is_a_name_or_a_name_with_a_place(typed: str) -> None:
    """Nothing is lost, and nothing raises."""
    name, place = split(typed)
    assert typed.startswith(name)
    assert (place is None) == (name == typed)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_times(hours: int, minutes: int, second: int) -> None:
    """The ways to type a time mean the same."""
    whole = hours * 3600 + minutes * 60 + second
    typed = (
        f"{hours}:{minutes:02}:{second:02}", f"{hours * 60 + minutes}:{second:02}", f"{whole}",
        f"{whole}s", f"{hours}h{minutes}m{second}s",
    )  # fmt: skip
    assert {seconds(one) for one in typed} == {float(whole)}
