"""A feed that grows: valid Atom, each quote once, nothing of the text is markup."""

from pathlib import Path

import pytest
from lxml import etree

from index.errors import KeptProblem
from searcher.archive import Archive
from searcher.kept import feed
from searcher.kept.feed import Item

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def _ids(path: Path) -> list[str]:
    return [str(one.text) for one in etree.parse(path).iterfind("a:entry/a:id", _ATOM)]


def _item(number: int, text: str = "It rains.") -> Item:
    return Item(f"urn:uuid:{number}", f"Ann: {text}", text, "2019-09-09", "https://example.org/1")


def test_it_grows_with_the_newest_first(tmp_path: Path) -> None:
    """An entry that is there is not added again, and keeps its time."""
    path = tmp_path / "feed.xml"
    feed.add(path, [_item(1), _item(2)], "New for rain", "2026-01-01T00:00:00Z")
    feed.add(path, [_item(2), _item(3)], "Other", "2026-02-01T00:00:00Z")
    assert _ids(path) == ["urn:uuid:3", "urn:uuid:2", "urn:uuid:1"]
    made = etree.parse(path)
    assert made.findtext("a:title", namespaces=_ATOM) == "New for rain"
    updated = [one.text for one in made.iterfind(".//a:updated", _ATOM)]
    assert updated == ["2026-02-01T00:00:00Z"] * 2 + ["2026-01-01T00:00:00Z"] * 2
    before = path.read_bytes()
    feed.add(path, [_item(1)], "Other", "2026-03-01T00:00:00Z")
    assert path.read_bytes() == before


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest entries leave it."""
    monkeypatch.setattr(feed, "MOST", 3)
    path = tmp_path / "feed.xml"
    for number in range(5):
        feed.add(path, [_item(number)], "New", "2026-01-01T00:00:00Z")
    assert _ids(path) == ["urn:uuid:4", "urn:uuid:3", "urn:uuid:2"]


def test_what_is_said_is_text(tmp_path: Path) -> None:
    """Markup, and characters that XML forbids."""
    path = tmp_path / "feed.xml"
    said = "<script>alert(1)</script> & ]]> \x00\x1b[31m\ufffe"
    feed.add(path, [_item(1, said)], "<b>", "2026-01-01T00:00:00Z")
    made = etree.parse(path)
    assert not [*made.iter("script")]
    content = made.findtext(".//a:content", namespaces=_ATOM)
    assert content is not None
    assert content.startswith("<script>alert(1)</script> & ]]> ")
    assert not set(content) & {"\x00", "\x1b", "\ufffe"}


@pytest.mark.parametrize(
    "content",
    [
        "", "no feed", "<feed/>", "<feed xmlns='http://www.w3.org/2005/Atom'/>",
        "<!DOCTYPE f [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
        "<feed xmlns='http://www.w3.org/2005/Atom'><generator>&a;</generator></feed>",
    ],
)  # fmt: skip
def test_another_file_stays_as_it_is(tmp_path: Path, content: str) -> None:
    """It is no feed of this program."""
    path = tmp_path / "feed.xml"
    path.write_text(content)
    with pytest.raises(KeptProblem, match="no feed that searcher wrote"):
        feed.add(path, [_item(1)], "New", "2026-01-01T00:00:00Z")
    assert path.read_text() == content
    assert [each.name for each in tmp_path.iterdir()] == ["feed.xml"]


def test_a_quote_as_an_entry(archive: Archive) -> None:
    """Who says what, and where; the same words in the same program have the same id."""
    quote = archive.search("M protein")[0]
    one = feed.item(quote)
    assert one.title.startswith(f"{quote.turn.speaker}: ")
    assert quote.turn.text in one.text
    assert f"turn {quote.turn.number}" in one.text
    moved = quote.replaced(turn=quote.turn, before=(quote.turn,))
    assert feed.item(moved).id == one.id != feed.item(archive.search("M protein")[1]).id
