"""The session line by line."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searcher.archive import Archive
from searcher.live.asked import Options
from searcher.live.prompt import Prompt
from searcher.live.session import Session

Talk = Callable[..., str]


@pytest.fixture
def talk(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """What is printed when these lines are typed."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "30")
    sessions = []

    def typed(*lines: str, first: str = "", folder: Path = samples_index) -> str:
        session = Session(lambda: Archive.open(folder), Options())
        sessions.append(session)
        out = io.StringIO()
        Prompt(session, iter(lines), out).run(first)
        return out.getvalue()

    yield typed
    for session in sessions:
        session.close()


def test_it_greets_and_leaves(talk: Talk) -> None:
    """With what the index holds; `q` ends it, and so does the end of the lines."""
    said = talk("q", "plateau")
    assert "10 programs, 162 turns, 2018-06-06 to 2023-02-06." in said.replace("\n", " ")
    assert "Adeyinka" not in said
    assert talk() == said


def test_a_search_and_a_number(talk: Talk) -> None:
    """The number reads around that result, with the matches marked."""
    said = talk("M protein", "2")
    results, passage = said.split(": read around it", 1)
    assert "13 turns as a phrase" in results
    assert "2 Dr. Samuel Adeyinka" in results
    assert "▸ 2  Dr. Samuel Adeyinka" in passage
    assert "• 1  Beatriz Lindqvist" in passage


def test_an_empty_line_shows_more(talk: Talk) -> None:
    """Each result once, in order, until there are no more."""
    said = talk("M protein", *[""] * 40)
    numbers = re.findall(r"^(\d+) (?=[A-Z])", said, re.MULTILINE)
    shown = [int(number) for number in numbers]
    assert len(shown) > 10
    assert sorted(shown) == [*range(1, len(shown) + 1)]
    assert "there are no more results" in said


def test_nothing_found_offers_others(talk: Talk) -> None:
    """As other searches, with their numbers of turns."""
    said = talk("plataeu")
    assert "nothing found for plataeu" in said
    assert "plateau  " in said


def test_errors_are_told(talk: Talk, tmp_path: Path) -> None:
    """A caret under the place; a number without a result; a missing index. It goes on."""
    said = talk('a "b', "7", "plateau", "7000", "9")
    lines = said.splitlines()
    assert lines[lines.index(" " * len("search> a ") + "^") + 1].startswith("this quote is not")
    assert "there is no result 7: search first" in said
    assert "there is no result 7000: the results are 1 to" in said
    missing = talk("plateau", folder=tmp_path / "none")
    assert " ".join(missing.split()).count("there is no index here") == 2


def test_help(talk: Talk) -> None:
    """And how to search for the word."""
    said = talk("help", "?", '"help"')
    assert said.count("A number reads around a result.") == 2
    assert "1 turn\n" in said.split("put it in quotes")[2]


def test_a_first_search(talk: Talk) -> None:
    """What is given on the command line is answered at once."""
    assert "13 turns as a phrase" in talk(first="M protein")
