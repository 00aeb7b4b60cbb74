"""The page of a person: the numbers are those of the archive, of this person alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.correction.corrector import Corrector
from index.update.update import write_programs
from searcher.archive import Archive
from searcher.web.exchange.site import Settings
from searcher.web.pages import speaker
from searcher.web.routes import Site
from searcher.web.view import address
from tests.searcher.web.pages.conftest import Get, asking


def test_everybody_of_the_samples(get: Get, archive: Archive) -> None:
    """Turns, words and programs; the first and the last turn, each with its address."""
    for person in archive.speakers():
        asked = address.of(address.speaker(person.name), (("program", person.program),))
        page = get(asked)
        assert page.status == 200
        programs = [
            program
            for entry in archive.programs()
            if person.program in (None, entry.program.id)
            and (program := archive.program(entry.program.id))
            and any(turn.speaker == person.name for turn in program.turns)
        ]
        turns = [
            (program.id, turn)
            for program in sorted(programs, key=lambda one: (one.date or "", one.id))
            for turn in program.turns
            if turn.speaker == person.name
        ]
        assert person.turns == len(turns)
        known = page.words("//p[@class='where']")[0]
        assert known.startswith(f"{len(turns)} turn")
        quotes = page.tree.xpath("//article//a[@class='title']/@href")
        first, last = (
            f"/program/{program}?turn={turn.number}#turn-{turn.number}"
            for program, turn in (turns[0], turns[-1])
        )
        assert quotes == [first, last][: len(turns)]
        listed = page.tree.xpath("//section[@aria-labelledby='programs']//a/@href")
        assert sorted(listed) == sorted(f"/program/{program.id}" for program in programs)


PEOPLE = {
    "2019": ("Greg", "Greg Foster", "Ann Lee"),
    "2020": ("Ann Lee", "Greg Foster", "Speaker 1"),
    "2022": ("Greg", "Ann Lee", "Speaker 1"),
    "none": ("Greg", "Ann Lee"),
}


def a_talk(name: str) -> Program:
    """A program of a year in which people ask and answer in turn."""
    people = PEOPLE[name]
    said = {
        "Greg": "The wheel hums, and the wheel turns.",
        "Greg Foster": "My sluice leaks. A sluice is a sluice.",
        "Ann Lee": "Where is the lantern now?"
        if name == "2020"
        else "Why does the turbine hum in winter, and does the turbine stop?",
        "Speaker 1": "Quite.",
    }
    turns = tuple(
        Turn(number, who, who, said[who]) for number, who in enumerate((*people, *people), 1)
    )
    return Program(
        id=name, title=f"Talk {name}", path=f"/x/{name}.md", format="test",
        date=None if name == "none" else name,
        participants=tuple(Participant(who, (who, f"{who.upper()}:")) for who in people),
        turns=turns,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of talks over several years, of people whose names have the same words."""
    made = tmp_path_factory.mktemp("people")
    write_programs(made, [a_talk(name) for name in PEOPLE])
    return made


@pytest.fixture(scope="module")
def people(folder: Path) -> Iterator[Get]:
    """A site of them."""
    with Site(Settings((str(folder),))) as site:
        yield asking(site)


def test_only_this_person(people: Get) -> None:
    """Nothing of Greg Foster is on the page of Greg."""
    page = people("/speaker/Greg")
    assert page.words("//p[@class='where']")[0] == "6 turns 42 words 3 programs"
    assert "sluice" not in page.text
    assert page.words("//p[@class='note']")[0] == "Also printed as GREG:."
    years = page.tree.xpath("//section[@aria-labelledby='years']//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in years] == [
        ["2019", "14", "2", "1"], ["2022", "14", "2", "1"],
    ]  # fmt: skip
    columns = page.words("//*[name() = 'svg']//*[name() = 'title']")
    assert columns[0] == "2019: 14 words in 1 program"
    assert len(columns) == 4
    kept = page.tree.xpath("//form//input[@type='hidden'][@name='speaker']/@value")
    assert kept == ["=Greg"]


def test_words_and_askers(people: Get) -> None:
    """What a person says more than others, what they are asked, and by whom; each a search."""
    page = people("/speaker/Greg")
    says, asked = page.tree.xpath("//ul[@class='words']")
    assert "wheel" in says.text_content()
    assert "turbine" in asked.text_content()
    for words in (says, asked):
        for link in words.xpath(".//a"):
            found = people(link.get("href"))
            assert found.status == 200
            assert found.tree.xpath("//article"), link.get("href")
    rows = page.tree.xpath("//section[@aria-labelledby='askers']//tbody/tr")
    assert [[" ".join(cell.text_content().split()) for cell in row] for row in rows] == [
        ["Ann Lee", "66.7%", "2"], ["Speaker 1", "33.3%", "1"],
    ]  # fmt: skip


def test_the_programs_are_in_the_order_of_time(people: Get) -> None:
    """The latest first, those without a date last."""
    page = people("/speaker/Ann%20Lee")
    titles = page.words("//section[@aria-labelledby='programs']//a")
    assert titles == ["Talk 2022", "Talk 2020", "Talk 2019", "Talk none"]
    ends = page.tree.xpath("//article//a[@class='title']/@href")
    assert ends == ["/program/2019?turn=3#turn-3", "/program/2022?turn=5#turn-5"]


def test_a_voice_of_a_recording(people: Get) -> None:
    """The same name in two recordings is two voices; each has a page."""
    page = people("/speaker/Speaker%201")
    links = page.tree.xpath("//ul[@class='rows']//a/@href")
    assert sorted(links) == [
        "/speaker/Speaker%201?program=2020",
        "/speaker/Speaker%201?program=2022",
    ]
    one = people("/speaker/Speaker%201?program=2020")
    assert one.words("//h1") == ["Speaker 1 in Talk 2020"]
    assert one.words("//p[@class='where']")[0].startswith("2 turns")
    assert people("/speaker/Speaker%201?program=2019").status == 404


def test_other_names(people: Get) -> None:
    """A label leads to the person; nobody is a page that says so."""
    assert people("/speaker/GREG FOSTER:").headers == {"location": "/speaker/Greg%20Foster"}
    assert people("/speaker/Nobody At All").status == 404
    assert "obody is called" in people("/speaker/Nobody At All").text


def test_a_person_who_was_renamed(tmp_path: Path) -> None:
    """The page has the new name, and all turns."""
    write_programs(tmp_path, [a_talk(name) for name in PEOPLE])
    with Corrector(tmp_path) as corrector:
        corrector.rename("Greg Foster", "Gregory Foster")
    with Site(Settings((str(tmp_path),))) as site:
        page = asking(site)("/speaker/Gregory Foster")
        assert page.words("//p[@class='where']")[0].startswith("4 turns")
        assert asking(site)("/speaker/Greg").words("//p[@class='where']")[0].startswith("6 turns")


def test_words_of_a_large_archive(people: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are looked for when somebody wants them, on a page without the rest."""
    monkeypatch.setattr(speaker, "MOST_TURNS", 3)
    page = people("/speaker/Greg")
    assert not page.tree.xpath("//ul[@class='words']")
    link = page.links()["Show the words"]
    assert link == "/speaker/Greg?words=on#words"
    words = people(link)
    assert words.tree.xpath("//ul[@class='words']")
    assert not words.tree.xpath("//article")
    assert words.links()["Programs, years and quotes of Greg"] == "/speaker/Greg"
