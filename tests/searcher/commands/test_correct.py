"""`searcher correct`: words at one place, everywhere after a review, lists, files, undoing."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import searcher
from index.update import transaction
from index.update.update import update
from index.word_corrections.corrections import WordCorrectionsFile
from searcher.commands import review
from tests.conftest import Run

TALK = """Ann: Is Clarence here? We met Clarence at the pd L one trial.

Bo: No, Clarence's train is late. It is a real Clarense.

Ann: Then the *trial* begins without him; =cmd says so.
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of one talk."""
    (tmp_path / "talk.txt").write_text(TALK)
    update(tmp_path / "index", [tmp_path / "talk.txt"])
    return tmp_path / "index"


def test_one_place(index: Path, run: Run) -> None:
    """It is corrected, shown with a mark, and found by both forms."""
    done = run("correct", "talk:1", "pd L one", "PD-L1", "--index", index)
    assert (done.status, done.out) == (0, "1: talk:1: Ann: “pd L one” is “PD-L1”\n")
    assert "searcher correct --undo 1" in done.err
    for words in ('"pd l one"', "PD-L1", '"the pd-l1 trial"', '"pd l one trial"'):
        found = run(words, "--index", index).out
        assert "at the PD-L1* trial." in found, words
        assert "* corrected by hand: “PD-L1” (the file has “pd L one”)" in found
    shown = run("show", "talk", "--index", index).out
    assert "PD-L1* trial" in shown
    assert "(the file has “pd L one”)" in shown
    assert "pd L one" in (index.parent / "talk.txt").read_text()
    assert run("correct", "--undo", "1", "--index", index).out == "1 correction undone\n"
    assert run("PD-L1", "--strict", "--index", index).status == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["talk:1", "clarence", "Clarens"], 1, "talk:1/1, talk:1/2"),
        (["talk:1", "nobody", "Clarens"], 1, "does not say 'nobody'"),
        (["talk:1", "...", "Clarens"], 2, "is no word"),
        (["talk:1", "clarence", "clarence"], 2, "'clarence' is given twice"),
        (["--everywhere", "pd  L", "pd L"], 2, "is given twice"),
        (["talk:1", "clarence", "\x1b[31m"], 2, "is no word"),
        (["talk:1", "clarence", "x" * 300], 2, "give at most 200"),
        (["talk:9", "clarence", "Clarens"], 2, "no turn 9"),
        (["talk", "clarence", "Clarens"], 2, "names no turn"),
        (["other:1", "clarence", "Clarens"], 2, "no program"),
        (["clarence", "Clarens"], 2, "give a turn and two texts"),
        (["--everywhere", "clarence"], 2, "give what the transcripts have"),
        (["--everywhere", "zyzzy", "Clarens"], 1, "nobody says that"),
        (["--everywhere", "clarence", "Clarens", "--yes", "talk:3"], 2, "none of the places"),
        (["--sounds-like"], 2, "go with --everywhere"),
        (["--list", "--undo", "1"], 2, "one thing at a time"),
        (["--undo"], 2, "say which"),
        (["--undo", "x"], 2, "is no number"),
        (["--undo", "9-3"], 2, "is no number"),
        (["--undo", "7"], 2, "there is no correction 7"),
        (["--import", "none.csv"], 2, "none.csv"),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str], status: int, told: str, index: Path, run: Run
) -> None:
    """One clear line, and nothing is written."""
    done = run("correct", *arguments, "--index", index)
    assert (done.status, done.out) == (status, ""), done.err
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert run("correct", "--index", index).out == ""


def test_everywhere_without_anybody(index: Path, run: Run) -> None:
    """The places are listed, and nothing is changed."""
    done = run("correct", "--everywhere", "clarence", "Clarens", "--index", index)
    assert (done.status, done.out.count("{+Clarens+}")) == (0, 3)
    assert "3 places; nothing was changed" in done.err
    asked = ["--everywhere", "clarence", "Clarens", "--json", "--index", index]
    places = [json.loads(line) for line in run("correct", *asked).out.splitlines()]
    assert [one["place"] for one in places] == ["talk:1/1", "talk:1/2", "talk:2/1"]
    assert [one["wrong"] for one in places] == ["Clarence"] * 3
    assert run("correct", "--list", "--index", index).status == 1


def test_places_that_are_named(index: Path, run: Run) -> None:
    """These are corrected; of a possessive the name is."""
    asked = ["correct", "--everywhere", "clarence", "Clarens", "--index", index]
    done = run(*asked, "--yes", "talk:1/2", "--yes", "talk:2")
    assert done.out.splitlines() == ["1: talk:1: Ann: “Clarence” is “Clarens”",
                                     "2: talk:2: Bo: “Clarence” is “Clarens”"]  # fmt: skip
    with searcher.open(index) as archive:
        program = archive.program("talk")
    assert program is not None
    assert [turn.text for turn in program.turns[:2]] == [
        "Is Clarence here? We met Clarens at the pd L one trial.",
        "No, Clarens's train is late. It is a real Clarense.",
    ]
    # What is corrected is no candidate any more.
    assert run(*asked).out.count("{+Clarens+}") == 1


def test_numbers_of_places_stay(index: Path, run: Run) -> None:
    """While places of a list are corrected one by one, the others keep their numbers."""
    for place, told in (("talk:1/1", 0), ("talk:1/1", 1), ("talk:1/3", 1), ("talk:1/2", 0)):
        done = run("correct", place, "clarence", "Clarens", "--index", index)
        assert done.status == told, (place, done.err)
        with searcher.open(index) as archive:
            program = archive.program("talk")
        assert program is not None
        second = "Clarens" if place == "talk:1/2" else "Clarence"
        assert program.turns[0].text.startswith(f"Is Clarens here? We met {second} at")
    asked = ["correct", "--everywhere", "clarence", "Clarens", "--index", index]
    assert run("correct", "--undo", "1", "--index", index).status == 0
    assert run(*asked, "--yes", "talk:1/2").status == 2
    assert run(*asked, "--yes", "talk:1/1").status == 0


def test_corrections_of_one_word_undone(index: Path, run: Run, tmp_path: Path) -> None:
    """What was below a correction that is undone is made."""
    table = tmp_path / "below.csv"
    run("correct", "talk:1", "L one", "L1", "--index", index)
    run("correct", "--export", table, "--index", index)
    run("correct", "--undo", "1", "--index", index)
    run("correct", "talk:1", "pd L one", "PD-L1", "--index", index)
    done = run("correct", "--import", table, "--index", index)
    assert done.out == "0 corrections made, 1 kept whose words are not found\n"
    run("correct", "--undo", "2", "--index", index)
    assert run("correct", "--index", index).out == "3: talk:1: Ann: “L one” is “L1”\n"
    assert "at the pd L1* trial" in run('"pd l1 trial"', "--index", index).out


def test_files_after_a_program_was_renamed(index: Path, run: Run, tmp_path: Path) -> None:
    """What is there already is not kept again under its new name."""
    run("correct", "talk:1", "pd L one", "PD-L1", "--index", index)
    (tmp_path / "talk.txt").rename(tmp_path / "renamed.txt")
    run("index", "--prune", tmp_path / "renamed.txt", "--index", index)
    assert "1: renamed:1" in run("correct", "--index", index).out
    run("correct", "--export", tmp_path / "kept.csv", "--index", index)
    again = run("correct", "--import", tmp_path / "kept.csv", "--index", index)
    assert again.out == "0 corrections made, 1 there already\n"


def test_rows_that_say_nothing(index: Path, run: Run, tmp_path: Path) -> None:
    """A row that a spreadsheet left empty, and one whose words are right already."""
    table = tmp_path / "list.csv"
    run("correct", "--everywhere", "clarence", "Clarens", "--export", table, "--index", index)
    header, first, *_ = csv.reader(io.StringIO(table.read_text(), newline=""))
    same = [*first[:6], first[4], *first[7:]]
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([header, [""] * len(header), [" "], same, first])
    done = run("correct", "--import", table, "--index", index)
    assert done.out == "1 correction made, 1 there already\n", done.err


def test_lines_of_json(index: Path, run: Run, tmp_path: Path) -> None:
    """They may hold signs that end lines elsewhere, and more text than is kept."""
    text = "Is Clarence here? We met Clarence at the pd L one trial."
    record = {"program": "talk", "turn": 1, "wrong": "pd L one", "right": "PD-L1", "text": text}
    record |= {"before": "\u2028\x85" + "x" * 99_999}
    (tmp_path / "list.json").write_text(json.dumps(record, ensure_ascii=False) + "\n")
    done = run("correct", "--import", tmp_path / "list.json", "--index", index)
    assert done.out == "1 correction made\n", done.err
    assert (index / "words.json").stat().st_size < 2_000


def test_turns_that_say_the_same(tmp_path: Path, run: Run) -> None:
    """Each has a correction of its own, and none is taken for the other one."""
    talk = [
        "Ann: Clarence.",
        "Bo: Yes?",
        "Ann: Clarence.",
        "Bo: Yes?",
        "Ann: Clarence.",
        "Bo: Yes?",
    ]
    (tmp_path / "talk.txt").write_text("\n\n".join(talk))
    index = tmp_path / "index"
    update(index, [tmp_path / "talk.txt"])
    asked = ["correct", "--everywhere", "clarence", "Clarens", "--index", index]
    assert len(run(*asked, "--yes", "talk:3", "--yes", "talk:5").out.splitlines()) == 2
    assert "talk:1" in run(*asked, "--yes", "talk:1").out
    kept = tmp_path / "kept.csv"
    run("correct", "--export", kept, "--index", index)
    assert "3 there already" in run("correct", "--import", kept, "--index", index).out
    # A list that is older than the last change of the file.
    (tmp_path / "talk.txt").write_text("\n\n".join(["Cy: Welcome to all of you.", *talk]))
    run("index", tmp_path / "talk.txt", "--index", index)
    assert "3 there already" in run("correct", "--import", kept, "--index", index).out
    assert len(run("correct", "--index", index).out.splitlines()) == 3


def test_words_that_sound_alike(index: Path, run: Run) -> None:
    """They are places to look at, too. Of a possessive the name is."""
    asked = ["--everywhere", "clarence", "Klarens", "--sounds-like", "--index", index]
    assert "[-Clarense-]" in run("correct", *asked).out
    asked[1] = "klarence"
    assert "[-Clarence-]{+Klarens+}'s train" in run("correct", *asked).out


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("y\nn\ny\n", [1, 2]),
        ("n\nyes\nq\n", [1]),
        ("a\n", [1, 1, 2]),
        ("s\n", []),
        ("what\n?\ny\nq\n", [1]),
    ],
)
def test_a_review(
    typed: str, made: list[int], index: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each place is asked about, and only a yes changes anything."""
    monkeypatch.setattr(review, "is_possible", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    done = run("correct", "--everywhere", "clarence", "Clarens", "--index", index)
    assert done.status == (0 if made else 1)
    assert "1 of 3" in done.err
    with searcher.open(index) as archive:
        turns = [one.turn.number for one in archive.corrections() if one.turn]
    assert turns == made


def test_a_review_that_ends(index: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody answers any more, nothing is changed."""
    monkeypatch.setattr(review, "is_possible", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    done = run("correct", "--everywhere", "clarence", "Clarens", "--index", index)
    assert (done.status, done.out) == (2, "")
    assert run("correct", "--index", index).out == ""


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_files(suffix: str, index: Path, run: Run, tmp_path: Path) -> None:
    """Places to look at, and corrections, come back; also into another index."""
    places, kept = tmp_path / f"places.{suffix}", tmp_path / f"kept.{suffix}"
    run("correct", "--everywhere", "clarence", "Clarens", "--export", places, "--index", index)
    assert run("correct", "--index", index).out == ""
    assert run("correct", "--import", places, "--index", index).out == "3 corrections made\n"
    run("correct", "--export", kept, "--index", index)
    again = run("correct", "--import", kept, "--index", index)
    assert (again.status, again.out) == (1, "0 corrections made, 3 there already\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "renamed.txt").write_text(TALK)
    update(tmp_path / "other", [tmp_path / "elsewhere"])
    done = run("correct", "--import", kept, "--index", tmp_path / "other")
    assert done.out == "3 corrections made\n"
    assert "renamed:1" in run("correct", "--index", tmp_path / "other").out


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", "program,turn,wrong,right\ntalk,x,a,b\n", '{"program": 1}\n', "{\n",
     'program,turn,wrong,right\n"talk\n', "program,turn,wrong,right\ntalk,1,...,b\n",
     "program,turn,wrong,right\ntalk,1\n", '{"program":"talk","turn":true,"wrong":"a","right":"b"}',
     "\x00\x00", "[" * 9999, "program,turn,wrong,right\ntalk,1,clarence,Clarens\n",
     '{"program":"talk","turn":1,"wrong":"clarence","right":"b","text":"a clarence \\ud800"}'],
    ids=lambda text: f"{len(text)}",
)  # fmt: skip
def test_files_that_are_none(text: str, index: Path, run: Run, tmp_path: Path) -> None:
    """One clear line, and nothing is kept."""
    (tmp_path / "list.csv").write_text(text)
    done = run("correct", "--import", tmp_path / "list.csv", "--index", index)
    assert (done.status, done.out) == (2, ""), done.err
    assert "Traceback" not in done.err
    assert run("correct", "--index", index).out == ""


def test_a_table_has_no_formula(index: Path, run: Run) -> None:
    """What would be one is text, and is read back as it was."""
    run("correct", "talk:3", "cmd", "=1+cmd", "--index", index)
    rows = [*csv.DictReader(io.StringIO(run("correct", "--export", "-", "--index", index).out))]
    assert [row["right"] for row in rows] == ["'=1+cmd"]


def test_hostile_words(index: Path, run: Run, tmp_path: Path) -> None:
    """They are markup nowhere."""
    run("correct", "talk:2", "Clarense", "<script>x</script>", "--index", index)
    run("correct", "talk:3", "trial", "*trial*", "--index", index)
    page = run("script", "--format", "html", "--index", index).out
    assert "<script" not in page
    assert "<u title=" in page
    assert "the file has “Clarense”" in page
    marked = run("trial", "--format", "md", "--index", index).out
    assert r"\*trial\*" in marked
    assert "<script>x</script>*" in run("script", "--index", index).out


def test_every_format_tells_it(index: Path, run: Run) -> None:
    """In its own way."""
    run("correct", "talk:1", "pd L one", "PD-L1", "--index", index)
    for name, sign in (
        ("csv", "“PD-L1” (the file has “pd L one”)"), ("tsv", "(the file has “pd L one”)"),
        ("md", r"PD-L1\*"), ("html", 'the file has “pd L one”">'), ("short", "*"),
        ("jsonl", '"source": "pd L one"'), ("text", "PD-L1*"),
    ):  # fmt: skip
        found = run("pd-l1", "--format", name, "--index", index).out
        assert sign in found, name
        found = run("show", "talk:1", "--format", name, "--index", index).out
        assert name in ("csv", "tsv") or sign in found, name
    assert "PD-L1*" in run("kwic", '"pd l one"', "--index", index).out


@pytest.mark.parametrize("quotation", ["at the PD-L1 trial", "at the pd L one trial"])
def test_quotations(quotation: str, index: Path, run: Run) -> None:
    """Both forms are right, and it is told that the words were corrected."""
    run("correct", "talk:1", "pd L one", "PD-L1", "--index", index)
    printed = run("verify", quotation, "--json", "--index", index).out
    verdict, _ = map(json.loads, printed.splitlines())
    assert (verdict["verdict"], verdict["speaker"]) == ("verbatim", "Ann")
    assert verdict["places"][0]["as_in_file"] is ("pd L" in quotation)
    told = run("verify", quotation, "--index", index).out
    assert "(the file has “pd L one”)" in " ".join(told.split())


def test_restricted_names_are_not_told(tmp_path: Path, run: Run) -> None:
    """Neither by a correction that makes a name, nor by one that takes it away."""
    (tmp_path / "talk.md").write_text(
        "**Ada Kern:** I am here, says the kettel.\n\n"
        "**Bo Lund:** Ada Corn is late. Ada Kern means the boat.\n"
    )
    index = tmp_path / "index"
    run("index", tmp_path / "talk.md", "--index", index)
    run("correct", "talk:2", "Corn", "Kern", "--index", index)
    run("correct", "talk:2", "Kern means", "Stern means", "--index", index)
    run("correct", "talk:1", "kettel", "kettle", "--index", index)
    (index / "speakers.toml").write_text('[[speaker]]\nname = "Ada Kern"\npseudonym = "P1"\n')
    assert run("index", tmp_path / "talk.md", "--index", index).status == 0
    said = [
        run(*arguments, "--index", index).out
        for arguments in (
            ["show", "talk"], ["show", "talk", "--json"], ["correct", "--list"],
            ["correct", "--json"], ["correct", "--export", "-"], ["boat", "--json"],
            ["stern", "--json"],
        )
    ]  # fmt: skip
    assert not [text for text in said if "kern" in text.casefold() or "corn" in text.casefold()]
    assert "kettle*" in said[0]
    assert "not shown" in said[2]
    assert run("kettel", "--strict", "--index", index).status == 0
    assert run("corn", "--strict", "--index", index).status == 1
    # What may be shown can be corrected, and what stands for a name cannot.
    assert "“here” is “there”" in run("correct", "talk:1", "here", "there", "--index", index).out
    assert "there*, says" in run("show", "talk:1", "--index", index).out
    done = run("correct", "talk:2", "P1 is", "P2 is", "--index", index)
    assert (done.status, done.out) == (1, "")
    assert "stand for what may not be shown" in done.err


def test_tags_and_saved_searches_do_not_notice(index: Path, run: Run) -> None:
    """A tag stays on a turn that is corrected, and the turn is not new for a saved search."""
    run("saved", "add", "trains", "--index", index, "--", "train")
    assert run("saved", "run", "--index", index).status == 0
    run("tag", "+late", "talk:2", "--index", index)
    run("correct", "talk:2", "Clarense", "very different words here", "--index", index)
    run("correct", "talk:2", "No", "Yes indeed", "--index", index)
    assert run("saved", "run", "--index", index).status == 1
    assert "talk:2" in run("tag", "--list", "--index", index).out
    run("tag", "+again", "talk:2", "--index", index)
    run("correct", "--undo", "1-2", "--index", index)
    assert "talk:2" in run("tag", "--list", "again", "--index", index).out


@pytest.mark.parametrize("undo", [False, True])
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interrupt_while_the_index_is_changed(
    index: Path, run: Run, monkeypatch: pytest.MonkeyPatch, undo: bool, when: str
) -> None:
    """Before its commit nothing is changed, the file neither; after it all is."""
    path = ["--index", str(index)]
    commit = transaction.Transaction.commit

    def interrupted(change: transaction.Transaction) -> None:
        if when == "after":
            commit(change)
        monkeypatch.setattr(transaction.Transaction, "commit", commit)
        raise KeyboardInterrupt

    if undo:
        run("correct", "talk:1", "pd L one", "PD-L1", *path)
    before = run("correct", "--list", *path).out
    monkeypatch.setattr(transaction.Transaction, "commit", interrupted)
    command = ["--undo", "1"] if undo else ["talk:1", "pd L one", "PD-L1"]
    done = run("correct", *command, *path)
    told = "the index is unchanged" if when == "before" else "the index holds the change"
    assert (done.status, told in done.err) == (2, True)
    assert (run("correct", "--list", *path).out == before) == (when == "before")
    is_corrected = undo == (when == "before")
    assert run("PD-L1", "--strict", *path).status == (0 if is_corrected else 1)


def test_an_interrupt_while_an_older_change_is_made_whole(
    index: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not say that the change was made that was asked for."""
    path = ["--index", str(index)]
    run("correct", "talk:1", "pd L one", "PD-L1", *path)
    # As a program leaves it that is killed before it has changed the index.
    file = WordCorrectionsFile(index)
    with file.locked():
        file.replace((), 1)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(transaction.Transaction, "_align_vectors", interrupted)
        done = run("correct", "talk:2", "Clarense", "Clarens", *path)
    assert (done.status, "the index is unchanged" in done.err) == (2, True)
    assert run("correct", "--list", *path).status == 1


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_beside_a_pseudonym(tmp_path: Path, run: Run, suffix: str) -> None:
    """In a turn of few words the name is most of what the file has, and the word is corrected."""
    (tmp_path / "ada-kern.md").write_text(
        "**Ada Kern:** I am here.\n\n"
        "**Bo Lund:** Ada Kern met clarence.\n\n"
        "**Ada Kern:** No.\n\n"
        "**Bo Lund:** Seven people saw seven boats of Ada Kern.\n"
    )
    index = tmp_path / "index"
    run("index", tmp_path / "ada-kern.md", "--index", index)
    (index / "speakers.toml").write_text(
        '[[speaker]]\nname = "Ada Kern"\npseudonym = "Participant Seven"\n'
    )
    run("index", "--index", index)
    done = run("correct", "participant-seven:2", "clarence", "Clarens", "--index", index)
    assert done.status == 0, done.err
    shown = run("show", "participant-seven", "--index", index).out
    assert "Participant Seven met Clarens*." in shown
    # The pseudonym has the same word: the place is found by what stands around it.
    done = run("correct", "participant-seven:4/2", "seven", "11", "--index", index)
    assert done.status == 0, done.err
    shown = run("show", "participant-seven", "--index", index).out
    assert "Seven people saw 11* boats of Participant Seven." in shown
    told = run("correct", "--index", index).out
    assert "kern" not in told.casefold()
    # They survive when the file is read again, and go to another index of it.
    kept = tmp_path / f"kept.{suffix}"
    assert run("correct", "--export", kept, "--index", index).status == 0
    assert "kern" not in kept.read_text().casefold()
    assert "2 there already" in run("correct", "--import", kept, "--index", index).out
    with (tmp_path / "ada-kern.md").open("a") as file:
        file.write("\n**Bo Lund:** That is all for today, says Ada Kern.\n")
    run("index", tmp_path / "ada-kern.md", "--index", index)
    assert run("correct", "--index", index).out == told
    other = tmp_path / "other"
    run("index", tmp_path / "ada-kern.md", "--index", other)
    (other / "speakers.toml").write_text((index / "speakers.toml").read_text())
    run("index", "--index", other)
    assert run("correct", "--import", kept, "--index", other).out == "2 corrections made\n"
    # Whoever may be named again has the corrections, too.
    (index / "speakers.toml").write_text("")
    run("index", "--index", index)
    shown = run("show", "ada-kern", "--index", index).out
    assert "Ada Kern met Clarens*." in shown
    assert "saw 11* boats of Ada Kern." in shown
