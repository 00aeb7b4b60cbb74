"""Broken, cut and random files: a CorpusError at most, and never a hang."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import load
from corpus.errors import CorpusError

DATA = Path(__file__).parents[2] / "data"
SAMPLES = sorted(
    path
    for form in ("captions", "html", "labelled", "markdown", "record")
    for path in (DATA / form).iterdir()
    if path.suffix != ".json"
)
MARKS = st.sampled_from(
    [
        "**",
        ":",
        "<v ",
        ">",
        "\n\n",
        "---\n",
        "[",
        "]",
        "00:01",
        " --> ",
        "Q.",
        "\0",
        "\\",
        "<p>",
        "#",
    ]
)


def try_to_read(path: Path, data: bytes) -> None:
    """Read `data`; what comes out are turns with a label and a text, or a CorpusError."""
    path.write_bytes(data)
    try:
        programs = load.read(next(load.find([path])))
    except CorpusError:
        return
    for program in programs:
        assert all(turn.speaker and turn.text for turn in program.turns)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_cut_or_changed_sample(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every form, shortened at any byte, with marks put anywhere."""
    sample = data.draw(st.sampled_from(SAMPLES))
    held = sample.read_bytes()
    held = held[: data.draw(st.integers(0, len(held)))]
    for mark in data.draw(st.lists(MARKS, max_size=4)):
        at = data.draw(st.integers(0, len(held)))
        held = held[:at] + mark.encode() + held[at:]
    try_to_read(tmp_path_factory.mktemp("cut") / f"file{sample.suffix}", held)


@pytest.mark.slow
@given(
    parts=st.lists(st.one_of(st.text(max_size=20), MARKS, st.just("Anna: x\n")), max_size=30),
    suffix=st.sampled_from([".txt", ".md", ".vtt", ".srt", ".html"]),
)
@settings(max_examples=300, deadline=None)
def test_random_text(
    parts: list[str], suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Text of any kind under any suffix."""
    held = "".join(parts).encode("utf-8", "surrogatepass")
    try_to_read(tmp_path_factory.mktemp("random") / f"file{suffix}", held)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", "x" * 3_000_000),
        (".txt", "a-" * 500_000 + ". \n\nAnna: hi\nBen: x\nAnna: y\n"),
        (".txt", ": " * 500_000),
        # Each line costs some steps, five times as many where coverage counts them.
        (".txt", "\n" * 200_000 + "Anna: x\nBen: y\n"),
        (".txt", "".join(f"Name{i}: hello\n" for i in range(20_000))),
        (".md", "**Anna:** " + "[a](" * 200_000),
        (".md", "# " * 300_000 + "\n**A:** x"),
        (".vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<" * 500_000),
        (".html", "<html>" + "<div>" * 100_000),
        (".html", "<html><p>" * 50_000),
    ],
)
def test_time_grows_with_size_only(suffix: str, text: str, tmp_path: Path) -> None:
    """What makes a careless pattern run for hours takes seconds.

    The time is that of this process alone, so other work on the machine hardly changes it.
    """
    begin = time.process_time()
    try_to_read(tmp_path / f"file{suffix}", text.encode())
    assert time.process_time() - begin < 20


def test_nul_bytes_are_an_error(tmp_path: Path) -> None:
    """They are no text."""
    path = tmp_path / "nul.txt"
    path.write_bytes(b"Anna: hi\0\nBen: hello there you are\n")
    with pytest.raises(CorpusError, match="not a text file"):
        load.read(next(load.find([path])))
