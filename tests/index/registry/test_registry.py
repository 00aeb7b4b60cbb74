"""Who is who across programs: by record linkage, and by corrections by hand."""

from pathlib import Path

import pytest

from corpus.model import Turn
from index.correction.corrector import Corrector
from index.errors import IndexDamaged, SpeakerShared, SpeakerUnknown
from index.registry import corrections
from index.registry.corrections import Correction, Label
from index.registry.linkage import link
from index.registry.registry import Registry, name_of
from index.update.update import update
from searcher.archive import Archive


@pytest.mark.parametrize(
    ("names", "people"),
    [
        (["Ann Lee", "Dr. Ann Lee"], {"Ann Lee": "Dr. Ann Lee"}),
        (["ANN LEE", "Ann Lee", "ann lee"], {"ANN LEE": "Ann Lee", "ann lee": "Ann Lee"}),
        (["Ann Lee", "Ann Lee✌"], {"Ann Lee✌": "Ann Lee"}),
        (["Ann Lee, PhD", "Ann B. Lee"], {"Ann Lee, PhD": "Ann B. Lee"}),
        (["Dr. Lee", "Ann Lee"], {"Dr. Lee": "Ann Lee"}),
        (["Dr. Lee", "Ann Lee", "Bob Lee"], {}),
        (["Lee", "Ann Lee"], {}),
        (["Ann", "Ann Lee"], {}),
        (["Ann Lee", "Bob Lee"], {}),
        (["A. Lee", "Ann Lee", "Abe Lee"], {}),
        (["Speaker 1", "Speaker 2", "Speaker"], {}),
        (["", "?"], {}),
    ],
)
def test_link(names: list[str], people: dict[str, str]) -> None:
    """Names are linked where they can only be one person, and nowhere else."""
    assert link(names) == people


def test_the_most_particular_correction_counts() -> None:
    """A correction for one program goes before one for a name, and that one before a link."""
    registry = Registry(
        {"Dr. Lee": "Ann Lee"},
        [
            Correction("Ann Marie Lee", also=["Ann Lee"], role="hydrologist"),
            Correction("Bob Lee", only=[("talk", "Dr. Lee")]),
        ],
    )
    assert registry.name("talk", "Dr. Lee") == "Bob Lee"
    assert registry.name("other", "Dr. Lee") == "Ann Marie Lee"
    assert registry.name("other", "Cid") == "Cid"
    assert registry.role("other", "Ann Lee", "guest") == "hydrologist"
    assert registry.role("talk", "Dr. Lee", "guest") == "guest"
    turn = Turn(1, "DR. LEE", "Dr. Lee", "Well.")
    assert registry.named("other", turn) == Turn(
        1, "DR. LEE", "Ann Marie Lee", "Well.", role="hydrologist"
    )


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An index of two programs."""
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "one.md").write_text("**Ann Lee:** The wall holds.\n\n**Bo:** Which wall?\n")
    (talks / "two.md").write_text("**Dr. Lee:** The wall broke.\n\n**Bo:** Oh no.\n")
    (talks / "three.md").write_text("**A. L.:** A wall is a wall.\n\n**Cy:** Is it?\n")
    update(tmp_path / "index", [talks])
    return tmp_path / "index"


def walls(directory: Path, typed: str) -> list[tuple[str, str | None, str]]:
    """The speakers, roles and programs of the turns that a search finds."""
    with Archive.open(directory) as archive:
        found = archive.search(typed, limit=100)
        return sorted((q.turn.speaker, q.turn.role, q.program.id) for q in found)


def people(directory: Path) -> dict[str, tuple[int, int]]:
    """Programs and turns of every speaker."""
    with Archive.open(directory) as archive:
        return {person.name: (person.programs, person.turns) for person in archive.speakers()}


def test_one_person_over_two_programs(directory: Path) -> None:
    """A link shows in the list, in the quotes, and in a search for the name."""
    assert people(directory) == {"Ann Lee": (2, 2), "Bo": (2, 2), "A. L.": (1, 1), "Cy": (1, 1)}
    both = [("Ann Lee", None, "one"), ("Ann Lee", None, "two")]
    assert walls(directory, "speaker:ann wall") == both
    assert walls(directory, 'speaker:"ann lee" wall') == both


def test_corrections_count_at_once(directory: Path) -> None:
    """Merged, renamed and given a role, without a transcript being read again."""
    with Corrector(directory) as corrector:
        corrector.merge("Ann Lee", "A. L.")
        corrector.rename("Ann Lee", "Ann Marie Lee")
        corrector.role("Ann Marie Lee", "hydrologist")
    assert people(directory)["Ann Marie Lee"] == (3, 3)
    three = [("Ann Marie Lee", "hydrologist", name) for name in ("one", "three", "two")]
    assert walls(directory, "speaker:marie") == three
    assert walls(directory, "role:hydrologist wall") == three
    assert walls(directory, "speaker:lee wall NOT holds")[0][2] == "three"


def test_split(directory: Path) -> None:
    """A wrong link is undone, for a name or in one program."""
    with Corrector(directory) as corrector:
        corrector.split("Ann Lee", "Dr. Lee", None)
        corrector.split("Bo", "Bo Diaz", "two")
    assert people(directory) == {
        "Ann Lee": (1, 1), "Dr. Lee": (1, 1), "Bo": (1, 1), "Bo Diaz": (1, 1), "A. L.": (1, 1),
        "Cy": (1, 1),
    }  # fmt: skip
    assert walls(directory, "speaker:diaz") == [("Bo Diaz", None, "two")]


def test_a_role_is_overruled(tmp_path: Path) -> None:
    """A role that was said by hand takes the place of what the program says."""
    (tmp_path / "talk.txt").write_text(
        "A talk\n\nMeet baker Ann Lee, from The Mill.\n\n"
        "Ann Lee: Bread.\n\nBo: Oh.\n\nAnn Lee: Yes.\n"
    )
    update(tmp_path / "index", [tmp_path / "talk.txt"])
    with Corrector(tmp_path / "index") as corrector:
        corrector.role("Ann Lee", "miller")
    assert len(walls(tmp_path / "index", "role:miller")) == 2
    assert walls(tmp_path / "index", "role:mill") == []


def test_nobody_is_called_so(directory: Path) -> None:
    """The message names who is, and nothing is written."""

    def correct() -> None:
        with Corrector(directory) as corrector:
            corrector.role("Cy", "guest")
            corrector.rename("Ann Le", "Ann")

    with pytest.raises(SpeakerUnknown, match="did you mean Ann Lee"):
        correct()
    assert not (directory / corrections.NAME).exists()


def test_comments_stay(directory: Path) -> None:
    """A command keeps what was written by hand."""
    path = directory / corrections.NAME
    path.write_text('# Checked in May\n[[speaker]]\nname = "Bo" # the host\nrole = "host"\n')
    with Corrector(directory) as corrector:
        corrector.role("Cy", "guest")
        corrector.split("Bo", "Bo Diaz", "two")
    text = path.read_text()
    assert "# Checked in May" in text
    assert "# the host" in text
    assert corrections.read(directory) == [
        Correction("Bo", role="host"),
        Correction("Cy", role="guest"),
        Correction("Bo Diaz", only=[("two", "Bo")]),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("speaker", "Expected"),
        ("speaker = 1", "'speaker' is not expected"),
        ("[other]", "'other' is not expected"),
        ("[[speaker]]", "speaker 1 has no name"),
        ('[[speaker]]\nname = " "', "speaker 1: a name cannot be empty"),
        (
            '[[speaker]]\nname = "A"\nalias = []',
            "'alias' is none of name, also, only, labels",
        ),
        ('[[speaker]]\nname = "A"\nalso = "B"', "`also` is a list of names"),
        ('[[speaker]]\nname = "A"\nonly = ["B"]', "`only` is a list of"),
        ('[[speaker]]\nname = "A"\nonly = 1', "`only` is a list of"),
        ('[[speaker]]\nname = "A"\nlabels = ["B"]', "`labels` is a list of"),
        ('[[speaker]]\nname = "A"\nlabels = [{ label = "B" }]', "`labels` is a list of"),
        ('[[speaker]]\nname = "A"\nroles = [{ program = "a", role = 1 }]', "`roles` is a list of"),
        ('[[speaker]]\nname = "A"\nrole = 1', "`role` is text"),
        ('[[speaker]]\nname = "A"\napart = 1', "`apart` is true or false"),
        ('[[speaker]]\nname = "A"\nrestricted = "yes"', "`restricted` is true or false, not 'yes'"),
        (
            '[[speaker]]\nname = "A"\npseudonym = " "',
            "speaker 1 (A): `pseudonym` is a name, not ' '",
        ),
        ('[[speaker]]\nname = "A"\npseudonym = 7', "`pseudonym` is a name, not 7"),
        ('[[speaker]]\nname = "A"\npseudonym = "B\\nC"', "`pseudonym` is one line of at most 100"),
    ],
)
def test_a_wrong_file_is_refused(directory: Path, text: str, reason: str) -> None:
    """The error names the file, the speaker and what is expected."""
    (directory / corrections.NAME).write_text(text)
    with pytest.raises(IndexDamaged, match=r"speakers.toml.*mend or delete") as caught:
        Registry.read(directory, 1)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            'name = "A"\npseudonym = "P"\nrestricted = true',
            "speaker 1 (A): it has both `restricted` and `pseudonym`; leave one of them out",
        ),
        (
            'name = "A"\npseudonym = "P 1"\n[[speaker]]\nname = "B"\npseudonym = "p 1"',
            "A and B have one pseudonym, 'p 1'; give each person another one",
        ),
        (
            'name = "A"\npseudonym = "C"\n[[speaker]]\nname = "B"\nalso = ["c"]',
            "the pseudonym of A, 'C', is a name of B; give another pseudonym",
        ),
        (
            'name = "A"\npseudonym = "A"',
            "the pseudonym of A, 'A', is a name of A; give another pseudonym",
        ),
    ],
)
def test_pseudonyms_that_cannot_be(directory: Path, text: str, reason: str) -> None:
    """One line that says whose they are, and what to do."""
    (directory / corrections.NAME).write_text(f"[[speaker]]\n{text}")
    with pytest.raises(IndexDamaged) as caught:
        Registry.read(directory, 1)
    assert str(caught.value) == f"{directory / corrections.NAME}: {reason}"


def test_whoever_is_protected_stays_so(directory: Path) -> None:
    """What a command writes keeps it, also under another name and in another person's entry."""
    bo, cy = 'name = "Bo"\nrestricted = true', 'name = "Cy"\npseudonym = "P 1"'
    (directory / corrections.NAME).write_text(f"[[speaker]]\n{bo}\n\n[[speaker]]\n{cy}\n")
    found = corrections.read(directory)
    assert [one.has_effect for one in found] == [True, True]
    found[0].name = "Bo Diaz"
    corrections.write(directory, found)
    assert corrections.read(directory) == [
        Correction("Bo Diaz", restricted=True),
        Correction("Cy", pseudonym="P 1"),
    ]


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', "{"])
def test_damaged_links_are_refused(directory: Path, text: str) -> None:
    """The error says to index again."""
    (directory / name_of(1)).write_text(text)
    with pytest.raises(IndexDamaged, match="index the transcripts again"):
        Registry.read(directory, 1)


VOICES = {
    "one.txt": "Speaker 1: The barge is late.\nSpeaker 2: How late is it?\nSpeaker 1: Two days.\n",
    "two.txt": "Speaker 1: The wall broke.\nHost: Which wall?\nSpeaker 1: Ours.\nHost: Oh.\n",
}


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    """An index of two recordings that name nobody."""
    for name, text in VOICES.items():
        (tmp_path / name).write_text(text)
    update(tmp_path / "index", [tmp_path / name for name in VOICES])
    return tmp_path / "index"


def listed(directory: Path) -> list[tuple[str, str | None, int]]:
    """The name, the recording and the turns of everybody who is listed."""
    with Archive.open(directory) as archive:
        return [(who.name, who.program, who.turns) for who in archive.speakers()]


def test_a_voice_of_one_recording_is_nobody_in_another(voices: Path) -> None:
    """Speaker 1 of two recordings is listed twice."""
    assert listed(voices) == [
        ("Host", "two", 2),
        ("Speaker 1", "one", 2),
        ("Speaker 1", "two", 2),
        ("Speaker 2", "one", 1),
    ]


def test_a_voice_of_several_recordings_is_named_with_its_program(voices: Path) -> None:
    """Without it the command asks for it; the other recording keeps its voice."""
    asks = pytest.raises(SpeakerShared, match=r"2 recordings \(one, two\).*--program 'one'")
    with asks, Corrector(voices) as corrector:
        corrector.rename("Speaker 1", "Ada Kern")
    with Corrector(voices) as corrector:
        corrector.rename("Speaker 1", "Ada Kern", "one")
    assert ("Ada Kern", None, 2) in listed(voices)
    assert ("Speaker 1", "two", 2) in listed(voices)
    assert walls(voices, "speaker:ada late") == [("Ada Kern", None, "one")]


@pytest.mark.parametrize("typed", ["Speaker 1 in two", "Speaker 1 in Two"])
def test_a_voice_is_known_as_it_is_listed(voices: Path, typed: str) -> None:
    """By its name with the title or the id of the program, in every command."""
    with Corrector(voices) as corrector:
        corrector.rename("Host", "Bo Lund")
        corrector.merge("Bo Lund", "Speaker 2")
    with Corrector(voices) as corrector:
        corrector.split(typed, "Cy Ode", None)
        corrector.role("Cy Ode", "mason")
    assert listed(voices) == [("Bo Lund", None, 3), ("Cy Ode", None, 2), ("Speaker 1", "one", 2)]
    assert walls(voices, "wall broke")[-1] == ("Cy Ode", "mason", "two")


def test_a_label_goes_before_a_name() -> None:
    """A label in one program goes before one in all programs, and both before a name."""
    registry = Registry(
        {},
        [
            Correction("Cid", only=[("talk", "Ann Lee")], role="guest"),
            Correction("A. Lee", labels=[Label("A. Lee", "Ann Lee")], roles=[("b", "chair")]),
            Correction("Abe", labels=[Label("A. Lee", "Ann Lee", "c")]),
        ],
    )
    assert registry.name("talk", "Ann Lee", "Ann Lee") == "Cid"
    assert registry.name("talk", "Ann Lee", "A. Lee") == "A. Lee"
    assert registry.name("c", "Ann Lee", "A. Lee") == "Abe"
    assert registry.name("c", "Bob Lee", "A. Lee") == "Bob Lee"
    assert registry.role("b", "Ann Lee", "host", "A. Lee") == "chair"
    assert registry.role("c", "Ann Lee", "host", "A. Lee") is None
    assert registry.role("c", "Ann Lee", "host", "Ann Lee") == "host"


def test_labels_and_roles_are_kept(directory: Path) -> None:
    """What a command writes of them is read as it was."""
    said = [
        Correction(
            "Ann",
            labels=[Label("Bo", "Bo"), Label("Bo", "Bo", "two")],
            roles=[("one", "chair")],
        )
    ]
    corrections.write(directory, said)
    assert corrections.read(directory) == said
    corrections.write(directory, said)
    assert corrections.read(directory) == said


def test_a_label_is_a_name_too(tmp_path: Path) -> None:
    """What is listed beside a name can be typed instead of it."""
    (tmp_path / "a.txt").write_text("DR. LEE: Well.\nBo: Yes?\nAnn Lee: No.\nBo: Why?\n")
    update(tmp_path / "index", [tmp_path / "a.txt"])
    with Corrector(tmp_path / "index") as corrector:
        corrector.rename("DR. LEE", "Ann M. Lee")
    assert ("Ann M. Lee", None, 2) in listed(tmp_path / "index")


def test_accents_and_case_tell_nobody_apart(tmp_path: Path) -> None:
    """Neither in one program nor over several; the name with its accents is shown."""
    (tmp_path / "one.txt").write_text(
        "José Ruiz: Late.\nAndre Noé: Why?\nJosé Ruiz: It is.\nAndré Noé: Oh.\n"
    )
    (tmp_path / "two.txt").write_text("JOSE RUIZ: Back.\nBea Roth: Good.\nJOSE RUIZ: Yes.\n")
    update(tmp_path / "index", [tmp_path / "one.txt", tmp_path / "two.txt"])
    assert listed(tmp_path / "index") == [
        ("José Ruiz", None, 4),
        ("André Noé", None, 2),
        ("Bea Roth", None, 1),
    ]
