"""The page of a program: every turn with its anchor, hits, speakers with their share."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.model import Participant, Program, Related, Turn
from searcher.archive import Archive
from searcher.web.exchange.request import Request
from searcher.web.pages import program as pages
from tests.searcher.test_typed_oracle import indexed
from tests.searcher.web.pages.conftest import Get, SiteOf, asking


def test_every_turn_is_there(get: Get, archive: Archive) -> None:
    """With its number as its anchor, who speaks, and all that is said."""
    for entry in archive.programs():
        program = archive.program(entry.program.id)
        assert program is not None
        page = get(f"/program/{entry.program.id}")
        turns = page.tree.xpath("//article")
        assert [turn.get("id") for turn in turns] == [f"turn-{n.number}" for n in program.turns]
        for shown, turn in zip(turns, program.turns, strict=True):
            said = " ".join(shown.xpath("./div")[0].text_content().split())
            assert said == " ".join(turn.text.split())
            assert turn.speaker in shown.xpath("./p[@class='who']")[0].text_content()
            assert shown.xpath("./div/@lang") == [program.language]
            assert shown.xpath("./div/@dir") == ["auto"]


def test_hits(get: Get, archive: Archive) -> None:
    """The turns that a search finds are marked, counted, and lead from one to the next."""
    page = get("/program/m-protein?q=M+protein")
    found = archive.passage("m-protein", "M protein").matches
    assert found is not None
    hits = page.tree.xpath("//article[contains(@class, 'hit')]/@id")
    assert hits == [f"turn-{number}" for number in found.turns]
    assert page.words("//p[@class='matched']")[0].startswith("10 turns match M protein, as a ph")
    marked = {
        turn.get("id"): len(turn.xpath(".//mark")) for turn in page.tree.xpath("//article[.//mark]")
    }
    assert marked == {f"turn-{number}": len(spans) for number, spans in found.spans.items()}
    for place, turn in enumerate(hits):
        links = page.links(f"//article[@id='{turn}']/p[starts-with(@class, 'hits')]/a")
        beside = [hits[place - 1]] * (place > 0) + hits[place + 1 : place + 2]
        assert [*links.values()] == [f"#{other}" for other in beside]


def test_hits_of_a_filter(get: Get) -> None:
    """Only the turns of one person, where the search says so."""
    page = get("/program/m-protein?q=M+protein&speaker=%3DBeatriz+Lindqvist")
    hits = page.tree.xpath("//article[contains(@class, 'hit')]")
    assert len(hits) == 5
    assert all("Beatriz Lindqvist" in hit.text_content() for hit in hits)
    assert "speaker Beatriz Lindqvist" in page.words("//p[@class='matched']")[0]
    nothing = get("/program/m-protein?q=zeppelin")
    assert nothing.words("//p[@class='matched']") == [
        "Nothing here matches zeppelin. Search all programs"
    ]


def test_speakers_with_their_share(get: Get, archive: Archive) -> None:
    """The numbers are those of the archive; each leads to the page of the person."""
    page = get("/program/m-protein")
    share = archive.talk_share(program="m-protein")
    for row, group in zip(page.tree.xpath("//table//tbody/tr"), share.groups, strict=True):
        cells = [cell.text_content().split()[-1] for cell in row.xpath("./td")]
        percent = f"{100 * group.words / share.total.words:.1f}%"
        assert cells == [percent, str(group.words), str(group.turns), str(group.asked)]
        assert group.value in row.text_content()
    links = page.links("//table//th//a")
    assert links["Dr. Samuel Adeyinka"] == "/speaker/Dr.%20Samuel%20Adeyinka"


def test_what_is_known_of_it(get: Get) -> None:
    """Title, series, date, topics, sections, downloads, related programs."""
    page = get("/program/m-protein")
    assert page.words("//h1") == ["What Is My M Protein Telling Me?"]
    assert page.words("//p[@class='where']")[0].startswith("Plasma Cell Diaries")
    assert page.tree.xpath("//main//time/@datetime") == ["2019-11-14"]
    assert "Topics: Testing" in page.words("//p[@class='note']")
    downloads = [link for link in page.tree.xpath("//a/@href") if link.startswith("/download")]
    assert len(downloads) == 6
    for link in downloads:
        made = get(link)
        assert made.status == 200
        assert "attachment" in made.headers["content-disposition"]
    assert len(page.tree.xpath("//details//li")) == 2
    walked = get("/program/lighthouse")
    sections = walked.words("//h3[@class='section']")
    assert sections
    assert walked.words("//nav[@aria-label='Sections']//a") == (sections if sections[1:] else [])


def test_what_it_is_called(get: Get) -> None:
    """A title leads to the page; nothing and several things are a page that says so."""
    assert get("/program/what is my m protein telling").headers == {
        "location": "/program/m-protein"
    }
    assert get("/program/no-such-program").status == 404
    several = get("/program/the")
    assert several.status == 404
    assert "choose one" in several.text
    assert get("/program/m-protein?turn=99").status == 404
    assert get("/program/m-protein?turn=0").status == 400
    assert get("/program/m-protein?colour=red").status == 400
    assert get("/program/m-protein?q=%22never").status == 400


def a_long_program(turns: int, **about: object) -> Program:
    """A program of so many turns, of which each tenth says the same."""
    people = [Participant(name, (name,)) for name in ("Ann Lee", "Bo Ek", "Cy Dee")]
    said = tuple(
        Turn(
            number,
            people[number % 3].name,
            people[number % 3].name,
            f"Turn {number} is about {'the flood wall' if number % 10 == 0 else 'the weather'}.",
            start=float(number * 7),
            section=f"Part {number // 1000}",
        )
        for number in range(1, turns + 1)
    )
    program = Program("a/long#day", "A long day", "/x/long.md", "test", participants=tuple(people),
                      media_url="long.mp3", turns=said)  # fmt: skip
    return replace(program, **about)  # type: ignore[arg-type]


#: The turns of a page in these tests: a strict reader of HTML takes seconds for a long one.
TURNS = 60


@pytest.fixture
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs are long from here on."""
    monkeypatch.setattr(pages, "TURNS", TURNS)


@pytest.fixture(scope="module")
def long() -> Iterator[Get]:
    """A site of one long program."""
    with indexed([a_long_program(2 * TURNS + 10)]) as archive:
        yield asking(SiteOf(archive, "Long"))


LONG = "/program/a/long%23day"


@pytest.mark.usefixtures("_short_pages")
def test_pages_of_a_long_program(long: Get) -> None:
    """Every turn is on one page; a hit on another page has an address with its turn."""
    numbers = []
    for first in (1, TURNS + 1, 2 * TURNS + 1):
        page = long(f"{LONG}?turn={first + 3}&q=flood+wall")
        here = [int(one.removeprefix("turn-")) for one in page.tree.xpath("//article/@id")]
        assert here[0] == first
        numbers += here
        others = page.tree.xpath("(//nav[@aria-label='Pages of turns'])[1]//a/@href")
        starts = [n for n in (1, TURNS + 1, 2 * TURNS + 1) if n != first]
        assert others == [f"{LONG}?q=flood+wall&turn={n}" for n in starts]
        assert page.words("//p[@class='matched']")[0].startswith("13 turns match flood wall")
        links = page.tree.xpath("//article//p[starts-with(@class, 'hits')]/a/@href")
        for link in links:
            path, _, anchor = link.partition("#")
            number = int(anchor.removeprefix("turn-"))
            assert path == ("" if number in here else f"{LONG}?q=flood+wall&turn={number}")
    assert numbers == [*range(1, 2 * TURNS + 11)]
    last = long(f"{LONG}?q=flood+wall").links("//p[@class='matched']/a")["last one"]
    assert last == f"{LONG}?q=flood+wall&turn={2 * TURNS + 10}#turn-{2 * TURNS + 10}"


@pytest.mark.usefixtures("_short_pages")
def test_an_id_that_looks_like_a_range() -> None:
    """The turns are those of this program, not of one whose id ends in numbers."""
    talk = a_long_program(TURNS + 5, id="talk", title="One")
    other = a_long_program(3, id=f"talk:1-{TURNS}", title="Other")
    with indexed([talk, other]) as archive:
        site = asking(SiteOf(archive, "Two"))
        assert site("/program/talk").words("//h1") == ["One"]
        assert len(site("/program/talk").tree.xpath("//article")) == TURNS
        assert site(f"/program/talk:1-{TURNS}").words("//h1") == ["Other"]


def test_a_long_program_is_soon_shown() -> None:
    """20,000 turns, of which each one matches: far below two seconds (CPU time)."""
    with indexed([a_long_program(20_000)]) as archive:
        site = SiteOf(archive, "Long")
        for query in ("", "q=turn&turn=9000", "q=is+about&turn=20000"):
            began = time.process_time()
            answer = site.answer(Request("GET", "/program/a/long#day", query))
            assert time.process_time() - began < 2
            assert answer.status == 200
            assert len(answer.body) < 2_000_000  # type: ignore[arg-type]


def test_the_recording(long: Get) -> None:
    """The server has none: then there is neither a player nor a link to a file."""
    page = long(LONG)
    assert not page.tree.xpath("//audio | //video | //a[contains(@href, 'media')]")
    assert page.words("(//article)[1]//span[@class='moment']") == ["0:07"]


@pytest.mark.parametrize(
    ("media", "element", "link"),
    [
        ("talk.mp3", "audio", "/media/a/long%23day#t=7"),
        ("clips/talk.MP4", "video", "/media/a/long%23day#t=7"),
        ("https://example.org/talk.mp3", "", "https://example.org/talk.mp3#t=7"),
        ("javascript:alert(1)", "audio", "/media/a/long%23day#t=7"),
        ("file:///etc/passwd", "", ""),
    ],
)
def test_a_recording_beside_it(media: str, element: str, link: str) -> None:
    """One of this server is played by the page, one of another is a link; no other address is."""
    with indexed([a_long_program(3, media_url=media)]) as archive:
        site = SiteOf(archive, "Long")
        site.settings = site.settings.replaced(media=True)
        page = asking(site)(LONG)
        players = page.tree.xpath("//audio | //video")
        assert [player.tag for player in players] == [element] * bool(element)
        assert [one.get("src") for one in players] == ["/media/a/long%23day"] * bool(element)
        assert page.tree.xpath("(//article)[1]//a[@class='moment']/@href") == [link] * bool(link)


def test_no_link_to_a_file_of_this_machine() -> None:
    """Neither as the source of a program nor as a related one."""
    related = (Related("One", url="file:///home/ann/one.md"), Related("Two", url="https://a.org/"))
    with indexed([a_long_program(3, url="file:///home/ann/talk.md", related=related)]) as archive:
        page = asking(SiteOf(archive, "Long"))(LONG)
        assert "/home/ann" not in page.text
        assert page.links("//details//a") == {"Two": "https://a.org/"}
