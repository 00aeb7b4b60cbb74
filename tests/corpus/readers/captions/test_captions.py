"""Captions whose cues are no speech are refused, with the reason."""

from pathlib import Path

import pytest

from corpus.errors import NotATranscript
from corpus.load import find, read


def _reason(folder: Path, text: str, name: str = "cues.vtt") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (file,) = find([path])
    with pytest.raises(NotATranscript) as caught:
        list(read(file))
    return caught.value.reason


def test_titles_of_chapters_are_no_speech(tmp_path: Path) -> None:
    """Cues of minutes with a few words each name the chapters of a recording."""
    chapters = ("Introduction", "The mill in winter", "Why did it stop?", "Credits")
    cues = (
        f"00:{2 * n:02d}:00.000 --> 00:{2 * n + 2:02d}:00.000\n{title}\n"
        for n, title in enumerate(chapters)
    )
    text = "\n".join(["WEBVTT\n", *cues])
    assert _reason(tmp_path, text) == "its cues are the titles of chapters, and no speech"


def test_sami_without_a_cue(tmp_path: Path) -> None:
    """It holds no words, whatever stands in it."""
    text = "<SAMI><HEAD><TITLE>Mills</TITLE></HEAD><BODY><P Class=ENCC>At dawn.</BODY></SAMI>"
    assert _reason(tmp_path, text, "cues.smi") == "the captions hold no words"


def test_objects_in_cues_are_data(tmp_path: Path) -> None:
    """A track of metadata holds an object of JSON in each cue."""
    text = (
        'WEBVTT\n\n00:00.000 --> 00:05.000\n{"lat": 54.1}\n\n'
        '00:05.000 --> 00:10.000\n{"lat": 54.2}\n'
    )
    assert _reason(tmp_path, text) == "its cues hold data for a player, and no speech"


def test_few_words_in_long_cues_are_speech_where_somebody_is_named(tmp_path: Path) -> None:
    """A name before the words says that they were said."""
    path = tmp_path / "cues.vtt"
    path.write_text(
        "WEBVTT\n\n00:00.000 --> 01:00.000\n<v Oda Merrin>It froze\n\n"
        "01:00.000 --> 02:00.000\n<v Jule Harms>It did\n",
        encoding="utf-8",
    )
    (file,) = find([path])
    (program,) = read(file)
    assert [turn.label for turn in program.turns] == ["Oda Merrin", "Jule Harms"]


@pytest.mark.parametrize("sign", ["[", "]", ":", "[]", "[:"])
def test_lines_of_signs_name_nobody(tmp_path: Path, sign: str) -> None:
    """A first line of a cue that is empty without its brackets is no name."""
    path = tmp_path / "cues.srt"
    path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{sign}\nIt stands still.\n" * 3)
    (program,) = read(next(find([path])))
    assert all(turn.label is None for turn in program.turns)
