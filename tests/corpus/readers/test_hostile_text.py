"""Broken, cut and random files: a CorpusError at most, and never a hang."""

import time
from collections.abc import Callable
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


CUE = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\n"
TALK = "**Ann:** Hello there.\n\n**Bo:** Yes.\n\n"


@pytest.mark.parametrize(
    ("suffix", "size", "made"),
    [
        (".txt", 4000, lambda n: (" " * n + "- a\n") * 8),
        (".md", 100, lambda n: "".join("  " * i + "- a\n" for i in range(n))),
        (".srt", 1500, lambda n: CUE + "-\n" * n),
        (".srt", 1500, lambda n: CUE + "[\n" * n + "x\n"),
        (".csv", 500, lambda n: "speaker,text\n" + "Ann,hi there you\n" * n),
        (".csv", 100, lambda n: "speaker,text" + ",c" * n + "\nAnn,hi there you\n" * n),
        (".md", 300, lambda n: f"---\ntags: [{','.join(f'a{i}' for i in range(n))}]\n---\n{TALK}"),
    ],
)
def test_four_times_the_lines_do_not_take_sixteen_times_as_long(
    suffix: str, size: int, made: Callable[[int], str], tmp_path: Path
) -> None:
    """The time grows with the size of a file, and not with its square."""

    def seconds(text: str) -> float:
        data, path, taken = text.encode(), tmp_path / f"file{suffix}", []
        for _ in range(3):
            begin = time.process_time()
            try_to_read(path, data)
            taken.append(time.process_time() - begin)
        return min(taken)

    small, large = made(size), made(4 * size)
    seconds(small)  # what is loaded for the first file of a form
    share = seconds(large) / seconds(small) / (len(large) / len(small))
    assert share < 2.5


def test_nul_bytes_are_an_error(tmp_path: Path) -> None:
    """They are no text."""
    path = tmp_path / "nul.txt"
    path.write_bytes(b"Anna: hi\0\nBen: hello there you are\n")
    with pytest.raises(CorpusError, match="not a text file"):
        load.read(next(load.find([path])))
