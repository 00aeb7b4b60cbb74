"""Captions that are written are read back as the same turns."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import load
from corpus.model import Program, Turn
from searcher.recording.captions import NoTimes, captions
from tests.conftest import Run

PEOPLE = ("Ann Sorrel", "Bob Quill", "Ann Sorrel", "Dr. Wren Øst")
SAID = "So number {} is here & there, 3 < 4. We go on with it now."


def _program(people: tuple[str, ...]) -> Program:
    turns = []
    for number, name in enumerate(people, start=1):
        text, start = SAID.format(number), number * 10.5
        moments = ((0, start), (text.index("We"), start + 4))
        turns.append(Turn(number, name, name, text, start=start, end=start + 9.25, moments=moments))
    return Program("talk", "Talk", "talk.vtt", "vtt", turns=tuple(turns))


@pytest.mark.parametrize(
    ("name", "people"),
    [("srt", PEOPLE), ("vtt", PEOPLE), ("vtt", ("Bob <Q&A>", "Ann & Co.", "-->", "Bob <Q&A>"))],
)
def test_read_back(name: str, people: tuple[str, ...], tmp_path: Path) -> None:
    """Speakers, words and times are the same."""
    program = _program(people)
    path = tmp_path / f"talk.{name}"
    path.write_text("".join(captions(program, name)), encoding="utf-8")
    (file,) = load.find([path])
    (found,) = load.read(file)
    assert [
        (turn.label, " ".join(turn.text.split()), turn.start, turn.end) for turn in found.turns
    ] == [(turn.label, turn.text, turn.start, turn.end) for turn in program.turns]
    assert [[seconds for _, seconds in turn.moments] for turn in found.turns] == [
        [seconds for _, seconds in turn.moments] for turn in program.turns
    ]


def test_without_times() -> None:
    """One line says so."""
    program = Program("talk", "Talk", "t.txt", "text", turns=(Turn(1, "A", "A", "Yes."),))
    with pytest.raises(NoTimes, match="talk does not say when its turns are said"):
        list(captions(program, "srt"))


_NAMES = ("Ann Sorrel", "Bob Quill", "Dr. Wren Øst")
_WORDS = st.text(st.sampled_from("abc é, .?!-’&3<>ßж"), min_size=1, max_size=60)


_SAID = st.lists(st.tuples(st.integers(1, 2), _WORDS, st.integers(0, 999)), min_size=6, max_size=9)


@settings(max_examples=20)
@given(_SAID)
def test_any_talk_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, str, int]]
) -> None:
    """The same turns, whatever is said: who, what, and when."""
    turns: list[Turn] = []
    speaker = 0
    for number, (step, words, thousandths) in enumerate(said, start=1):
        # Nobody follows himself: those turns would be one.
        speaker = (speaker + step) % len(_NAMES)
        # A cue is one line, in which blanks do not count.
        text = " ".join(f"So {number} we said {words} then.".split())
        at = number * 20_000 + thousandths
        turns.append(
            Turn(number, _NAMES[speaker], _NAMES[speaker], text, start=at / 1000,
                 end=(at + 15_000) / 1000, moments=((0, at / 1000),))
        )  # fmt: skip
    program = Program("talk", "Talk", "talk.vtt", "vtt", turns=tuple(turns))
    for name in ("srt", "vtt"):
        path = tmp_path_factory.mktemp("captions") / f"talk.{name}"
        path.write_text("".join(captions(program, name)), encoding="utf-8")
        (file,) = load.find([path])
        (found,) = load.read(file)
        read = [(turn.speaker, turn.text, turn.start, turn.end) for turn in found.turns]
        assert read == [(turn.speaker, turn.text, turn.start, turn.end) for turn in turns], name


def test_turns_without_a_time_are_said_to_be_left_out(
    run: Run, samples_index: Path, tmp_path: Path
) -> None:
    """Captions have no place for them."""
    file = tmp_path / "car-t.srt"
    done = run("show", "2022-05-17-car-t", "-o", file, "--index", samples_index)
    assert done.status == 0, done.err
    assert "17 turns left out, of which it is not known when they are said" in done.err
    assert file.read_text().count(" --> ") == 2
