"""Citations in the forms that the manuals give as their own examples.

APA 7: examples 93 and 95 of chapter 10, 8.28 (a moment), 11.5 (testimony). MLA 9: 5.1 and 6.20
(a moment). Chicago 17: 14.211, 14.217, 14.264, 14.267. What no transcript says, such as the
publisher, is left out of their forms.
"""

import pytest

from corpus.model import Participant, Program, Turn
from searcher.citation.citation import Style, cite
from searcher.citation.pieces import plain_text
from searcher.citation.work import Kind, kind_of, of_turn


def program(title: str, *people: tuple[str, str | None], **known: str) -> Program:
    """A program with these people, each with a role."""
    participants = tuple(Participant(name, (name,), role) for name, role in people)
    given = {"id": "x", "path": "x", "format": "labelled", **known}
    return Program(title=title, participants=participants, **given)  # type: ignore[arg-type]


def cited(
    style: str, work: Program, speaker: str | None = None, at: float | None = None
) -> list[str]:
    """The reference and the citation in the text; titles in italics stand between stars."""
    turn = Turn(4, speaker, speaker or "Speaker", "Words.")
    made = cite(of_turn(work, turn, at), style)
    return [
        "".join(f"*{piece.text}*" if piece.is_italic else piece.text for piece in pieces)
        for pieces in (made.reference, made.in_text)
    ]


AMUSEMENT = program(
    "Amusement park (No. 443)",
    ("Ira Glass", "Host"),
    series="This American Life podcast",
    date="2011-08-12",
    url="https://www.thisamericanlife.org/443/amusement-park",
)
BEAUVOIR = program(
    "Simone de Beauvoir discusses the art of writing [interview]",
    ("Simone de Beauvoir", None),
    ("Studs Terkel", "interviewer"),
    series="Studs Terkel Radio Archive",
    date="1960-05-04",
    url="https://studsterkel.example/writing",
)
ALIBI = program(
    "The Alibi", ("Sarah Koenig", "host"), series="Serial", date="2014-10-03",
    url="https://serialpodcast.org/season-one/1/the-alibi",
)  # fmt: skip
STAMPER = program(
    "From ‘F-Bomb’ to ‘Photobomb,’ How the Dictionary Keeps Up with English",
    ("Terry Gross", "host"),
    ("Kory Stamper", "lexicographer"),
    series="Fresh Air",
    date="2017-04-19",
    url="http://www.npr.org/2017/04/19/524618639",
    media_url="http://www.npr.org/2017/04/19/524618639.mp3",
)
CRAFT = program(
    "The Craft and Career of Writing, a lecture", ("Stacy D’Erasmo", None),
    series="Northwestern University", date="2000-04-26",
)  # fmt: skip
LOAN = program(
    "Strengthening the federal loan program: Hearing before the committee",
    ("Jonathan Winkler", None), date="2014-03-27", url="https://www.help.example/hearings",
)  # fmt: skip


@pytest.mark.parametrize(
    ("work", "speaker", "at", "reference", "in_text"),
    [
        (
            AMUSEMENT, "Ira Glass", 86,
            "Glass, I. (Host). (2011, August 12). Amusement park (No. 443) [Audio podcast "
            "episode]. In *This American Life podcast*. "
            "https://www.thisamericanlife.org/443/amusement-park#t=86",
            "(Glass, 2011, 1:26)",
        ),
        (
            BEAUVOIR, "Simone de Beauvoir", 3723,
            "de Beauvoir, S. (1960, May 4). *Simone de Beauvoir discusses the art of writing "
            "[interview]* [Interview]. Studs Terkel Radio Archive. "
            "https://studsterkel.example/writing#t=3723",
            "(de Beauvoir, 1960, 1:02:03)",
        ),
        (
            BEAUVOIR, "Studs Terkel", None,
            "de Beauvoir, S. (1960, May 4). *Simone de Beauvoir discusses the art of writing "
            "[interview]* [Interview]. Studs Terkel Radio Archive. "
            "https://studsterkel.example/writing",
            "Studs Terkel (de Beauvoir, 1960)",
        ),
        (
            LOAN, "Jonathan Winkler", None,
            "*Strengthening the federal loan program: Hearing before the committee* (2014) "
            "(testimony of Jonathan Winkler). https://www.help.example/hearings",
            "Jonathan Winkler (*Strengthening the federal loan program: Hearing before the "
            "committee*, 2014)",
        ),
        (
            CRAFT, "Stacy D’Erasmo", 61,
            "D’Erasmo, S. (2000, April 26). *The Craft and Career of Writing, a lecture* [Speech "
            "transcript]. Northwestern University.",
            "(D’Erasmo, 2000, 1:01)",
        ),
        (
            program("Somebody Said It"), None, None,
            "*Somebody Said It* [Transcript]. (n.d.).",
            "(*Somebody Said It*, n.d.)",
        ),
        (
            program("A Podcast", ("Host", "host"), series="S", date="2019"), None, 5,
            "A Podcast [Audio podcast episode]. (2019). In *S*.",
            "(“A Podcast”, 2019, 0:05)",
        ),
    ],
)  # fmt: skip
def test_apa(
    work: Program, speaker: str | None, at: float | None, reference: str, in_text: str
) -> None:
    """APA, 7th edition."""
    assert cited("apa", work, speaker, at) == [reference, in_text]


@pytest.mark.parametrize(
    ("work", "speaker", "at", "reference", "in_text"),
    [
        (
            ALIBI, "Sarah Koenig", 86,
            "Koenig, Sarah, host. “The Alibi.” *Serial*, 3 Oct. 2014, "
            "serialpodcast.org/season-one/1/the-alibi#t=86.",
            "(Koenig 00:01:26)",
        ),
        (
            ALIBI, "Adnan Syed", None,
            "Syed, Adnan. “The Alibi.” *Serial*, hosted by Sarah Koenig, 3 Oct. 2014, "
            "serialpodcast.org/season-one/1/the-alibi.",
            "(Syed)",
        ),
        (
            program("An Interview with Joy Harjo", ("Joy Harjo", None), ("Ann Lee", "interviewer"),
                    series="Letters", date="2019-09"),
            "Joy Harjo", 7500,
            "Harjo, Joy. “An Interview with Joy Harjo.” Interview by Ann Lee. *Letters*, "
            "Sept. 2019.",
            "(Harjo 02:05:00)",
        ),
        (
            CRAFT, "Stacy D’Erasmo", None,
            "D’Erasmo, Stacy. “The Craft and Career of Writing, a lecture.” *Northwestern "
            "University*, 26 Apr. 2000. Address.",
            "(D’Erasmo)",
        ),
        (
            program("What Was Said?"), None, None,
            "*What Was Said?* Transcript.",
            "(*What Was Said?*)",
        ),
        (
            LOAN, "Jonathan Winkler", None,
            "Winkler, Jonathan. *Strengthening the federal loan program: Hearing before the "
            "committee*. 27 Mar. 2014, www.help.example/hearings. Testimony.",
            "(Winkler)",
        ),
    ],
)  # fmt: skip
def test_mla(
    work: Program, speaker: str | None, at: float | None, reference: str, in_text: str
) -> None:
    """MLA, 9th edition: a date that is not known is left out."""
    assert cited("mla", work, speaker, at) == [reference, in_text]


@pytest.mark.parametrize(
    ("work", "speaker", "at", "bibliography", "note"),
    [
        (
            STAMPER, "Kory Stamper", 2125,
            "Stamper, Kory. “From ‘F-Bomb’ to ‘Photobomb,’ How the Dictionary Keeps Up with "
            "English.” Interview by Terry Gross. *Fresh Air*, April 19, 2017. Audio, 35:25. "
            "http://www.npr.org/2017/04/19/524618639.mp3#t=2125",
            "Kory Stamper, “From ‘F-Bomb’ to ‘Photobomb,’ How the Dictionary Keeps Up with "
            "English,” interview by Terry Gross, *Fresh Air*, April 19, 2017, audio, 35:25, "
            "http://www.npr.org/2017/04/19/524618639.mp3#t=2125.",
        ),
        (
            CRAFT, "Stacy D’Erasmo", None,
            "D’Erasmo, Stacy. “The Craft and Career of Writing, a lecture.” Lecture, "
            "Northwestern University, April 26, 2000.",
            "Stacy D’Erasmo, “The Craft and Career of Writing, a lecture” (lecture, "
            "Northwestern University, April 26, 2000).",
        ),
        (
            LOAN, "Jonathan Winkler", 60,
            "*Strengthening the federal loan program: Hearing before the committee* (March 27, "
            "2014) (statement of Jonathan Winkler). https://www.help.example/hearings#t=60",
            "*Strengthening the federal loan program: Hearing before the committee* (March 27, "
            "2014) (statement of Jonathan Winkler), 1:00, https://www.help.example/hearings#t=60.",
        ),
        (
            program('The "Best" One', series="Pod Podcast"), None, None,
            "“The ‘Best’ One.” *Pod Podcast*, n.d. Podcast.",
            "“The ‘Best’ One,” *Pod Podcast*, n.d., podcast.",
        ),
        (
            program("Is It So?", ("Ada Ode", None)), "Ada Ode", None,
            "Ode, Ada. “Is It So?” n.d. Transcript.",
            "Ada Ode, “Is It So?,” n.d., transcript.",
        ),
    ],
)  # fmt: skip
def test_chicago(
    work: Program, speaker: str | None, at: float | None, bibliography: str, note: str
) -> None:
    """Chicago, 17th edition: the bibliography, and the note with the moment."""
    assert cited("chicago", work, speaker, at) == [bibliography, note]


def test_a_whole_program() -> None:
    """It is cited by those who made it."""
    made = cite(of_turn(AMUSEMENT), Style.APA)
    assert plain_text(made.reference).startswith("Glass, I. (Host). (2011, August 12).")
    assert str(cite(of_turn(BEAUVOIR), "apa")).endswith("\n(de Beauvoir, 1960)")


def test_an_unknown_style() -> None:
    """There are three."""
    with pytest.raises(ValueError, match="vancouver"):
        cite(of_turn(AMUSEMENT), "vancouver")


@pytest.mark.parametrize(
    ("title", "known", "kind"),
    [
        ("Public Hearing: The Mill Street Flood Wall", {}, Kind.HEARING),
        ("Episode 12", {}, Kind.PODCAST),
        ("An interview", {"series": "A podcast"}, Kind.INTERVIEW),
        ("Monday stand-up of the pilot team", {}, Kind.MEETING),
        ("Keynote", {}, Kind.TALK),
        ("Anything", {"format": "oyez"}, Kind.HEARING),
        ("Anything", {"format": "lecture"}, Kind.TALK),
        ("Anything", {"format": "hansard"}, Kind.MEETING),
        ("Anything", {"id": "meetings/x"}, Kind.MEETING),
        ("Anything", {"id": "meetinghouse"}, Kind.TRANSCRIPT),
        ("Anything", {}, Kind.TRANSCRIPT),
    ],
)
def test_the_kind_of_a_work(title: str, known: dict[str, str], kind: Kind) -> None:
    """It is told by the format and by words, and not guessed."""
    assert kind_of(program(title, **known)) == kind


def test_the_kind_by_who_speaks() -> None:
    """Of a program with a host or a guest."""
    assert kind_of(program("X", ("A B", "host"), series="Y")) == Kind.PODCAST
    assert kind_of(program("X", ("A B", "Host"))) == Kind.INTERVIEW
    assert kind_of(program("X", ("A B", "guest"))) == Kind.INTERVIEW
    assert kind_of(program("X", ("A B", "hostage negotiator"))) == Kind.TRANSCRIPT
