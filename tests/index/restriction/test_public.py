"""What may be shown of a program."""

from typing import Any

from corpus.model import (
    REDACTED,
    RESTRICTED,
    WITHHELD,
    Credits,
    Participant,
    Program,
    Related,
    Turn,
)
from index.registry.corrections import Correction, Label
from index.registry.registry import Registry
from index.restriction.protected import Protected
from index.restriction.public import Public

ADA = Correction("Ada Kern", pseudonym="Participant 7")
VERA = Correction("Vera Sand", restricted=True)


def program(*turns: tuple[str | None, str, str], **known: Any) -> Program:
    """A program of labels, names and texts."""
    made = tuple(
        Turn(number, label, name, text, "physician" if name == "Ada Kern" else None, 1.0, 2.0)
        for number, (label, name, text) in enumerate(turns, start=1)
    )
    labels: dict[str, dict[str, None]] = {}
    for label, name, _ in turns:
        if label is not None:
            labels.setdefault(name, {})[label] = None
    people = tuple(Participant(name, tuple(each), "physician") for name, each in labels.items())
    values = {"id": "talk", "title": "Talk", "path": "/talks/talk.md", "format": "markdown"} | known
    return Program(participants=people, turns=made, **values)


def shown(one: Program, *people: Correction, taken: tuple[str, ...] = ()) -> Program | None:
    """What may be shown of a program."""
    names = {person.name for person in one.participants}
    return Public(Protected(Registry({}, list(people)), names)).of(one, taken)


def public(one: Program, *people: Correction, taken: tuple[str, ...] = ()) -> Program:
    """The same, of a program of which something may be shown."""
    found = shown(one, *people, taken=taken)
    assert found is not None
    return found


TALK = program(
    ("Bo", "Bo Lund", "Ada, what did Vera see?"),
    ("Dr. Kern", "Ada Kern", "I am Ada Kern."),
    ("Vera", "Vera Sand", "Sand and sea."),
    ("Ada Kern and Vera Sand", "Ada Kern and Vera Sand", "Yes."),
    (None, "Speaker", "Mrs. Sand?"),
)


def test_all_may_be_shown() -> None:
    """A program in which nobody is protected is itself."""
    assert shown(TALK) is TALK
    assert shown(TALK, Correction("Cy Dow", restricted=True)) is TALK
    plain = program(("Bo", "Bo Lund", "The sand of Ada."))
    assert shown(plain, ADA, VERA) is plain


def test_a_restricted_program() -> None:
    """Nothing of it is shown."""
    assert shown(program(("Bo", "Bo Lund", "Hm."), access=RESTRICTED)) is None


def test_turns() -> None:
    """Words are withheld, names replaced, and the numbers stay."""
    found = public(TALK, ADA, VERA)
    assert found.access == REDACTED
    assert [(turn.number, turn.label, turn.speaker, turn.text) for turn in found.turns] == [
        (1, "Bo", "Bo Lund", f"Participant 7, what did {WITHHELD} see?"),
        (2, "Participant 7", "Participant 7", "I am Participant 7."),
        (3, None, WITHHELD, WITHHELD),
        (4, None, WITHHELD, WITHHELD),
        (5, None, "Speaker", f"{WITHHELD}?"),
    ]
    # A role tells who it is, and a time where her words are in a recording.
    assert [turn.role for turn in found.turns] == [None] * 5
    assert (found.turns[2].start, found.turns[2].end) == (None, None)
    assert (found.turns[0].start, found.turns[0].end) == (1.0, 2.0)
    assert found.participants == (
        Participant("Bo Lund", ("Bo",), "physician"),
        Participant("Participant 7", ("Participant 7",), None),
    )


def test_what_is_known_of_a_program() -> None:
    """Names in every text; no address where such a person speaks."""
    known = program(
        ("Ada Kern", "Ada Kern", "Yes."),
        id="talks/ada-kern", path="/talks/ada-kern.md", title="On ada-kern", series="Ada Kern",
        description="With Ada Kern of the lake.", topics=("Kern, Ada", "sea"),
        credits=Credits("Ada Kern", ("Ada Kern",), ("Lake",)),
        related=(Related("Ada Kern again", "More of Ada Kern", "https://x/ada-kern"),),
        url="https://x/1", media_url="one.mp3",
    )  # fmt: skip
    found = public(known, ADA)
    seven = "Participant 7"
    assert (found.id, found.path) == ("talks/participant-7", "talks/participant-7.md")
    assert (found.title, found.series) == (f"On {seven}", seven)
    assert (found.description, found.topics) == (f"With {seven} of the lake.", (seven, "sea"))
    assert found.credits == Credits(seven, (seven,), ("Lake",))
    assert found.related == (Related(f"{seven} again", f"More of {seven}", None),)
    assert (found.url, found.media_url) == (None, None)
    assert public(known, ADA, taken=("talks/participant-7",)).id == "talks/participant-7-2"


def test_where_the_person_is_only_named() -> None:
    """The whole name is replaced, a first name may be anybody's, and addresses stay."""
    one = program(("Bo", "Bo Lund", "Ada Kern knows Ada."), url="https://x/1")
    found = public(one, ADA)
    assert found.turns[0].text == "Participant 7 knows Ada."
    assert found.url == "https://x/1"


def test_a_first_name_of_two_people() -> None:
    """It is withheld: the pseudonym might stand for the wrong person."""
    one = program(("Ada K.", "Ada Kern", "Hm."), ("Ada Lund", "Ada Lund", "Ada? Ada Lund, yes."))
    found = public(one, Correction("Ada Kern", pseudonym="P7"))
    assert found.turns[1].text == f"{WITHHELD}? Ada Lund, yes."
    assert (found.turns[1].label, found.turns[1].speaker) == ("Ada Lund", "Ada Lund")


def test_voices_and_labels_by_hand() -> None:
    """Whose the turns are, the corrections say; a pseudonym gets nobody else's words."""
    one = program(("A", "Speaker 1", "Mine."), ("Kern", "Ada Kern", "His."), ("B", "Bo", "Hm."))
    people = [
        Correction("Ada Kern", only=[("talk", "Speaker 1")], pseudonym="P7"),
        Correction("Cy Dow", labels=[Label("Kern", "Ada Kern")]),
    ]
    found = public(one, *people)
    assert [turn.speaker for turn in found.turns] == ["P7", "Cy Dow", "Bo"]
    assert [person.name for person in found.participants] == ["P7", "Cy Dow", "Bo"]
