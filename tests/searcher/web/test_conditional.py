"""Answers that clients keep: their name changes with the index, and costs no search."""

from pathlib import Path

import pytest

from index.correction.corrector import Corrector
from index.update.update import update
from searcher.archive import Archive
from searcher.web import api
from searcher.web.conditional import has, name_of
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.searcher.web.api.conftest import Asked


@pytest.fixture
def growing(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a transcript, and its index."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    (folder / "one.md").write_text("**Ann:** The first heron.\n\n**Ben:** Yes.\n")
    update(directory, [folder], workers=1)
    return folder, directory


def test_an_answer_is_kept_until_the_index_changes(growing: tuple[Path, Path]) -> None:
    """A commit, a correction and synonyms make another one; two servers agree on its name."""
    folder, directory = growing
    with Site(Settings((str(directory),))) as site, Site(Settings((str(directory),))) as other:
        asked, again = Asked(site), Asked(other)
        for change in ("commit", "correction", "synonyms"):
            first = asked.get("/search", "q=heron")
            name = first.headers["etag"]
            assert first.headers["cache-control"] == "no-cache"
            assert again.get("/search", "q=heron").headers["etag"] == name
            for kept in (name, name.removeprefix("W/"), f'"x", {name}'):
                found = again.get("/search", "q=heron", if_none_match=kept)
                assert (found.status, found.body, found.headers["etag"]) == (304, b"", name)
            for other_name in ('"x"', "*", "W/", ",", '"'):
                assert asked.get("/search", "q=heron", if_none_match=other_name).status == 200
            if change == "commit":
                (folder / "two.md").write_text("**Ann:** A second heron.\n\n**Ben:** Yes.\n")
                update(directory, [folder], workers=1)
            elif change == "correction":
                with Corrector(directory) as corrector:
                    corrector.rename("Ben", "Ben Low")
            else:
                (directory / "synonyms.toml").write_text('bird = "heron"\n')
            found = asked.get("/search", "q=heron", if_none_match=name)
            assert found.status == 200
            assert found.headers["etag"] != name
            assert found.json["summary"]["total"] == 2


def test_an_answer_that_is_kept_costs_no_search(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive is asked for its state only."""
    with Site(Settings((str(samples_index),))) as site:
        asked = Asked(site)
        name = asked.get("/search", "q=protein").headers["etag"]
        monkeypatch.setattr(Archive, "search", None)
        assert asked.get("/search", "q=protein", if_none_match=name).status == 304
        assert asked.get("/search", "q=cells", if_none_match=name).status == 500


def test_each_answer_has_a_name_of_its_own() -> None:
    """By its address, its form, its server, how that serves, and the state of the index."""
    request = Request("GET", "/api/v1/search", "q=a", {}, "http://localhost")
    others = [
        request,
        request.replaced(query="q=b"),
        request.replaced(path="/api/v1/kwic"),
        request.replaced(base="http://127.0.0.1"),
        request.replaced(headers={"accept": "application/jsonl"}),
        request.replaced(headers={"accept-language": "de"}),
    ]
    site = Settings(("a",))
    names = {name_of(one, site, "state") for one in others} | {name_of(request, site, "other")}
    for other in (site.replaced(title="T"), site.replaced(media=True)):
        names.add(name_of(request, other, "state"))
    assert len(names) == 9
    name = name_of(request, site, "state")
    assert name_of(request.replaced(headers={"if-none-match": "x"}), site, "state") == name
    assert not has(request, name)


def test_what_is_kept(samples_index: Path) -> None:
    """All but whether the server is well, what was posted, and errors."""
    with Site(Settings((str(samples_index),))) as site:
        asked = Asked(site)
        queries = {"/search": "q=a", "/kwic": "q=a", "/verify": "text=a+b"}
        queries["/turns"] = "program=bread"
        for endpoint in api.ENDPOINTS:
            path = endpoint.path.replace("{id}", "bread")
            found = asked.get(path, queries.get(path, ""))
            assert found.status == 200
            assert ("etag" in found.headers) == endpoint.is_kept == (path != "/health")
        assert asked.get("/health").headers["cache-control"] == "no-store"
        assert "etag" not in asked.post("/verify", '{"text": "a b"}', "application/json").headers
        for path, query in (("/search", "q=%28"), ("/programs/none", "")):
            assert "etag" not in asked.get(path, query, if_none_match="*").headers
