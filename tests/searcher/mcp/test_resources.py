"""The list of programs as resources is paged."""

from pathlib import Path

import pytest

import searcher
from index.update.update import update
from searcher.mcp import resources
from searcher.mcp.answers import address


def test_a_long_list_is_paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages hold every program once; ids with blanks, signs and slashes are addresses."""
    names = ["a b", "c#d", "é?f", "g%h/i", "plain"]
    for name in names:
        path = tmp_path / "talks" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"**Ann:** This is {name}.\n\n**Ben:** Yes.\n")
    update(tmp_path / "index", [tmp_path / "talks"])
    monkeypatch.setattr(resources, "PAGE", 2)
    with searcher.open(tmp_path / "index") as archive:
        found: list[str] = []
        cursor: str | None = None
        while True:
            page, cursor = resources.listed(archive, cursor)
            assert len(page) <= 2
            found += [one.address for one in page]
            if cursor is None:
                break
        assert len(found) == 5
        ids = {address.read(one).program for one in found}
        assert ids == {entry.program.id for entry in archive.programs()}
        assert all("Ann" in resources.read(archive, one) for one in found)
        for wrong in ("x", "-1", "٣", "9" * 20):
            with pytest.raises(searcher.RequestError, match="it is none of this list"):
                resources.listed(archive, wrong)


def test_pages_in_place_of_files(tmp_path: Path) -> None:
    """Where a server has pages, a resource leads to these, and tells nobody where its files are."""
    talk = tmp_path / "talk.vtt"
    talk.write_text("WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann Lee>The heron is here.\n")
    (tmp_path / "talk.mp3").write_bytes(b"")
    update(tmp_path / "index", [talk], workers=1)
    with searcher.open(tmp_path / "index") as opened:
        assert talk.with_suffix(".mp3").as_uri() in resources.read(
            opened, "searcher://program/talk"
        )
        told = resources.read(opened, "searcher://program/talk", "http://localhost")
    assert str(tmp_path) not in told
    assert "http://localhost/program/talk#turn-1" in told
