"""Bad input, as people see it: what is wrong, the place, and what can be typed; exit status 2."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from searcher.errors import QueryError
from searcher.output.messages import caret
from searcher.safe_text import plain, warn
from searcher.syntax.lexer import is_plain
from searcher.syntax.parser import parse
from tests.conftest import REPOSITORY, Run
from tests.searcher import strategies

#: What is typed; what the caret points at; the message.
REFUSED = [
    ('"M protein', '"M', "this quote is not closed"),
    ("“M protein", '“M', "this quote is not closed"),
    ('"a "b" c', '" c', "this quote is not closed"),
    ("((((", "(", "this bracket is not closed"),
    ("a )", ")", "this bracket closes nothing"),
    ("( )", ")", "there is no word here"),
    ("- - -", "- - -", "there is no word here"),
    ("*", "*", "there is no word here"),
    ("a (*?*)", "*?*)", "there is no word here"),
    ('"*"', '"*"', "there is no word between these quotes"),
    ('"\u200b"', '"\u200b"', "there is no word between these quotes"),
    ("\u200b\u00ad", "\u200b\u00ad", "there is no word here"),
    ("speaker:*", "speaker:*", "speaker: needs a word after it"),
    ("AND", "AND", "AND needs something before it"),
    ("a AND AND b", "AND b", "AND needs something after it"),
    ("a NEAR/x b", "NEAR/x", "NEAR/x needs a number of words, from 1 to 1,000"),
    ("a NEAR/³ b", "NEAR/³", "NEAR/³ needs a number of words"),
    ("a WITHIN/٣ b", "WITHIN/٣", "WITHIN/٣ needs a number of turns, from 0 to 1,000"),
    (f"a WITHIN/{'9' * 5000} b", "WITHIN", "WITHIN/999999"),
    ("speeker:ann", "speeker", "There is no field speeker:. Did you mean speaker:? Fields are "),
    ("x date:2019 answerd:y", "answerd", "Did you mean answered:?"),
    ("zyx:that thing", "zyx:",
     "There is no field zyx:. To search for the word, put a space after the colon. Fields"),
    ("a" * 5000 + ":b", "aaa", "There is no field aaa"),
    ("date:spring", "spring", "spring is not a date; write 2019, 2019-09 or 2019-09-09"),
    ("x date:2019-02-30", "2019-02-30", "that month has no day 30"),
    ("date:２０１９", "２０", "is not a date"),
    ("asked:" * 60 + "a", "asked", "brackets, NOT and fields can be nested at most 50 deep"),
    ("(" * 200, "(", "brackets, NOT and fields can be nested at most 50 deep"),
    ("NOT " * 200, "NOT", "brackets, NOT and fields can be nested at most 50 deep"),
    ("a OR " * 999 + "a", "a OR", "a search has at most 1,000 parts"),
    ("x" * 100_000, "xxx", "a search has at most 10,000 characters, this has 100,000"),
    ('"' * 100_000, '"""', "a search has at most 10,000 characters, this has 100,000"),
    (f'"{"a " * 101}"', "a a", "at most 100 words can be in a row, these are 101"),
    ("-".join("a" * 101) + " OR b", "a-a", "at most 100 words can be in a row"),
    (f'"{"a " * 21}"~30', '"a', "at most 20 words can be in a row, these are 21"),
    ("b" * 65 + "~", "~", "~ must follow a word of at most 64 letters"),
    ("a~ " * 51, "a~", "a search has at most 50 words with ~"),
    ("/a/ " * 11, "/a/", "a search has at most 10 regular expressions; one can have several"),
    ("x /(/", "/(/", "/(/ cannot be searched for: missing )"),
    ("/(a)\\1/", "/(a)", "cannot be searched for: invalid escape sequence"),
    ("/(?=a)b/", "/(?=", "cannot be searched for: invalid perl operator"),
    (f"/{'(' * 5000}/", "/((", "cannot be searched for: "),
    ("the " * 201, "the", "a search has at most 200 words"),
    (f"{'a' * 500} OR", "", "OR needs something after it"),
    ("日本語 OR", "", "OR needs something after it"),
    ("日本語 (a", "(a", "this bracket is not closed"),
    ("日本 " * 300 + " (a", "(a", "this bracket is not closed"),
    ("cafe\u0301 (a", "(a", "this bracket is not closed"),
    ("\x1b[31mred\x07 (a", "(a", "this bracket is not closed"),
    ("\u202eabc\u2028 (a", "(a", "this bracket is not closed"),
    ("a\nb\r\tc (d", "(d", "this bracket is not closed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "under", "reason"), REFUSED, ids=[ascii(typed)[:30] for typed, _, _ in REFUSED]
)
def test_refused(run: Run, samples_index: Path, typed: str, under: str, reason: str) -> None:
    """Four short lines: what is wrong, the search, a caret, an example that can be read."""
    done = run("search", typed, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    said, shown, caret_line, example_line, end = done.err.split("\n")
    assert said.startswith("searcher: ")
    assert reason in said
    assert end == ""
    column = caret_line.index("^")
    assert set(caret_line[:column]) == {" "}
    assert _behind_column(shown, column).startswith(plain(under))
    assert max(map(cell_len, (shown, caret_line))) <= 80
    assert len(said) < 250
    assert not any(sign in done.err for sign in "\x1b\x07\r\t\u202e\u2028")
    (argument,) = shlex.split(example_line.removeprefix("For example: searcher "))
    assert is_plain(argument) or parse(argument)


def _behind_column(line: str, column: int) -> str:
    """The text at a column of a line and after it."""
    place = next((i for i in range(len(line) + 1) if cell_len(line[:i]) == column), None)
    assert place is not None, "the caret stands inside of a wide sign"
    return line[place:]


@given(strategies.texts | st.text(), st.integers(0, 40))
@example("日" * 100, 99)
def test_any_place_of_any_text(source: str, place: int) -> None:
    """Whatever the search is, it is shown in three lines around the place."""
    error = QueryError(source, min(place, len(source)), "no", "maintenance")
    if not plain(source.replace("\n", " ")).strip():
        assert caret.lines(error) == "searcher: no\nFor example: searcher maintenance\n"
        return
    said, shown, under, example_line, end = caret.lines(error).split("\n")
    assert (said, example_line, end) == ("searcher: no", "For example: searcher maintenance", "")
    assert under.strip() == "^"
    assert cell_len(shown) <= 80
    shown.encode()


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("what is a trial?", "what is a trial"),
        ("is it maintenance ?!", "is it maintenance"),
        ("trial - study", "trial study"),
        ("5 / 3", "5 3"),
        ("why -", "why"),
        ("why *", "why"),
        ("~ why & how |", "why how"),
        ("a : b", "a b"),
        ("C++ OR C#", '"c++" OR "c#"'),
        ("‘M protein’", "M protein"),
    ],
)
def test_punctuation_that_touches_no_word(typed: str, same: str) -> None:
    """They are punctuation in an argument with blanks; what touches a word is not."""
    wanted = parse(same)
    if typed == "C++ OR C#":
        assert str(parse(typed)).replace("Plain", "Exact") == str(wanted)
    else:
        assert parse(typed) == wanted
        assert is_plain(typed)


def test_bytes_that_are_no_text(samples_index: Path) -> None:
    """An argument in another encoding is searched for, or refused, and can be printed."""
    for typed, status in ((b"protein \xff", 0), (b"protein \xff OR", 2)):
        done = subprocess.run(
            [os.fsencode(sys.executable), b"-m", b"searcher", b"search", typed, b"--index",
             os.fsencode(samples_index)],
            capture_output=True, check=False, cwd=REPOSITORY,
            env={**os.environ, "PYTHONIOENCODING": "", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == status, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        assert "protein \ufffd".encode() in (done.stderr if status else done.stdout)


@pytest.mark.parametrize("columns", [30, 60])
def test_a_narrow_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search and its caret are one line each, and the caret is in its column."""
    monkeypatch.setenv("COLUMNS", str(columns))
    source = "word " * 30 + "(lamp " + "word " * 30
    _, shown, under, _, _ = caret.lines(QueryError(source, 150, "no", "x")).split("\n")
    assert max(map(cell_len, (shown, under))) <= columns
    assert shown[under.index("^") :].startswith("(lamp")


def test_an_error_in_python() -> None:
    """The place comes first, and the example is without the quotes of a shell."""
    error = QueryError("speeker:x", 0, "There is no field speeker:.", "'\"M protein\"'")
    assert str(error) == (
        "character 1 of 'speeker:x': there is no field speeker:. For example: \"M protein\""
    )
    error = QueryError("", 0, "there is no word in the filter speaker", "--speaker NAME")
    assert str(error) == "there is no word in the filter speaker. For example: speaker='NAME'"


def test_long_lines_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are wrapped between words; a program that reads them gets one line."""
    monkeypatch.setenv("COLUMNS", "50")
    message = "the index has, for example: " + "word " * 20
    warn(message)
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    warn(message)
    lines = capsys.readouterr().err.splitlines()
    assert max(map(len, lines)) <= 50
    assert " ".join(" ".join(lines).split()) == f"searcher: {message.strip()}"
