"""What bash puts into a line is the candidate and nothing else, whatever is in it."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.commands.completing.candidate import Answer, Candidate, Kind
from searcher.commands.completing.cursor import cursor
from searcher.commands.completing.reply import SHELLS, reply

#: What a shell could run, expand, or take for the end of a word.
NASTY = "a b$(x)`y`'\"\\|;&<>*?[]{}!~#=:%^é語,.-/"


def completed(raw: str, value: str, replaced: str) -> list[str]:
    """The command lines after bash has put each candidate into one."""
    line = f"searcher {raw}"
    answer = Answer(Kind.WORDS, (Candidate(value),))
    kind, *found = reply("bash", answer, cursor(line), replaced).splitlines()
    assert kind == "words"
    return [line[: len(line) - len(replaced)] + one for one in found]


@pytest.mark.parametrize(
    ("raw", "replaced", "value", "expected"),
    [
        ("sp", "sp", "speaker:", ["searcher speaker:"]),
        ("speaker:d", "d", 'speaker:"Dr. A"', ['searcher speaker:\\"Dr.\\ A\\"']),
        ("'speaker:d", "speaker:d", 'speaker:"D\'A"', ["searcher 'speaker:\"D'\\''A\""]),
        ('"speaker:d', "speaker:d", 'speaker:"D$A"', ['searcher "speaker:\\"D\\$A\\""']),
        ("'d", "d", "d'", ["searcher 'd'\\'''"]),
        ('"d', "d", "d!", []),
        ("d", "d", "d!", ["searcher d\\!"]),
        ("other:d", "d", "speaker:dr", []),
        ("x", "nothing of it", "x", []),
    ],
)
def test_for_bash(raw: str, replaced: str, value: str, expected: list[str]) -> None:
    """It is quoted as the open quote needs it, and only the replaced part comes back."""
    assert completed(raw, value, replaced) == expected


@given(st.text(alphabet=NASTY, min_size=1, max_size=12), st.sampled_from(["", "'", '"']))
def test_bash_reads_the_candidate(name: str, quote: str) -> None:
    """Bash itself is the oracle: the line is `searcher` and one argument, the candidate."""
    value = f"a{name}"
    for line in completed(f"{quote}a", value, "a"):
        script = f"searcher() {{ printf '%s\\0' \"$@\"; }}; {line}{cursor(line).quote}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.split("\0")[:-1] == [value]


@pytest.mark.parametrize("shell", SHELLS)
def test_other_shells_quote_by_themselves(shell: str) -> None:
    """They get the candidate as it is, with what it means, on one line."""
    answer = Answer(Kind.OPEN, (Candidate("a b", "one\ntwo \x1b[31m"), Candidate("c")))
    lines = reply(shell, answer, cursor("searcher "), "").splitlines()
    assert lines[0] == "open"
    assert lines[1:] == (["a\\ b", "c"] if shell == "bash" else ["a b\tone two  [31m", "c"])


def test_what_it_means_is_short() -> None:
    """A title may be long."""
    answer = Answer(Kind.WORDS, (Candidate("x", "title " * 100),))
    assert len(reply("zsh", answer, cursor("searcher "), "").splitlines()[1]) < 80


@pytest.mark.parametrize(
    ("typed", "value", "expected"),
    [
        ("speaker:ade", "speaker:Adeyinka", "speaker:Adeyinka"),
        ("speaker:dr", 'speaker:"Dr. A"', 'speaker:"dr. A"'),
        ('speaker:"dr', 'speaker:"Dr. A"', 'speaker:"Dr. A"'),
        ("--speaker=jero", "--speaker=Jerôme B", "--speaker=jerome B"),
        ("protein", "m-protein", "m-protein"),
    ],
)
def test_fish_leaves_none_out(typed: str, value: str, expected: str) -> None:
    """Where it would, the name begins as it is typed."""
    answer = Answer(Kind.WORDS, (Candidate(value),))
    found = reply("fish", answer, cursor(f"searcher '{typed}", is_fish=True), "").splitlines()[1]
    assert found == expected
