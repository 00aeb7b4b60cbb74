"""Files next to a transcript: metadata written by hand, and recordings found by name."""

import json
from pathlib import Path

import pytest

from corpus import load
from corpus.errors import CorpusError
from corpus.model import Program

TALK = "SPEAKER_00: Well.\nSPEAKER_01: Yes?\nSPEAKER_00: No.\n"
CUES = "WEBVTT\n\n00:01.000 --> 00:03.000\nThe lamp is lit again.\n"


def read(folder: Path) -> dict[str, Program]:
    """The programs of a folder, by id."""
    return {p.id: p for file in load.find([folder]) for p in load.read(file)}


def test_transcripts_toml(tmp_path: Path) -> None:
    """The last entry that matches counts, key by key, and goes before the file itself."""
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "one.txt").write_text(f"Title: A talk\nDate: 2018-01-01\n\n{TALK}")
    (tmp_path / "two.txt").write_text(TALK)
    (tmp_path / "transcripts.toml").write_text(
        'transcripts = [{series = "Pier", date = "2020", language = "en-GB"},'
        ' {files = "2019/*", date = 2019-09-09, topics = ["lamps"],'
        ' speakers = {SPEAKER_00 = "Ada Kern"}}]'
    )
    one, two = read(tmp_path)["2019/one"], read(tmp_path)["two"]
    assert (one.title, one.series, one.date, one.topics) == (
        "A talk",
        "Pier",
        "2019-09-09",
        ("lamps",),
    )
    assert [turn.speaker for turn in one.turns] == ["Ada Kern", "SPEAKER_01", "Ada Kern"]
    assert [turn.label for turn in one.turns] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00"]
    assert (two.series, two.date, two.language, two.topics) == ("Pier", "2020", "en-GB", ())


def test_a_nearer_file_goes_first(tmp_path: Path) -> None:
    """What it leaves open is taken from the folder above; so it is for a file by itself."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "one.vtt").write_text(CUES)
    (tmp_path / "transcripts.toml").write_text('[[transcripts]]\nseries = "A"\ndate = "2001"\n')
    (tmp_path / "x" / "transcripts.toml").write_text(
        '[[transcripts]]\nseries = "B"\nspeakers = { Speaker = "Ada Kern" }\n'
    )
    program = read(tmp_path)["x/one"]
    assert (program.series, program.date) == ("B", "2001")
    assert program.turns[0].speaker == "Ada Kern"
    (alone,) = load.read(next(load.find([tmp_path / "x" / "one.vtt"])))
    assert alone.series == "B"


def test_restricted(tmp_path: Path) -> None:
    """A program is restricted by a pattern, and one below it may be an exception."""
    folder = tmp_path / "talks"
    (folder / "open").mkdir(parents=True)
    for name in ("one.md", "two.md", "open/three.md"):
        (folder / name).write_text("**Ann:** Hm.\n")
    (folder / "transcripts.toml").write_text(
        "[[transcripts]]\nrestricted = true\n\n"
        "[[transcripts]]\nfiles = 'two.md'\nrestricted = false\n"
    )
    (folder / "open" / "transcripts.toml").write_text("[[transcripts]]\nrestricted = false\n")
    read = [program for file in load.find([folder]) for program in load.read(file)]
    assert {program.id: program.access for program in read} == {
        "one": "restricted", "two": None, "open/three": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[transcripts]\n", "transcripts.toml: "),
        ("title = 'x'\n", "'title' is not expected"),
        ("transcripts = 3\n", "list of tables"),
        (
            "[[transcripts]]\n[[transcripts]]\nspeaker = 'x'\n",
            "number 2: 'speaker' is none of files",
        ),
        ("[[transcripts]]\ndate = 'soon'\n", "`date` is a year, a month or a day, not 'soon'"),
        ("[[transcripts]]\ntitle = 3\n", "`title` is a text, not 3"),
        ("[[transcripts]]\nrestricted = 'yes'\n", "`restricted` is true or false, not 'yes'"),
        ("[[transcripts]]\ntopics = 'x'\n", "`topics` is a list of texts"),
        ("[[transcripts]]\nspeakers = ['x']\n", "`speakers` is a table of labels and names"),
        ("[[transcripts]]\nfiles = 3\n", "`files` is a pattern or a list of patterns"),
    ],
)
def test_a_broken_transcripts_toml(tmp_path: Path, text: str, reason: str) -> None:
    """The error names the file, the entry, the value and what is expected."""
    (tmp_path / "one.txt").write_text(TALK)
    (tmp_path / "transcripts.toml").write_text(text)
    with pytest.raises(CorpusError) as raised:
        read(tmp_path)
    assert reason in str(raised.value)
    assert "docs/transcripts-toml.md" in str(raised.value)


def test_a_recording_and_what_was_written_of_it(tmp_path: Path) -> None:
    """Found by the name, with a language before the suffix; what the file says goes first."""
    (tmp_path / "a [dQw4w9WgXcQ].en.vtt").write_text(CUES)
    (tmp_path / "b.vtt").write_text(CUES)
    (tmp_path / "b.wav").write_bytes(b"")
    (tmp_path / "c.en.vtt").write_text(CUES)
    (tmp_path / "c.info.json").write_text(
        json.dumps({
            "title": "The  lamp", "upload_date": "20190909", "channel": "Pier",
            "webpage_url": "https://www.youtube.com/watch?v=aaaaaaaaaaa", "tags": ["lamps", 3],
        })
    )  # fmt: skip
    a, b, c = (program for _, program in sorted(read(tmp_path).items()))
    assert a.url == a.media_url == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert a.title == "A"
    assert (b.media_url, b.url) == ("b.wav", None)
    assert (c.title, c.date, c.series, c.topics) == ("The lamp", "2019-09-09", "Pier", ("lamps",))
    assert c.media_url == "https://www.youtube.com/watch?v=aaaaaaaaaaa"


@pytest.mark.parametrize("text", ["{", "[]", '{"title": 3, "tags": "x", "webpage_url": "file:x"}'])
def test_a_broken_info_json_says_nothing(tmp_path: Path, text: str) -> None:
    """The transcript is read all the same."""
    (tmp_path / "c.vtt").write_text(CUES)
    (tmp_path / "c.info.json").write_text(text)
    program = read(tmp_path)["c"]
    assert (program.title, program.url, program.topics) == ("C", None, ())
