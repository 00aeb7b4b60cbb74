"""Labels of one person meet, those of two stay apart."""

import pytest

from corpus.draft import Draft, DraftTurn
from corpus.people import joint, resolution, roles
from corpus.people.joint import Known, names_several
from corpus.people.names import name_words, same_person


def names(*labels: str, **more: object) -> list[tuple[str, tuple[str, ...]]]:
    """The people behind labels, each with its labels in order."""
    draft = Draft(turns=[DraftTurn(label, ["x"]) for label in labels], **more)  # type: ignore[arg-type]
    found, _ = resolution.resolve(draft)
    return [(one.name, tuple(sorted(one.labels))) for one in found]


def test_spellings_of_one_person_meet() -> None:
    """Title, full name and capitals."""
    assert names("Dr. Manaus", "Elena Manaus", "DR. MANAUS") == [
        ("Elena Manaus", ("DR. MANAUS", "Dr. Manaus", "Elena Manaus"))
    ]


def test_two_people_of_one_name_stay_apart() -> None:
    """Mr. and Mrs. Hale are two people, and it is not clear which of them Hale is."""
    assert len(names("Mr. Hale", "Mrs. Hale", "Hale")) == 3
    assert len(names("Ann Hale", "Bob Hale", "Hale")) == 3


def test_numbers_tell_people_apart() -> None:
    """Speaker 1 is not Speaker 2."""
    assert len(names("Speaker 1", "Speaker 2", "BELL 7", "BELL 9")) == 4


def test_a_rare_misspelling_is_the_frequent_name() -> None:
    """`Docotr` beside many a `Doctor`."""
    assert names(*["Doctor"] * 5, "Docotr") == [("Doctor", ("Docotr", "Doctor"))]
    assert names(*["Andrew Schorr"] * 3, "Andrew Schor")[0][0] == "Andrew Schorr"


def test_short_or_equally_frequent_names_are_no_misspellings() -> None:
    """Jon and John may both be there, and so may Andrew Schorr and Schott."""
    assert len(names(*["John"] * 9, "Jon")) == 2
    assert len(names("Doctor", "Docotr")) == 2


def test_initials_stand_for_a_listed_name() -> None:
    """From an attendance table; two that fit stay apart."""
    assert names("AM", "BO", speakers={"Anna Meyer": None, "Ben Ode": "chair"}) == [
        ("Anna Meyer", ("AM",)),
        ("Ben Ode", ("BO",)),
    ]
    assert names("AM", speakers={"Anna Meyer": None, "Al Moor": None}) == [("AM", ("AM",))]


def test_the_presiding_officer_keeps_its_label() -> None:
    """The office is not the senator who fills it."""
    labels = ("The PRESIDING OFFICER (Mr. Kyl)", "Mr. KYL", "The PRESIDING OFFICER")
    assert len(names(*labels)) == 3


def test_a_role_with_a_name_is_that_person() -> None:
    """`PATIENT (Joan Miller)` is JOAN MILLER, in any case; who only has the role is not."""
    assert names("PATIENT (Joan Miller)", "JOAN MILLER", "PATIENT") == [
        ("Joan Miller", ("JOAN MILLER", "PATIENT (Joan Miller)")),
        ("PATIENT", ("PATIENT",)),
    ]
    assert names("Nurse (BEA LUND)", "Bea Lund", "Host(Bea Lund)")[0][0] == "Bea Lund"
    assert len(names("Nurse (BEA LUND)", "Bea Lund", "Host(Bea Lund)")) == 1
    draft = Draft(turns=[DraftTurn(label, ["x"]) for label in ("Speaker 1 (Bo Ode)", "BO ODE")])
    assert [one.role for one in resolution.resolve(draft)[0]] == [None]
    draft = Draft(turns=[DraftTurn(label, ["x"]) for label in ("Host (Bo Ode)", "BO ODE")])
    assert [one.role for one in resolution.resolve(draft)[0]] == ["host"]


def test_a_name_beside_a_name_in_brackets_is_another_person() -> None:
    """Who is called by two names, and whom somebody speaks for, is nobody to be guessed."""
    assert len(names("Ann Lee (Joan Miller)", "JOAN MILLER")) == 2
    assert len(names("Patient (Miller)", "Joan Miller")) == 2
    assert len(names("PATIENT (Joan Miller)", "Jo Miller")) == 2


def test_a_host_goes_on_under_a_short_label() -> None:
    """Radio prints the office once: `TERRY GALE, HOST`, then `GALE`."""
    assert names("TERRY GALE, HOST", "GALE", "BEA LUND, BYLINE", "LUND") == [
        ("TERRY GALE", ("GALE", "TERRY GALE, HOST")),
        ("BEA LUND", ("BEA LUND, BYLINE", "LUND")),
    ]


def test_how_a_voice_is_heard_is_no_name() -> None:
    """Off the screen, going on, or angry, it is Marie."""
    assert names("MARIE (V.O.)", "MARIE (CONT'D)", "MARIE (angry)", "MARIE")[0][0] == "MARIE"
    assert len(names("MARIE (V.O.)", "MARIE (CONT'D)", "MARIE (angry)", "MARIE")) == 1


def test_somebody_without_a_name_is_nobody_else() -> None:
    """`Speaker` may be any voice, and not the unidentified one."""
    assert len(names("Unidentified Speaker", "Speaker")) == 2


def test_joint_labels_are_people_of_their_own() -> None:
    """An affiliation after a comma is none, nor is an office of two things."""
    others = Known.of({}, ("MT", "Pat McManus", "Chandler", "Joey"))
    assert names_several("Chandler and Joey", others)
    assert names_several("MT, Pat McManus", others)
    assert names_several("mnot/kfall", others)
    assert not names_several("Pat McManus, Harbour Trust", others)
    assert not names_several("Minister for Health and Sport", others)


def test_accents_and_case_tell_nobody_apart() -> None:
    """Letters of other scripts keep their marks."""
    assert name_words("José García") == name_words("JOSE GARCIA")
    assert name_words("Андрей") == ("андрей",)


def test_people_who_answer_each_other_are_two() -> None:
    """Ode in a play is the son of Mrs. Ode; where nobody answers, Ode may be Mrs. Ode."""
    assert len(names(*["Ode", "Mrs. Ode"] * 4)) == 2
    assert len(names(*["Ode", "Vale", "Mrs. Ode", "Vale"] * 4)) == 2
    assert len(names(*["Lee", "Ann Lee"] * 4)) == 2


def test_an_initial_joins_nobody_where_two_names_fit() -> None:
    """A. Lee is Ann or Abe, whatever the middle name; with one of them, it is that one."""
    assert len(names("A. Lee", "Ann M. Lee", "Abe Lee")) == 3
    assert len(names("A. B. Lee", "Ann Lee", "Abe Lee")) == 3
    assert len(names("A. Lee", "Ann M. Lee", "Bo Lee")) == 2


def test_what_is_in_several_brackets_is_no_name() -> None:
    """A seat and a party, and the language in which somebody speaks."""
    assert len(names("Ann Vale (Northport) (Lab)", "Ann Vale")) == 1
    assert len(names("The President (spoke in French)", "The President")) == 1


def word(number: int) -> str:
    """A word of letters for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("A{0} Lee", "A{0} Lee"),
        ("A{0} Lee", "B{0} Ray"),
        ("A{0} Lee and B{0} Ray", "B{0} Ray"),
        ("A{0} Lee, B{0} Ray, C{0} Poe", "C{0} Poe"),
        ("Host and B{0} Ray", "Host {0}"),
    ],
)
def test_work_grows_with_the_number_of_names_only(
    label: str, speaker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four times as many labels and listed speakers are compared four times as often."""
    compared = 0

    def counting(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        nonlocal compared
        compared += 1
        return same_person(one, other)

    for module in (resolution, joint, roles):
        monkeypatch.setattr(module, "same_person", counting)
    work = []
    for count in (600, 2400):
        compared = 0
        listed: dict[str, str | None] = {
            speaker.format(word(number)): None for number in range(count)
        }
        labels = [label.format(word(number).title()) for number in range(count)]
        resolution.resolve(Draft([DraftTurn(one, ["x"]) for one in labels], speakers=listed))
        work.append(compared)
    assert work[1] <= 6 * max(work[0], 600)
