"""Tags and notes on pages, in the API and for assistants: seen at once, and never obeyed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.registry import corrections
from index.update.update import update
from searcher.archive import Archive
from searcher.mcp.tools import TOOLS, call
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.searcher import restricted
from tests.searcher.web.pages.conftest import Get, asking

NOTE = "<b>compare</b> with\nthe lab report \x1b[31m"


@pytest.fixture
def index(samples_index: Path, tmp_path: Path) -> Path:
    """An index of the samples that can be tagged."""
    return Path(shutil.copytree(samples_index, tmp_path / "index"))


@pytest.fixture
def get(index: Path) -> Iterator[Get]:
    """A site of it."""
    with Site(Settings((str(index),), title="Samples")) as site:
        yield asking(site)


def test_without_tags_nothing_is_shown(get: Get) -> None:
    """Neither on a program, nor on a search."""
    for address in ("/program/m-protein", "/search?q=protein"):
        page = get(address)
        assert "remark" not in page.text
        assert not page.tree.xpath("//ul[contains(@class, 'tags')] | //h3[text()='Tags']")


def test_what_is_tagged_is_seen_at_once(get: Get, index: Path) -> None:
    """On the page of the program and on quotes, with a search for it, while the server runs."""
    get("/program/m-protein")
    with Archive.open(index) as archive:
        archive.tag(at="m-protein:6", add=["follow-up", "plateau"])
        archive.note("m-protein:6", NOTE)
    page = get("/program/m-protein")
    (turn,) = page.tree.xpath("//article[.//a[contains(., 'plateau')]]")
    assert turn.get("id") == "turn-6"
    links = page.links("//ul[contains(@class, 'tags')]//a")
    assert links == {
        "All turns with the tag follow-up": "/search?q=tag%3Afollow-up",
        "All turns with the tag plateau": "/search?q=tag%3Aplateau",
    }
    assert page.words("//p[contains(@class, 'remark')]") == [
        "Note: <b>compare</b> with the lab report ␛[31m"
    ]
    found = get(links["All turns with the tag plateau"])
    assert found.words("//h1") == ["1 turn for tag:plateau"]
    assert (
        len(found.tree.xpath("//article[contains(@class, 'quote')]//ul[contains(@class, 'tags')]"))
        == 1
    )
    with Archive.open(index) as archive:
        archive.tag(at="m-protein:6", remove=["plateau"])
    assert "plateau</a>" not in get("/program/m-protein").text


def test_tags_narrow_a_search(get: Get, index: Path) -> None:
    """Those that something of it has, with how many turns; also where it has operators."""
    with Archive.open(index) as archive:
        archive.tag("M protein", add=["blood"])
        archive.tag("iron", add=["metal"])
    for q in ("protein", "protein+OR+iron", "%22M+protein%22"):
        links = get(f"/search?q={q}").links("//section[h3='Tags']//a")
        assert ("blood" in links, "metal" in links) == (True, q == "protein+OR+iron")
        count = get(f"/search?q={q}").words("//section[h3='Tags']//li[a='blood']/span")
        narrowed = get(links["blood"])
        assert narrowed.words("//h1")[0].split()[0] == count[0].split()[0]
        assert "blood" not in narrowed.links("//section[h3='Tags']//a")


def test_a_broken_file_breaks_no_page(get: Get, index: Path) -> None:
    """A program can be read; a search for a tag says what is wrong."""
    (index / "tags.json").write_text("{")
    assert get("/program/m-protein").status == 200
    assert get("/search?q=protein").status == 200
    assert get("/search?q=tag:x").status >= 500


def test_the_api_lists_them(index: Path) -> None:
    """The same objects as the commands, by program and tag."""
    with Archive.open(index) as archive:
        archive.tag(at="m-protein:6", add=["a", "b"])
        archive.tag("iron forgives", add=["a"])
        archive.note("m-protein:2", "see there")
        every = [one.to_dict() for one in archive.marks()]
    with Site(Settings((str(index),))) as site:

        def asked(query: str) -> list[dict[str, object]]:
            answer = site.answer(Request("GET", "/api/v1/marks", query))
            assert answer.status == 200
            assert isinstance(answer.body, bytes)
            record = json.loads(answer.body)
            assert record["summary"]["total"] >= len(record["results"])
            return [
                {name: value for name, value in one.items() if name not in ("type", "schema")}
                for one in record["results"]
            ]

        assert asked("") == every
        assert asked("program=m-protein") == [one for one in every if one["program"] == "m-protein"]
        assert asked("tag=A") == [one for one in every if one["code"] == "a"]
        assert asked("limit=1&offset=1") == every[1:2]
        assert asked("program=nowhere") == []
        (index / "tags.json").write_text("{")
        assert site.answer(Request("GET", "/api/v1/marks", "")).status >= 500


def test_assistants_see_them(index: Path) -> None:
    """With the turns that they are on."""
    with Archive.open(index) as archive:
        archive.tag(at="m-protein:6", add=["follow-up"])
        archive.note("m-protein:6", NOTE)
        answer = call(archive, TOOLS["show"], {"program": "m-protein", "turn": 5, "after": 2})
        turns = {turn["turn"]: turn for turn in answer.record["turns"]}
        assert turns[6]["tags"] == ["follow-up"]
        assert turns[6]["notes"] == [NOTE.replace("\x1b", "␛")]
        assert "tags" not in turns[5]
        assert "tags: follow-up\nnote: <b>compare</b> with the lab report" in answer.text
        found = call(archive, TOOLS["search"], {"query": "tag:follow-up"})
        assert "turn 6" in found.text


def test_notes_on_protected_people_are_not_shown(tmp_path: Path) -> None:
    """They may name them. What is on withheld turns is not shown either."""
    restricted.write(tmp_path / "talks")
    index = tmp_path / "index"
    index.mkdir()
    update(index, [tmp_path / "talks"])
    with Archive.open(index, restricted=True) as owner:
        owner.tag("wolframit", add=["mine"])
        owner.tag("kettle", add=["mine"])
        places = {
            (one.program.id, one.turn.number) for one in owner.marks() if one.program and one.turn
        }
        for program, number in places:
            owner.note(f"{program}:{number}", "this was Vexlia Quorn")
    (index / corrections.NAME).write_text(restricted.PEOPLE)
    update(index, [tmp_path / "talks"])
    with Site(Settings((str(index),))) as site:
        get = asking(site)
        told = get("/search?q=tag:mine").text + get("/search?q=kettle").text
        answer = site.answer(Request("GET", "/api/v1/marks", "all=true"))
        with Archive.open(index) as archive:
            for entry in archive.programs():
                told += get(f"/program/{entry.program.id}").text
                told += call(archive, TOOLS["show"], {"program": entry.program.id}).text
    assert callable(answer.body)
    path = tmp_path / "marks.jsonl"
    with path.open("wb") as out:
        answer.body(out)
    told += path.read_text()
    assert "mine" in path.read_text()
    assert restricted.given_away(told) == []
