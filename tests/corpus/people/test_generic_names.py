"""Names that a recording gives its voices, and names of people."""

import pytest

from corpus.people.generic_names import is_generic_name


@pytest.mark.parametrize(
    "name",
    [
        "SPEAKER_00",
        "Speaker 1",
        "Speaker A",
        "spk_0",
        "S1",
        "Speaker",
        "speaker 12",
        "Sprecher 2",
        "Hablante 1",
        "发言人1",
        "TBC - 1",
        "Interviewer",
        "Host",
        "HOST",
        "Q",
        "A",
        "P",
        "MODERATOR",
        "Audience",
        "Audience Member",
        "Audience member 2",
        "Male Voice",
        "Unknown Speaker",
        "Unidentified speaker",
        "The Witness",
        "Panelists",
        "MF",
        "A.B.",
        "AvW",
        "NVK",
        "Q1",
        "PhD B",
        "Project Manager",
        "Respondent 14",
        "BELL 7",
        "Entrevistadora",
        "Frage",
        "?",
        "[Guest]",
    ],
)
def test_voices_of_one_recording(name: str) -> None:
    """Machines number them; people write what they do, or their initials."""
    assert is_generic_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ann Lee",
        "Ann",
        "Bo",
        "Ed",
        "Mr. Speaker",
        "Dr. Lee",
        "A. Lee",
        "Young",
        "Will Young",
        "José García",
        "李",
        "王小明",
        "O'Brien",
        "roasbeef",
        "John B",
        "Senator Host",
        "Ann Lee (AL)",
        "President Lincoln",
        "Bob 2nd Lee",
        "Chair Ode",
    ],
)
def test_names_of_people(name: str) -> None:
    """A name, a first name, a nick, a title with a name."""
    assert not is_generic_name(name)
