"""Chats: dates in any order, notices that name nobody, and what is no chat."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.load import find, read
from corpus.model import Program
from corpus.readers.messages import chat_log
from corpus.source import Source


def _read(folder: Path, name: str, text: str) -> Program:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (program,) = read(next(iter(find([path]))))
    return program


@pytest.mark.parametrize(
    ("first", "second", "date"),
    [
        ("28/12/21, 09:14 - ", "03/01/22, 18:02 - ", "2021-12-28"),
        ("12/28/21, 9:14 AM - ", "1/3/22, 6:02 PM - ", "2021-12-28"),
        ("2021-12-28, 09:14 - ", "2022-01-03, 18:02 - ", "2021-12-28"),
        ("28.12.2021, 09:14 - ", "03.01.2022, 18:02 - ", "2021-12-28"),
        ("28/12/2021 à 09:14 - ", "03/01/2022 à 18:02 - ", "2021-12-28"),
        ("28/12/21 9:14 a. m. - ", "3/1/22 6:02 p. m. - ", "2021-12-28"),
        ("[28.12.21, 09:14:01] ", "[03.01.22, 18:02:59] ", "2021-12-28"),
        ("[12/28/21, 9:14:01\u202fAM] ", "[1/3/22, 6:02:59\u202fPM] ", "2021-12-28"),
        ("\u200e[2021/12/28 09:14:01] ", "[2022/01/03 18:02:59] ", "2021-12-28"),
        ("1/2/22, 9:14 PM - ", "1/3/22, 7:00 AM - ", "2022-01-02"),
        ("1/2/22, 21:14 - ", "2/2/22, 07:00 - ", "2022-02-01"),
        ("[28-Dec-21 09:14 AM] ", "[03-Jan-22 06:02 PM] ", "2021-12-28"),
    ],
)
def test_a_chat_is_dated_by_the_order_that_all_of_its_stamps_allow(
    tmp_path: Path, first: str, second: str, date: str
) -> None:
    """Phones write dates as their owners do."""
    program = _read(tmp_path, "a.txt", f"{first}Ivy: Is it open?\n{second}Sam: It is: wide.\n")
    assert program.date == date
    assert [(turn.label, turn.text) for turn in program.turns] == [
        ("Ivy", "Is it open?"),
        ("Sam", "It is: wide."),
    ]


def test_notices_and_pictures_are_nobodys(tmp_path: Path) -> None:
    """They end the message before them, and are no speech themselves."""
    text = (
        "28/12/21, 09:14 - Ivy created group “Mill: dates”\n"
        "28/12/21, 09:15 - Ivy: Who comes?\n"
        "28/12/21, 09:16 - Sam changed the subject to “Wheel: now”\n"
        "28/12/21, 09:17 - Sam: <Media omitted>\n"
        "28/12/21, 09:18 - Sam: null\n"
        "28/12/21, 09:19 - Sam left\n"
        "28/12/21, 09:20 - Ivy: So nobody.\n"
    )
    program = _read(tmp_path, "a.txt", text)
    assert [(turn.label, turn.text) for turn in program.turns] == [
        ("Ivy", "Who comes?"),
        ("Ivy", "So nobody."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2021-12-28 09:14 - INFO: started\n2021-12-28 09:15 - ERROR: stopped\n",
        "[2021-12-28 09:14:01] app.INFO: started\n[2021-12-28 09:15:01] app.ERROR: stopped\n",
        "28/12/21, 09:14 - one line alone\n",
        "The meeting of 28/12/21, 09:14 - Ivy: said so.\nAnd so on.\n",
    ],
)
def test_a_log_is_no_chat(text: str) -> None:
    """Many lines begin with a time."""
    assert not chat_log.recognises(Source(Path("a.txt"), text.encode()))


def test_text_of_another_depth_on_a_talk_page_does_not_belong_to_the_signature(
    tmp_path: Path,
) -> None:
    """Its author may have forgotten the signature."""
    text = (
        "== Wheel ==\nIs it round? [[User:Ivy|Ivy]] ([[User talk:Ivy|talk]]) 12:03, 5 May 2021"
        " (UTC)\n::Of course.\n:It is an ellipse. [[User:Sam|Sam]] 12:10, 5 May 2021 (UTC)\n"
    )
    program = _read(tmp_path, "talk.wiki", text)
    assert [(turn.label, turn.text) for turn in program.turns] == [
        ("Ivy", "Is it round?"),
        (None, "Of course."),
        ("Sam", "It is an ellipse."),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "28/12/21, 09:14 - Ivy: <Media omitted>\n28/12/21, 09:15 - Sam: null\n"),
        ("a.json", '[{"type": "message", "ts": "1", "user": "U1", "text": ""}]'),
        ("a.json", '[{"type": "message", "ts": {}, "user": "U1", "text": ["a"]}]'),
        ("a.json", '{"guild": [], "channel": {}, "messages": 3}'),
        ("a.jsonl", '{"sender": "A", "body": "x", "date": "", "reactions": []}\n{"sender"'),
        ("a.html", '<div class="chatlog__message-group"><div class="chatlog__content"></div>'),
    ],
)
def test_a_chat_in_which_nobody_writes_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    """And so is one whose keys hold something else."""
    with pytest.raises(CorpusError):
        _read(tmp_path, name, text)


def test_the_names_of_a_slack_export_are_those_of_its_list_of_users(tmp_path: Path) -> None:
    """It is in the folder above those of the channels."""
    users = '[{"id": "U1", "name": "ivy", "profile": {"real_name": "Ivy Cole"}}, {"id": 5}]'
    (tmp_path / "users.json").write_text(users, encoding="utf-8")
    (tmp_path / "wheel").mkdir()
    text = '[{"type": "message", "ts": "1614852660.1", "user": "U1", "text": "Open, <@U1>?"}]'
    program = _read(tmp_path / "wheel", "2021-03-04.json", text)
    assert [(turn.label, turn.text) for turn in program.turns] == [("Ivy Cole", "Open, @Ivy Cole?")]
    assert program.date == "2021-03-04"


def test_a_message_of_a_million_blanks_takes_no_time(tmp_path: Path) -> None:
    """Patterns look at the end of a line only."""
    text = f"28/12/21, 09:14 - Ivy: a{' ' * 1_000_000}b\n28/12/21, 09:15 - Sam: c\n"
    assert _read(tmp_path, "a.txt", text).turns[0].text.split() == ["a", "b"]
