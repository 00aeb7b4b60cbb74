"""`searcher speakers`: corrections as they are typed, and what a search finds afterwards."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from index.registry import corrections
from tests.conftest import Done, Run

Typed = Callable[..., Done]


@pytest.fixture
def typed(run: Run, tmp_path: Path) -> Typed:
    """Type a command for an index in a temporary folder."""
    return lambda first, *words: run(first, "--index", tmp_path / "index", *words)


@pytest.fixture
def talks(typed: Typed, tmp_path: Path) -> Path:
    """A folder of three talks, indexed."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Ann Lee: The apples are ripe.\nBo: Which apples?\nA. Lee: The red apples.\n"
        "Bo: Oh.\nLee: Apples, then.\n"
    )
    (folder / "b.txt").write_text(
        "Ann Lee: The pears are ripe.\nBo: Which pears?\nA. Lee: The green pears.\n"
    )
    (folder / "c.txt").write_text("Bob Lee: The plums rot.\nCy: Which plums?\nLee: All plums.\n")
    assert typed("index", folder).status == 0
    return folder


@pytest.mark.parametrize("empty", ["", "  ", "\n", "\u200b"])
@pytest.mark.parametrize(
    "command",
    [("rename", "Bo"), ("rename", "Bo", "--program", "a"), ("split", "Bo", "--program", "a")],
)
def test_a_name_cannot_be_empty(
    typed: Typed, talks: Path, command: tuple[str, ...], empty: str
) -> None:
    """It is refused, nothing is written, and the index can still be searched."""
    refused = typed("speakers", *command[:2], empty, *command[2:])
    assert refused.status == 2
    assert "a name cannot be empty" in refused.err
    assert not (talks.parent / "index" / corrections.NAME).exists()
    assert typed("apples").status == 0


def test_a_role_cannot_be_empty(typed: Typed, talks: Path) -> None:
    """It would be none, and the command would seem to have worked."""
    refused = typed("speakers", "role", "Bo", " ")
    assert refused.status == 2
    assert "a role cannot be empty" in refused.err
    assert talks.exists()


def listed(typed: Typed) -> dict[str, tuple[int, list[str]]]:
    """The turns and labels of everybody who is listed."""
    lines = map(json.loads, typed("speakers", "--json").out.splitlines())
    return {line["name"]: (line["turns"], line["labels"]) for line in lines}


def spoken(typed: Typed, *words: str) -> list[tuple[str, str]]:
    """The program and the speaker of what a search finds."""
    lines = typed(*words, "--json", "--limit", "100").out.splitlines()
    quotes = [line for line in map(json.loads, lines) if line["type"] == "quote"]
    return sorted((quote["program"]["id"], quote["turn"]["speaker"]) for quote in quotes)


def test_a_label_is_split_from_a_person(typed: Typed, talks: Path) -> None:
    """Its turns are listed, shown and found under the new name, and not under the old one."""
    assert listed(typed)["Ann Lee"][0] == 5
    done = typed("speakers", "split", "Ann Lee", "A. Lee")
    assert (done.status, done.out) == (0, "A. Lee of Ann Lee is now A. Lee\n")
    assert listed(typed)["Ann Lee"] == (3, ["Ann Lee", "Lee"])
    assert listed(typed)["A. Lee"] == (2, ["A. Lee"])
    assert spoken(typed, "ripe OR red OR green") == [
        ("a", "A. Lee"),
        ("a", "Ann Lee"),
        ("b", "A. Lee"),
        ("b", "Ann Lee"),
    ]
    assert spoken(typed, 'speaker:"A. Lee"') == [("a", "A. Lee"), ("b", "A. Lee")]
    assert spoken(typed, 'speaker:"Ann Lee"') == [("a", "Ann Lee")] * 2 + [("b", "Ann Lee")]
    assert spoken(typed, "apples", "--speaker", "ann") == [("a", "Ann Lee")] * 2
    assert typed("index", talks).status == 0
    assert listed(typed)["A. Lee"] == (2, ["A. Lee"])


def test_a_label_is_split_in_one_program(typed: Typed, talks: Path) -> None:
    """The other program keeps it; what is split off can be renamed, and merged again."""
    assert talks.exists()
    assert typed("speakers", "split", "Ann Lee", "A. Lee", "--program", "b").status == 0
    assert spoken(typed, 'speaker:"A. Lee" pears') == [("b", "A. Lee")]
    assert listed(typed)["Ann Lee"][0] == 4
    assert typed("speakers", "rename", "A. Lee", "Abe Lim").status == 0
    assert typed("speakers", "role", "Abe Lim", "gardener").status == 0
    assert spoken(typed, "speaker:lim") == [("b", "Abe Lim")]
    assert spoken(typed, "role:gardener") == [("b", "Abe Lim")]
    assert typed("speakers", "merge", "Ann Lee", "Abe Lim").status == 0
    assert listed(typed)["Ann Lee"][0] == 5
    assert spoken(typed, "green") == [("b", "Ann Lee")]


def test_a_label_of_two_people(typed: Typed, talks: Path) -> None:
    """`Lee` is Ann in one talk and Bob in another: only the one who is named is split."""
    assert talks.exists()
    assert typed("speakers", "split", "Ann Lee", "Lee").status == 0
    assert spoken(typed, "speaker:lee plums") == [("c", "Bob Lee")] * 2
    assert spoken(typed, '"apples then"') == [("a", "Lee")]


def test_a_label_that_two_people_have_names_nobody(typed: Typed, talks: Path) -> None:
    """Nobody is renamed by chance."""
    assert talks.exists()
    refused = typed("speakers", "rename", "Lee", "Zed")
    assert refused.status == 2
    assert "'Lee' may be Ann Lee or Bob Lee; give the name of one of them" in refused.err


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("split 'Ann Lee' 'Ann Lee'", "'Ann Lee' is the name of the person to split"),
        ("split 'Ann Lee' 'Ann Lee' --program b", "'Ann Lee' is the name of the person to split"),
        ("split 'Ann Lee' Bo", "neither a name nor a label of Ann Lee; those are A. Lee, Lee"),
        ("rename Bo Bo", "'Bo' is called 'Bo' already"),
        ("rename Bo 'Ann Lee'", "there is already somebody called 'Ann Lee'; to make them one"),
        ("rename Bo 'Bob Lee' --program a", "there is already somebody called 'Bob Lee'"),
        ("merge Bo Bo", "'Bo' and 'Bo' are one person already"),
        ("merge 'Ann Lee' 'A. Lee'", "are one person already"),
        ("rename ann Zed", "nobody in this index is called 'ann'; did you mean Ann Lee?"),
        ("rename Bo Zed --program nope", "there is no program 'nope'; see `searcher programs`"),
        ("role Bo x --program talk", "there is no program 'talk'"),
    ],
)
def test_a_correction_without_an_effect(
    typed: Typed, talks: Path, command: str, reason: str
) -> None:
    """It is refused with the reason, and nothing is written."""
    refused = typed("speakers", *shlex.split(command))
    assert (refused.status, refused.out) == (2, "")
    assert reason in " ".join(refused.err.split())
    assert not (talks.parent / "index" / corrections.NAME).exists()


def test_case_does_not_matter(typed: Typed, talks: Path) -> None:
    """As in a search."""
    assert talks.exists()
    assert typed("speakers", "rename", "bob lee", "Robert Lee").status == 0
    assert "Robert Lee" in listed(typed)


def test_a_role_in_one_program(typed: Typed, talks: Path) -> None:
    """The other programs keep theirs, and a search for the role finds it there only."""
    assert talks.exists()
    done = typed("speakers", "role", "Ann Lee", "chair", "--program", "a")
    assert done.out == "The role of Ann Lee is now chair in a\n"
    assert spoken(typed, "role:chair") == [("a", "Ann Lee")] * 3
    assert typed("speakers", "role", "Ann Lee", "guest").status == 0
    assert spoken(typed, "role:guest") == [("b", "Ann Lee")] * 2
    assert spoken(typed, "role:chair") == [("a", "Ann Lee")] * 3


def test_a_program_by_its_title(typed: Typed, tmp_path: Path) -> None:
    """As `searcher speakers` shows it, or by words of it; several are named."""
    for name, title in (("x", "Harbour talk"), ("y", "Garden talk")):
        (tmp_path / f"{name}.md").write_text(
            f"# {title}\n\n**Ann:** Hello there.\n\n**Bo:** Oh.\n\n**Ann:** Yes.\n"
        )
    assert typed("index", tmp_path / "x.md", tmp_path / "y.md").status == 0
    assert typed("speakers", "rename", "Ann", "Zed", "--program", "Harbour talk").status == 0
    assert spoken(typed, "hello") == [("x", "Zed"), ("y", "Ann")]
    assert typed("speakers", "rename", "Bo", "Cy", "--program", "garden").status == 0
    assert spoken(typed, "oh") == [("x", "Bo"), ("y", "Cy")]
    refused = typed("speakers", "rename", "Bo", "Cy", "--program", "talk")
    assert refused.status == 2
    assert "2 programs are called 'talk' (x, y); give the id" in " ".join(refused.err.split())


def test_a_renamed_file_keeps_its_corrections(typed: Typed, talks: Path) -> None:
    """Names, labels and roles of one program go with it."""
    for command in ("rename 'Ann Lee' Zed", "split Zed Lee", "role Bo chair"):
        assert typed("speakers", *shlex.split(command), "--program", "a").status == 0
    before = spoken(typed, "apples OR oh")
    (talks / "a.txt").rename(talks / "z.txt")
    assert typed("index", talks).status == 0
    assert spoken(typed, "apples OR oh") == [("z", name) for _, name in before]
    assert {name for _, name in before} == {"Zed", "Bo", "Lee"}
    assert spoken(typed, "role:chair") == [("z", "Bo")] * 2


def test_the_file_of_corrections_is_easy_to_read(run: Run, tmp_path: Path) -> None:
    """It starts with the first correction, and one blank line is between two, however many."""
    talk = tmp_path / "talk.txt"
    talk.write_text("Ann Lee: One.\n\nBo Orr: Two.\n\nCy Poe: Three.\n\nAnn Lee: Four.\n")
    index = tmp_path / "index"
    assert run("index", talk, "--index", index).status == 0
    for correction in (
        ("merge", "Ann Lee", "Bo Orr"),
        ("role", "Cy Poe", "host"),
        ("split", "Ann Lee", "Bo Orr"),
        ("merge", "Ann Lee", "Bo Orr"),
        ("role", "Ann Lee", "guest"),
    ):
        assert run("speakers", "--index", index, *correction).status == 0
    assert (index / "speakers.toml").read_text() == (
        '[[speaker]]\nname = "Cy Poe"\nrole = "host"\n\n'
        '[[speaker]]\nname = "Ann Lee"\nalso = ["Bo Orr"]\nrole = "guest"\n'
    )


DEPOSITIONS = {
    "One": (
        "MS. TRAN: My name is Tran and I live here at the quarry.",
        "MR. POE: Thank you for coming today to the deposition.",
        "Q. Where do you live?",
        "A. By the quarry, for eleven years.",
        "Q. Since when is there dust?",
        "A. Since 2015 there is dust.",
    ),
    "Two": (
        "MS. ROWE: My name is Rowe and I run the bakery.",
        "MR. POE: Thank you for coming today to the deposition.",
        "Q. What do you sell?",
        "A. Bread, and I saw the dust too.",
        "Q. Who buys it?",
        "A. Nobody buys it.",
    ),
}


@pytest.fixture
def depositions(typed: Typed, tmp_path: Path) -> Path:
    """Two depositions, whose questions and answers are of voices; the file of corrections."""
    for title, lines in DEPOSITIONS.items():
        (tmp_path / f"{title.lower()}.txt").write_text("\n".join(lines) + "\n")
    paths = [tmp_path / f"{title.lower()}.txt" for title in DEPOSITIONS]
    assert typed("index", *paths).status == 0
    return tmp_path / "index" / corrections.NAME


def voices(typed: Typed) -> dict[str, tuple[int, int]]:
    """The programs and the turns of everybody, by the name that is listed."""
    lines = map(json.loads, typed("speakers", "--json").out.splitlines())
    return {
        f"{one['name']} in {one['title']}" if one["title"] else one["name"]: (
            one["programs"],
            one["turns"],
        )
        for one in lines
    }


def correct(typed: Typed, *commands: str) -> str:
    """What the last of some corrections says."""
    done = [typed("speakers", *shlex.split(command)) for command in commands]
    assert [one.status for one in done] == [0] * len(done), done
    return done[-1].out


def test_a_generic_label_stays_in_its_program(typed: Typed, depositions: Path) -> None:
    """Also where the person is renamed, split, and merged again."""
    before = voices(typed)
    correct(typed, "merge 'A in Two' 'MS. ROWE'", "rename 'A in Two' 'Rowe Baker'")
    assert voices(typed)["Rowe Baker"] == (1, 3)
    assert voices(typed)["A in One"] == (1, 2)
    assert "program" in depositions.read_text()
    assert '"A"]' not in depositions.read_text()
    assert correct(typed, "split 'Rowe Baker' A") == "A of Rowe Baker is now A in Two\n"
    assert voices(typed)["A in One"] == voices(typed)["A in Two"] == (1, 2)
    correct(typed, "merge 'Rowe Baker' 'A in Two'", "split 'Rowe Baker' 'A in Two'")
    assert set(voices(typed)) == {*before, "Rowe Baker"} - {"MS. ROWE"}
    correct(typed, "role 'A in Two' witness")
    assert spoken(typed, "role:witness") == [("two", "A in Two")] * 2


def test_one_person_already(typed: Typed, depositions: Path) -> None:
    """However the two are named; nothing is written, and nobody's turns are found for another."""
    correct(typed, "merge 'MS. ROWE' 'A in Two'", "merge 'MS. TRAN' 'A in One'")
    before = depositions.read_bytes()
    for names in (("A in Two", "MS. ROWE"), ("MS. ROWE", "A in Two"), ("A in Two", "A in Two")):
        refused = typed("speakers", "merge", *names)
        assert refused.status == 2
        assert "one person already, MS. ROWE;" in refused.err or "MS. ROWE" in names
        assert "are one person already" in " ".join(refused.err.split())
    assert depositions.read_bytes() == before
    assert spoken(typed, 'speaker:"MS. ROWE"') == [("two", "MS. ROWE")] * 3
    assert spoken(typed, "dust", "--speaker", "MS. TRAN") == [("one", "MS. TRAN")]


def test_a_general_name_is_not_searched_where_it_is_somebody_else_s(
    typed: Typed, depositions: Path
) -> None:
    """A correction by hand of a label in any program goes behind one for a program."""
    depositions.write_text(
        '[[speaker]]\nname = "Ada Kern"\nalso = ["A"]\n\n'
        '[[speaker]]\nname = "Bo Lund"\nonly = [{ program = "one", name = "A" }]\n'
    )
    assert spoken(typed, "speaker:ada") == [("two", "Ada Kern")] * 2
    assert spoken(typed, "speaker:lund") == [("one", "Bo Lund")] * 2


@pytest.mark.parametrize("name", ["Q in One", "q in one"])
def test_a_voice_is_found_by_the_name_that_is_listed(
    typed: Typed, depositions: Path, name: str
) -> None:
    """With the title or the id, in a filter and in a search; and no other turns."""
    assert depositions.parent.exists()
    assert spoken(typed, f'speaker:"{name}"') == [("one", "Q")] * 2
    assert spoken(typed, "dust", "--speaker", name) == [("one", "Q")]
    assert "Since when is there dust?" in typed("dust", "--speaker", name).out
    assert spoken(typed, "dust", "--speaker", "Q in Two") == []
    assert spoken(typed, "dust", "--speaker", "in One") == []


def test_the_question_has_the_name_of_its_speaker(typed: Typed, depositions: Path) -> None:
    """The same turn has one name, as a quote and above one."""
    assert depositions.parent.exists()
    correct(typed, "merge 'MS. TRAN' 'A in One'")
    out = typed('"since when"').out
    assert "MS. TRAN: By the quarry" in out
    assert "A: By the quarry" not in out


def test_a_role_has_its_own_column(typed: Typed, depositions: Path) -> None:
    """Below a name it would look like another speaker."""
    assert depositions.parent.exists()
    correct(typed, "role 'MR. POE' counsel")
    lines = [line.split("  ") for line in typed("speakers").out.splitlines()]
    rows = [[cell.strip() for cell in line if cell] for line in lines]
    assert rows[0] == ["speaker", "role", "labels", "programs", "turns"]
    assert ["MR. POE", "counsel", "2", "2"] in rows


def test_status_counts_as_the_list_does(typed: Typed, depositions: Path) -> None:
    """People by themselves, and the voices of recordings by themselves."""
    assert depositions.parent.exists()
    correct(typed, "merge 'MS. TRAN' 'A in One'")
    count = "3 speakers, and 3 voices that only a recording names"
    for command in ("speakers", "status"):
        assert count in " ".join(typed(command).out.split())


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("rename '' x", "NAME: a name cannot be empty"),
        ("rename 'MS. ROWE' ''", "NEW: a name cannot be empty"),
        ("merge 'MS. ROWE' ' '", "OTHERS: a name cannot be empty"),
        ("split 'MS. ROWE' ''", "OTHER: a name cannot be empty"),
        ("role 'MS. ROWE' ''", "ROLE: a role cannot be empty"),
        ("role Nobody x", "nobody in this index is called 'Nobody'"),
    ],
)
def test_an_error_begins_with_the_argument(
    typed: Typed, depositions: Path, command: str, message: str
) -> None:
    """The folder of the index is whole; what was typed is wrong."""
    refused = typed("speakers", *shlex.split(command))
    assert refused.status == 2
    assert refused.err.startswith(f"searcher: {message}")
    assert not depositions.exists()
