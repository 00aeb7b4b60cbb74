"""What people see of a transcript: its heading, its turns, how to go on."""

import io

import pytest

from corpus.model import Credits, Participant, Program, Related, Turn
from searcher.archive import Archive
from searcher.output.layout.speaker_colours import speaker_styles
from searcher.output.layout.styled import columns
from searcher.output.streams.terminal import Terminal
from searcher.output.text.passage import lines
from searcher.passages.passage import Again, Matches, Passage
from tests.searcher.output.formats.test_jsonl import FULL

AGAIN = Again("m-protein")


def printed(found: Passage, width: int = 80, again: Again = AGAIN, **terminal: bool) -> str:
    """A passage as it is printed."""
    out = io.StringIO()
    to = Terminal(out, width, **terminal)
    to.print(lines(found, again, to))
    return out.getvalue()


def test_a_turn_and_what_is_around_it(archive: Archive) -> None:
    """The heading, who speaks with the role the first time, a sign at the turn, how to go on."""
    assert printed(archive.passage("m-protein:7", context=1)) == (
        "What Is My M Protein Telling Me?\n"
        "Plasma Cell Diaries · 2019-11-14 · m-protein · turns 6 to 8 of 15\n"
        "\n"
        "  6  Dr. Samuel Adeyinka, Hematologist, Calder Valley Hospital\n"
        "     No panic, Gustavo. We call that a plateau. A flat M protein is a stable M\n"
        "     protein, and I look at it next to the hemoglobin, the creatinine, the\n"
        "     calcium and the scan before I say anything at all.\n"
        "\n"
        "     To call it progression, the M protein has to climb by at least a quarter\n"
        "     from its lowest point, and by at least half a gram per deciliter, and we\n"
        "     want to see it twice. Going from 0.6 to 0.7 is laboratory weather.\n"
        "\n"
        "▸ 7  Beatriz Lindqvist, host\n"
        "     How bad is the weather?\n"
        "\n"
        "  8  Dr. Samuel Adeyinka\n"
        "     Take one tube, run it in the morning and again in the afternoon, and you\n"
        "     can easily be off by 0.1. Send it across town to a different machine and\n"
        "     it’s more. If you can, stay with one laboratory.\n"
        "\n"
        "Read on: searcher show m-protein:9-15\n"
    )


@pytest.mark.parametrize("width", [20, 30, 46, 60, 80, 100, 200])
def test_nothing_is_wider_than_the_terminal(archive: Archive, width: int) -> None:
    """But for what cannot be broken; no line has blanks at its end."""
    for name in ("m-protein", "m-protein:6", "flood", "2022-05-17-car-t", "standup@0:21"):
        for line in printed(archive.passage(name, "the"), width).splitlines():
            assert columns(line) <= width
            assert line == line.rstrip()


def test_each_turn_is_printed_once(archive: Archive) -> None:
    """All words of all turns, in their order."""
    for entry in archive.programs():
        whole = archive.program(entry.program.id)
        assert whole is not None
        shown = " ".join(printed(archive.passage(entry.program.id)).split())
        at = 0
        for turn in whole.turns:
            text = " ".join(turn.text.split())
            at = shown.index(text, at) + len(text)
        first = " ".join(whole.turns[0].text.split())
        assert shown.count(first) == 1


def test_all_metadata_is_in_the_heading() -> None:
    """Every field of a program that has a value."""
    shown = printed(Passage(FULL, 1))
    for value in (
        "One", "Talks", "2019-09", "talks/one#2", "bread", "On bread.", "Ann Lee", "host", "Ann",
        "Bo", "Cy", "Di", "Two", "More.", "https://two", "en", "https://one",
        "https://one/one.mp3", "/talks/one.md", "labelled", "1 turn", "up to 0:03",
    ):  # fmt: skip
        assert value in shown
    assert "── Dough ──" in shown
    assert " · 0:00\n" in shown


def test_speakers_have_their_colours(archive: Archive) -> None:
    """The same in the list above and at each turn; without colours they are bold."""
    found = archive.passage("m-protein")
    shown = printed(found, styles=True, colour=True)
    styles = speaker_styles(found.program)
    for name in ("Beatriz Lindqvist", "Dr. Samuel Adeyinka"):
        turns = sum(turn.speaker == name for turn in found.program.turns)
        assert shown.count(f"\x1b[{styles[name]}m{name}\x1b[0m") == turns + 1
    assert "\x1b[1mBeatriz Lindqvist\x1b[0m" in printed(found, styles=True)


def test_a_voice_that_is_not_named() -> None:
    """It has no colour: nobody knows who it is."""
    turns = (Turn(1, None, "Speaker", "Yes."), Turn(2, "Ann", "Ann", "No."))
    program = Program(
        "a", "A", "/a.txt", "x", participants=(Participant("Ann", ("Ann",)),), turns=turns
    )
    shown = printed(Passage(program, 2), styles=True, colour=True)
    assert "\x1b[2mSpeaker\x1b[0m" in shown
    assert "not named · 1 turn" in shown.replace("\x1b[2m", "").replace("\x1b[0m", "")


def test_matches(archive: Archive) -> None:
    """In colour in the text, with a sign in the margin, counted above."""
    found = archive.passage("m-protein", "gel")
    shown = printed(found, styles=True, colour=True)
    assert shown.count("\x1b[1;31mgel\x1b[0m") == 2
    plain = printed(found, again=Again("m-protein", ("gel",)))
    assert "\n2 turns for gel, as a phrase · turns 2, 10\n" in plain
    assert "\n•  2  Dr. Samuel Adeyinka" in plain
    assert "\n• 10  Dr. Samuel Adeyinka" in plain
    assert plain.splitlines()[-1] == "Hit by hit: searcher show m-protein --find gel --hit 1"


@pytest.mark.parametrize(
    ("name", "hit", "last"),
    [
        ("m-protein", 1, "Hit 1 of 2. Next hit: searcher show m-protein --find gel --hit 2"),
        ("m-protein", 2, "Hit 2 of 2."),
        ("m-protein:2", None, "Hit 1 of 2. Next hit: searcher show m-protein --find gel --hit 2"),
        ("m-protein:7", None, "Next hit: searcher show m-protein --find gel --hit 2"),
        ("m-protein:15", None, "First hit: searcher show m-protein --find gel --hit 1"),
    ],
)
def test_how_to_go_on_to_the_next_hit(
    archive: Archive, name: str, hit: int | None, last: str
) -> None:
    """The command is complete."""
    found = archive.passage(name, "gel", hit=hit, context=1)
    shown = printed(found, again=Again("m-protein", ("gel",)))
    assert last in shown.splitlines()[-2:]


def test_commands_are_quoted() -> None:
    """So that a shell takes them as they are."""
    again = Again("a b#$(x)", ("it's",), ("--index", "my index"), 3, 4)
    assert again.typed(place="1-2") == (
        "searcher show 'a b#$(x):1-2' --find 'it'\"'\"'s' --index 'my index'"
    )
    assert again.typed(hit=2).endswith("--index 'my index' -C 3 --hit 2")
    assert again.result_typed(4) == "searcher show 4 --index 'my index'"


def test_the_moment(archive: Archive) -> None:
    """Where it is in a long turn."""
    shown = printed(archive.passage("standup-2023-02-06@0:21", context=0), 200)
    assert "shot it. ▸ 0:20 The spike you all saw" in shown


def test_hostile_text_is_shown_as_text() -> None:
    """No control sequence of a transcript reaches the terminal, wherever it is from."""
    bad = "x\x1b[31m\x07\x9b2J\u202e\r\ny"
    turn = Turn(1, bad, bad, bad, bad, 1.0, 2.0, bad, ((0, 1.0),))
    program = Program(
        bad, bad, f"/{bad}", bad, bad, bad, (bad,), bad, (Participant(bad, (bad, "z"), bad),),
        Credits(bad, (bad,), (bad,)), (Related(bad, bad, f"https://{bad}"),), bad,
        f"https://{bad}", f"https://{bad}", (turn,),
    )  # fmt: skip
    found = Passage(program, 2, 1, (0, 1), Matches(bad, None, (1,), {1: ((0, 1),)}))
    shown = printed(found, again=Again(bad, (bad,)), styles=True, colour=True, links=True)
    codes = shown.replace("\x1b[0m", "").replace("\x1b]8;;", "").replace("\x1b\\", "")
    for style in ("1", "2", "1;31", *speaker_styles(program).values()):
        codes = codes.replace(f"\x1b[{style}m", "")
    for sign in ("\x1b", "\x07", "\x9b", "\u202e", "\r"):
        assert sign not in codes


def test_where_there_are_no_links_the_path_is_shown(archive: Archive) -> None:
    """Below the title, where somebody looks at it."""
    found = archive.passage("m-protein:6")
    assert found.program.path not in printed(found)
    linked = printed(found, 500, styles=True, links=True, interactive=True)
    assert f"\n{found.program.path}\n" not in linked.replace("\x1b[2m", "").replace("\x1b[0m", "")
    shown = printed(found, 500, interactive=True)
    assert shown.splitlines()[2] == found.program.path
    assert f"\x1b]8;;file://{found.program.path}\x1b\\" in printed(found, styles=True, links=True)
