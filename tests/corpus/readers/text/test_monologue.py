"""A text of sentences that names nobody is one voice; whatever else it may be is refused."""

from pathlib import Path

import pytest

from corpus import load
from corpus.errors import NotATranscript
from corpus.model import Program

SENTENCE = "The river was high again, and nobody wanted to be the first to cross it. "


def read(folder: Path, name: str, text: str) -> Program:
    """The one program in a text of that name."""
    path = folder / name
    path.write_text(text, "utf-8")
    (program,) = load.read(next(load.find([path])))
    return program


@pytest.mark.parametrize("text", [SENTENCE * 400, SENTENCE.replace(",", "").replace(".", "") * 400])
def test_an_hour_on_one_line_is_cut_into_turns(tmp_path: Path, text: str) -> None:
    """A turn is about a minute of talk, with or without sentences; no word is lost."""
    program = read(tmp_path, "hour.txt", text)
    assert all(500 < len(turn.text) <= 3001 for turn in program.turns[:-1])
    assert " ".join(turn.text for turn in program.turns).split() == text.split()


def test_paragraphs_are_kept(tmp_path: Path) -> None:
    """Short paragraphs share a turn, with a blank line between them."""
    program = read(tmp_path, "talk.txt", f"{SENTENCE}\n\n{SENTENCE}\n")
    assert [turn.text for turn in program.turns] == [f"{SENTENCE.strip()}\n\n{SENTENCE.strip()}"]


@pytest.mark.parametrize(
    ("sign", "speaker"),
    [
        ("", "Ruth Ode"),
        ("Audience: And who paid?\n", "Speaker"),
        ("Q: And who paid?\n", "Speaker"),
        (">> And who paid for it?\n", "Speaker"),
        ("Jonas Vance: And who paid?\n", "Speaker"),
        ("Part 2: the winter.\n", "Ruth Ode"),
        ("Note: this was in the winter.\n", "Ruth Ode"),
    ],
)
def test_words_of_two_people_are_in_nobodys_name(tmp_path: Path, sign: str, speaker: str) -> None:
    """The only speaker of the front matter is the voice, unless somebody else begins to speak."""
    text = f"---\nspeaker: Ruth Ode\n---\n{SENTENCE * 3}\n\n{sign}\n{SENTENCE * 3}\n"
    program = read(tmp_path, "talk.md", text)
    assert {turn.speaker for turn in program.turns} == {speaker}


def test_two_speakers_listed_are_no_voice(tmp_path: Path) -> None:
    """Which of them says what is not known."""
    text = f"---\nspeakers: [Ruth Ode, Jonas Vance]\n---\n{SENTENCE * 3}\n"
    assert {turn.speaker for turn in read(tmp_path, "talk.md", text).turns} == {"Speaker"}


REFUSED = {
    "a table": ("prices.txt", "Item\tPrice\tStock\n" + "Lamp oil\t4.50\t12\n" * 12),
    "a list": ("todo.md", "# To do\n\n" + "- Buy lamp oil\n- Call the mayor\n" * 8),
    "code": ("run.txt", "import os\nx = 1\nprint(x)\nfor a in b:\n    go(a)\n    y = a + 1\n" * 4),
    "keys": ("terms.txt", "Weir: a wall.\nSluice: a gate.\nRace: a way.\nFlume: a trough.\n"),
    "links": ("see.md", "# See\n\n" + "More about it https://example.org/a/long/way/to/it\n\n" * 9),
    "too few": ("short.txt", "Nothing is said here.\n"),
    "lines": ("verse.txt", "The wild sea\nThe wilder wind\nThe long way home to me\n" * 6),
    "log": ("run.log", "INFO the lamp was lit again by the keeper.\n" * 9),
    "data": ("talk.yml", "said:\n" + f"  {SENTENCE}\n" * 3 + f"  {SENTENCE * 2}\n"),
    "data by content": ("talk.txt", "[Settings]\n" + SENTENCE * 9),
    "a chat": ("chat.txt", f"12/03/2021, 10:04 - {SENTENCE}\n" * 4),
    "repeated": ("form.txt", f"{SENTENCE}\n\n" * 12),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_text_of_sentences_is_refused_with_a_reason(tmp_path: Path, why: str) -> None:
    """The reason says what the text is taken for."""
    name, text = REFUSED[why]
    with pytest.raises(NotATranscript, match="and it does not read as a talk"):
        read(tmp_path, name, text)


def test_a_list_is_what_was_said_where_the_document_is_of_a_program(tmp_path: Path) -> None:
    """Notes of a meeting come in items; the date in the front matter tells them from a list."""
    notes = "- Somebody has to look at the lamp before the winter\n" * 3
    assert read(tmp_path, "notes.md", f"---\ndate: 2020-01-02\n---\n{notes}").turns
    with pytest.raises(NotATranscript, match="a list"):
        read(tmp_path, "list.md", notes)


def test_who_asks_after_a_talk_is_not_its_speaker(tmp_path: Path) -> None:
    """Nobody is named under a heading over questions, nor under a line that is one."""
    for heading in ("## Q&A", "Questions:"):
        path = tmp_path / "talk.md"
        path.write_text(
            "---\ntitle: Bees\nspeakers:\n  - Ada Kern\n---\n"
            "I keep bees, and I count them in spring, which takes a day.\n\n"
            f"{heading}\n\nDo you count them twice? Yes, because the first count is wrong.\n"
        )
        (program,) = load.read(next(load.find([path])))
        assert [turn.speaker for turn in program.turns] == ["Ada Kern", "Speaker"]
