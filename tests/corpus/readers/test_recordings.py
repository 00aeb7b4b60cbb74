"""The same recording in every form, the times inside a turn, and what was odd and was read."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.draft import DraftTurn
from corpus.load import find, parse, read
from corpus.model import Turn
from corpus.segmentation import WORD_GAP, Piece, is_unspaced, turns

SENTENCES = [
    "The mill was sold in the year of the flood.",
    "Nobody knows who paid for it,",
    "and nobody has asked.",
    "It stood empty for a long time.",
] * 12


def _srt(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02},000"


def _recording(form: str) -> str:
    """The sentences, five seconds each, as a program writes them in a form."""
    timed = [(5.0 * n, 5.0 * n + 5.0, text) for n, text in enumerate(SENTENCES)]
    if form == "srt":
        cues = [f"{n}\n{_srt(a)} --> {_srt(b)}\n{t}\n" for n, (a, b, t) in enumerate(timed, 1)]
        return "\n".join(cues)
    if form == "vtt":
        cues = [f"{_srt(a)} --> {_srt(b)}\n{t}\n".replace(",000", ".000") for a, b, t in timed]
        return "WEBVTT\n\n" + "\n".join(cues)
    if form == "tsv":
        rows = [f"{a * 1000:.0f}\t{b * 1000:.0f}\t{t}" for a, b, t in timed]
        return "start\tend\ttext\n" + "\n".join(rows)
    if form == "txt":
        stamp = [f"[{int(a) // 60:02}:{int(a) % 60:02}.000 --> " for a, _, _ in timed]
        ends = [f"{int(b) // 60:02}:{int(b) % 60:02}.000]  {t}" for _, b, t in timed]
        return "\n".join(a + b for a, b in zip(stamp, ends, strict=True))
    segments = [
        {"id": n, "start": a, "end": b, "text": f" {t}"} for n, (a, b, t) in enumerate(timed)
    ]
    return json.dumps({"text": " ".join(SENTENCES), "segments": segments, "language": "en"})


def _read(folder: Path, name: str, text: str) -> tuple[Turn, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (program,) = read(next(find([path])))
    return program.turns


@pytest.mark.parametrize("form", ["vtt", "tsv", "txt", "json"])
def test_a_recording_gives_the_same_turns_in_every_form(form: str, tmp_path: Path) -> None:
    """Whisper writes one recording in five forms; no program is cut otherwise than another."""
    srt = _read(tmp_path, "talk.srt", _recording("srt"))
    other = _read(tmp_path, f"talk.{form}", _recording(form))
    assert len(srt) > 1
    assert [(t.label, t.text, t.start) for t in other] == [(t.label, t.text, t.start) for t in srt]
    if form != "txt":
        assert [t.moments for t in other] == [t.moments for t in srt]


WORDS = st.text(st.sampled_from("ab é.,?!-«»“”1码頭ไทย"), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split())
)
PIECES = st.lists(
    st.builds(
        Piece,
        label=st.sampled_from([None, "", "Ann", "Bo"]),
        text=WORDS,
        start=st.none() | st.floats(0, 200).map(lambda x: round(x, 2)),
        is_paragraph=st.booleans(),
        begins=st.booleans(),
        is_word=st.booleans(),
    ),
    max_size=30,
)


def _starts_a_word(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return text[at].isalnum() and (not before.isalnum() or is_unspaced(text[at]))


@given(pieces=PIECES)
@settings(max_examples=400, deadline=None)
def test_every_moment_is_where_a_word_starts(pieces: list[Piece]) -> None:
    """Offsets ascend and point at words of the final text; times do not run backwards."""
    for turn in turns(pieces):
        text = "\n\n".join(turn.paragraphs)
        offsets = [offset for offset, _ in turn.moments]
        times = [seconds for _, seconds in turn.moments]
        assert offsets == sorted(set(offsets))
        assert times == sorted(times)
        assert all(_starts_a_word(text, offset) for offset in offsets)


def test_a_moment_is_at_the_offset_of_its_piece() -> None:
    """Over paragraphs, commas and quotation marks."""
    (turn,) = turns(
        [
            Piece("Ann", "Well", 1.0),
            Piece("Ann", ",", 1.5),
            Piece("Ann", "“yes”", 2.0),
            Piece("Ann", "A paragraph.", 3.0, is_paragraph=True),
            Piece("Ann", "No.", 4.0),
        ]
    )
    text = "\n\n".join(turn.paragraphs)
    assert text == "Well, “yes”\n\nA paragraph.\n\nNo."
    assert [(text[at:].split()[0], seconds) for at, seconds in turn.moments] == [
        ("Well,", 1.0),
        ("yes”", 2.0),
        ("A", 3.0),
        ("No.", 4.0),
    ]


def test_words_keep_a_time_every_few_seconds() -> None:
    """A time for each word would be as long as the word."""
    words = [Piece(None, f"word{n}", n / 2, is_word=True) for n in range(60)]
    (turn,) = turns(words)
    gaps = [b[1] - a[1] for a, b in zip(turn.moments, turn.moments[1:], strict=False)]
    assert set(gaps) == {WORD_GAP}


def test_a_turn_of_one_piece_has_no_moments() -> None:
    """Its start says the same."""
    assert turns([Piece("Ann", "Yes.", 1.0)]) == [DraftTurn("Ann", ["Yes."], 1.0)]


@pytest.mark.parametrize(
    ("cue", "notice", "text"),
    [
        ("00:00:09,000 --> 00:00:02,000", "line 2: the cue ends before it starts", "first second"),
        ("00:00:01,000 --> 00:0x:02,000",
         "line 2: a time of the cue cannot be read: '00:0x:02,000'", "first second"),
        ("00:0y:01,000 --> 00:00:02,000",
         "line 2: a time of the cue cannot be read: '00:0y:01,000'", "first second"),
        ("00:30:00,000 --> 00:30:02,000", "line 6: the times start again, as on another tape",
         "first|second"),
    ],
)  # fmt: skip
def test_an_odd_cue_is_read_and_said(cue: str, notice: str, text: str, tmp_path: Path) -> None:
    """One odd cue never refuses a file, and never loses a word."""
    path = tmp_path / "odd.srt"
    path.write_text(f"1\n{cue}\nfirst\n\n2\n00:00:03,000 --> 00:00:04,000\nsecond\n")
    (parsed,) = parse(next(find([path])))
    assert parsed.notices == (notice,)
    assert "|".join(turn.text for turn in parsed.program.turns) == text


def test_many_odd_cues_are_counted(tmp_path: Path) -> None:
    """A file full of them does not fill the screen."""
    path = tmp_path / "odd.srt"
    path.write_text("".join(f"{n}\n00:00:09,000 --> 00:00:02,000\nw{n}\n\n" for n in range(50)))
    (parsed,) = parse(next(find([path])))
    assert len(parsed.notices) == 11
    assert parsed.notices[-1] == "40 more cues have odd times"


def test_what_only_looks_like_times_is_speech(tmp_path: Path) -> None:
    """An arrow in a sentence starts no cue."""
    (turn,) = _read(
        tmp_path, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nfrom 3:00x --> 4:00 we rest\n"
    )
    assert turn.text == "from 3:00x --> 4:00 we rest"


def test_two_mb_of_captions_take_less_than_a_second(tmp_path: Path) -> None:
    """Seconds of the processor, with room for a slow machine."""
    text = "".join(
        f"{n}\n{_srt(n * 3.0 % 3000)} --> {_srt(n * 3.0 % 3000 + 3)}\n"
        f"Ann Lee: these are the words of cue {n}\nand of its second line.\n\n"
        for n in range(21_000)
    )
    path = tmp_path / "long.srt"
    path.write_text(text)
    assert len(text) > 1_900_000
    begin = time.process_time()
    read(next(find([path])))
    assert time.process_time() - begin < 5
