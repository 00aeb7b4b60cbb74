"""The objects are those of `--json`; lists are documents or JSON Lines; folders stay at home."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from corpus.model import Program, Turn
from index.update.update import update
from searcher.output.values import json_objects
from searcher.output.values.json_objects import SCHEMA, Line
from searcher.web.api import shapes
from searcher.web.api.objects import wants_lines
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.conftest import Run
from tests.searcher.web.api.conftest import Asked

#: An address, and the command that prints the same.
SAME: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("/search", "q=M+protein&limit=3&context=1", ("M protein", "-n", "3", "-C", "1")),
    ("/search", "q=kreatinin&sounds_like=true", ("kreatinin", "--sounds-like")),
    ("/search", "q=protein&facets=true&explain=true", ("protein", "--facets", "--explain")),
    ("/search", "q=protein&lang=vo", ("protein", "--lang", "vo")),
    ("/search", "q=protein&speaker=adeyinka&speaker=lindqvist&sort=-date",
     ("protein", "-s", "adeyinka", "-s", "lindqvist", "--sort=-date")),
    ("/search", "q=protein&all=true", ("protein", "--all")),
    ("/search", "q=protein&all=true&sort=date", ("protein", "--all", "--sort", "date")),
    ("/kwic", "q=protein&sort=right&limit=4&offset=2",
     ("kwic", "protein", "--sort", "right", "-n", "4", "--offset", "2")),
    ("/kwic", "q=protein&all=true", ("kwic", "protein")),
    ("/stats", "q=protein&by=year", ("stats", "protein", "--by", "year")),
    ("/stats", "q=protein&limit=2", ("stats", "protein", "--limit", "2")),
    ("/stats", "q=protein&vs=cells&by=series",
     ("stats", "protein", "--vs", "cells", "--by", "series")),
    ("/stats", "q=protein&roll_call=true", ("stats", "protein", "--roll-call")),
    ("/stats", "q=protein&dispersion=true", ("stats", "protein", "--dispersion")),
    ("/stats", "program=m-protein", ("stats", "--program", "m-protein")),
    ("/programs", "", ("programs",)),
    ("/programs", "all=true", ("programs",)),
    ("/speakers", "", ("speakers",)),
    ("/turns", "program=m-protein&turn=6&context=1&q=M+protein",
     ("show", "m-protein:6", "-C", "1", "--find", "M protein")),
    ("/turns", "program=m-protein", ("show", "m-protein")),
    ("/turns", "program=m-protein&offset=3&limit=4", ("show", "m-protein:4-7")),
    ("/verify", "text=Iron+forgives+a+lot&speaker=Pellow",
     ("verify", "Iron forgives a lot", "--speaker", "Pellow")),
    ("/verify", "text=Iron+forgives+some", ("verify", "Iron forgives some")),
)  # fmt: skip


@pytest.mark.parametrize(("path", "query", "command"), SAME)
def test_the_objects_are_those_of_the_command(
    api: Asked, run: Run, samples_index: Path, path: str, query: str, command: tuple[str, ...]
) -> None:
    """But for the time that it took, and the folders."""
    done = run(*command, "--json", "--index", samples_index)
    printed = [json.loads(line) for line in done.out.splitlines()]
    if command[0] in ("programs", "speakers"):
        count = {"total": len(printed), "shown": len(printed), "offset": 0, "next_offset": None}
        printed.append({"type": "summary", "schema": SCHEMA, **count})
    found = api.get(path, query)
    assert found.status == 200
    if found.media_type == "application/jsonl":
        objects = found.lines
    elif "results" in found.json:
        assert list(found.json) == ["results", "summary"]
        objects = [*found.json["results"], found.json["summary"]]
    else:
        objects = [found.json]
    assert len(objects) > 0
    assert [_compared(one) for one in objects] == [_compared(one) for one in printed]


def _compared(record: Any) -> Any:
    """An object without what differs from one call to the next, and without folders."""
    if isinstance(record, dict):
        record.pop("seconds", None)
        return {
            name: Path(value).name if name == "path" else _compared(value)
            for name, value in record.items()
        }
    return [_compared(one) for one in record] if isinstance(record, list) else record


def test_lines_are_the_same_objects(api: Asked) -> None:
    """Asked for by the header, a page is JSON Lines, the summary last."""
    query = "q=protein&limit=3"
    document = api.get("/search", query).json
    lines = api.get("/search", query, accept="application/jsonl")
    assert lines.media_type == "application/jsonl"
    *quotes, summary = lines.lines
    assert quotes == document["results"]
    assert _compared(summary) == _compared(document["summary"])
    for path, query in (("/programs", ""), ("/speakers", ""), ("/stats", "q=protein")):
        assert api.get(path, query, accept="application/jsonl").lines[-1]["type"] == "summary"


@pytest.mark.parametrize("path", ["search", "kwic"])
def test_lines_are_read_while_they_are_written(
    api: Asked, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """When the client goes away nothing more is read, and the archive is let go of."""
    read: list[object] = []

    def counted(lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            read.append(line)
            yield line

    for name in ("every", "kwic"):
        make = getattr(json_objects, name)
        monkeypatch.setattr(json_objects, name, lambda found, make=make: counted(make(found)))
    answer = api.site.answer(Request("GET", f"/api/v1/{path}", "q=protein&all=true"))
    assert not isinstance(answer.body, bytes)
    assert read == []

    class Gone(io.BytesIO):
        def write(self, line: object) -> int:
            if len(read) == 3:
                raise BrokenPipeError
            return super().write(line)  # type: ignore[arg-type]

    with pytest.raises(BrokenPipeError):
        answer.body(Gone())
    assert len(read) == 3


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("application/jsonl", True),
        ("application/jsonl;q=0.5, application/json", False),
        ("application/JSON;q=0.2, application/jsonl ; q=0.7", True),
        ("application/jsonl;q=0", False),
        ("application/jsonl;q=x", False),
        ("text/html, application/jsonl, */*", True),
    ],
)
def test_which_form_a_client_wants(accept: str, wanted: bool) -> None:
    """The one with the higher weight; a document if both have the same."""
    assert wants_lines({"accept": accept}) is wanted


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("/search", "q=protein&all=true&limit=3", "leave out limit"),
        ("/search", "q=protein&all=true&offset=0&facets=true", "leave out offset and facets"),
        ("/search", "q=protein&all=true&sort=relevance", "date, -date, program"),
        ("/kwic", "q=protein&all=true&offset=3", "leave out offset"),
        ("/programs", "all=true&limit=3", "leave out limit"),
        ("/speakers", "all=true&limit=3", "leave out limit"),
        ("/stats", "q=a&roll_call=true&dispersion=true", "do not go together"),
        ("/stats", "vs=a", "add q"),
        ("/stats", "q=a&by=year&dispersion=true", "leave out one of them"),
        ("/turns", "program=m-protein&context=3", "add turn"),
        ("/turns", "program=m-protein&turn=3&limit=2", "leave out one of them"),
        ("/turns", "", "the argument 'program' is missing"),
        ("/search", "q=protein&limt=3", "Did you mean limit?"),
        ("/search", "q=protein&speaker=", "speaker: it is empty"),
        ("/search", "q=protein&strict=yes", "true or false"),
        ("/search", "q=protein&strict=on", "true or false"),
        ("/search", "q=protein&limit=", "a whole number from 0 to 100"),
        ("/search", "q=protein&limit=101", "a whole number from 0 to 100"),
        ("/search", "q=protein&limit=5&limit=6", "it is given 2 times"),
        ("/search", "&".join(["q=protein"] * 21), "1 to 20 strings"),
        ("/search", "q=" + "x" * 2_001, "it has 2,001 characters"),
        ("/search", "&".join(["q=a"] * 201), "Max number of fields exceeded"),
        ("/programs", "since=soon", "soon is not a date"),
        ("/health", "q=a", "there is no argument 'q'"),
        ("/verify", "", "give either text"),
        ("/verify", "text=a&draft=b", "give either text"),
        ("/verify", "draft=b&speaker=Ann", "a draft has its own"),
        ("/verify", "text=%E2%80%A6", "no word"),
    ],
)
def test_what_cannot_be_asked(api: Asked, path: str, query: str, said: str) -> None:
    """The problem names the value and what to do."""
    found = api.get(path, query)
    assert (found.status, found.media_type) == (400, "application/problem+json")
    assert found.json["type"] == "/api/v1/problems#request"
    assert said in found.json["detail"]


def test_a_search_that_cannot_be_read(api: Asked) -> None:
    """The problem says where, and how it is written."""
    found = api.get("/search", "q=protein&q=panic+OR+%28")
    assert found.status == 400
    assert found.json == {
        "type": "/api/v1/problems#query",
        "title": "The search cannot be read",
        "status": 400,
        "detail": found.json["detail"],
        "source": "panic OR (",
        "place": 9,
        "example": found.json["example"],
    }
    assert "character 10 of 'panic OR (" in found.json["detail"]
    assert api.get("/search", urlencode({"q": found.json["example"]})).status == 200


def test_what_is_not_there(api: Asked) -> None:
    """A problem with status 404, also for a turn and for an address."""
    for path, query, said in (
        ("/programs/nothing", "", "no program has the id 'nothing'"),
        ("/turns", "program=lighthouses", "nearest: lighthouse"),
        ("/turns", "program=m-protein&turn=99", "m-protein has no turn 99; it has 15 turns"),
        ("/turns", "program=m-protein&offset=15", "m-protein has no turn 16"),
        ("/turns", "program=qqqqq", "see the list of programs"),
        ("/nothing", "", "there is nothing at /api/v1/nothing"),
        ("/programs/../../../etc/passwd", "", "no program has the id"),
    ):
        found = api.get(path, query)
        assert found.status == 404
        assert found.json["type"] == "/api/v1/problems#not-found"
        assert said in found.json["detail"]


def test_bytes_that_are_no_text(api: Asked) -> None:
    """They are characters that nobody says; the answer is JSON in UTF-8."""
    for path, query in (
        ("/search", "q=%FF%FEprotein"),
        ("/search", "q=%ED%A0%80"),
        ("/programs", "words=%C3"),
        ("/verify", "text=%80%81+a+b"),
        ("/turns", "program=%FF"),
    ):
        found = api.get(path, query)
        assert found.status in (200, 400, 404)
        found.body.decode("utf-8")
    for body in (
        b'{"text": "\xff"}',
        b"\xff\xfe",
        b'{"text": "a\\ud800 b c"}',
        b'{"draft": "\\udfff"}',
    ):
        found = api.post("/verify", body, "application/json")
        assert found.status in (200, 400)
        found.body.decode("utf-8")


def test_folders_of_the_server_are_not_told(tmp_path: Path) -> None:
    """Of a file there is the name only, and no link to it: clients cannot read it anyway."""
    folder = tmp_path / "secret"
    folder.mkdir()
    (folder / "talk.md").write_text(
        "---\nmedia_url: talk.mp3\n---\n"
        "**Ann:** [0:10] A heron. Is it?\n\n**Bo:** [0:20] A heron.\n"
    )
    update(tmp_path / "index", [folder], workers=1)
    with Site(Settings((str(tmp_path / "index"),))) as site:
        api = Asked(site)
        for path, query in (
            ("/search", "q=heron&context=2"),
            ("/search", "q=heron&all=true"),
            ("/kwic", "q=heron"),
            ("/stats", "q=heron&roll_call=true"),
            ("/stats", "q=heron&dispersion=true"),
            ("/turns", "program=talk"),
            ("/programs", ""),
            ("/programs/talk", ""),
            ("/speakers", ""),
            ("/verify", "text=a+heron+is+it"),
            ("/verify", "text=a+heron+was+it+not"),
        ):
            found = api.get(path, query)
            assert found.status == 200
            assert b"secret" not in found.body, (path, query)
            assert b"file:" not in found.body
        assert api.get("/search", "q=heron").json["results"][0]["program"]["path"] == "talk.md"


def test_a_program_whose_id_ends_as_a_place(tmp_path: Path) -> None:
    """An exact id is never taken for another program with a range of turns."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("a", "a:1-100", "a:2"):
        (folder / f"{name}.md").write_text(f"**Ann:** This is {name}.\n\n**Bo:** Yes, {name}.\n")
    update(tmp_path / "index", [folder], workers=1)
    with Site(Settings((str(tmp_path / "index"),))) as site:
        api = Asked(site)
        for name in ("a", "a%3A1-100", "a%3A2"):
            for more in ("", "&limit=1", "&turn=2", "&q=this"):
                found = api.get("/turns", f"program={name}{more}").json
                assert found["id"] == name.replace("%3A", ":")
                assert found["total"] == 2


def test_lists_are_narrowed(api: Asked) -> None:
    """By words, by what a program is about and of which time it is; pages are parts of the list."""
    every = [one["id"] for one in api.get("/programs").json["results"]]
    assert every == sorted(every)
    for query, wanted in (
        ("words=M+PROTEIN+telling", {"m-protein"}),
        ("series=plasma+cell", {"m-protein"}),
        ("topic=testing", {"m-protein", "mrd-2021"}),
        ("topic=testing&since=2020", {"mrd-2021"}),
        ("speaker=adeyinka", {"m-protein"}),
        ("since=2019-11&until=2019", {"m-protein"}),
        ("until=1990", set()),
    ):
        found = {one["id"] for one in api.get("/programs", query).json["results"]}
        assert found == wanted, query
    dated = api.get("/programs", "sort=-date").json["results"]
    dates = [one["date"] or "" for one in dated]
    assert dates == sorted(dates, reverse=True)
    pages = [api.get("/programs", f"limit=4&offset={start}").json for start in (0, 4, 8)]
    assert [one["id"] for page in pages for one in page["results"]] == every
    assert [page["summary"]["next_offset"] for page in pages] == [4, 8, None]
    assert [page["summary"]["total"] for page in pages] == [len(every)] * 3
    people = api.get("/speakers", "words=adeyinka").json["results"]
    assert [one["name"] for one in people] == ["Dr. Samuel Adeyinka"]
    names = [one["name"] for one in api.get("/speakers", "sort=name").json["results"]]
    assert names == sorted(names, key=str.casefold)


def test_what_is_sent_to_be_verified(api: Asked) -> None:
    """A quotation or a draft, as JSON; a draft also as text."""
    draft = "“Iron forgives a lot,” said Pellow. “It never rains in the north,” she said."
    text = api.post("/verify", draft, "text/plain; charset=utf-8").json
    assert [one["verdict"] for one in text["results"]] == ["verbatim", "not found"]
    assert text["summary"]["draft"] is None
    sent = api.post("/verify", json.dumps({"draft": draft}), "application/json").json
    assert sent["results"] == text["results"]
    fewer = api.post("/verify", json.dumps({"draft": draft, "min_words": 5}), "application/json")
    assert [one["quote"] for one in fewer.json["results"]] == ["It never rains in the north"]
    one = {"text": "Iron forgives a lot", "speaker": "Lindqvist"}
    found = api.post("/verify", json.dumps(one), "application/json").json
    assert found["results"][0]["verdict"] == "misattributed"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("", "utf-8"), ("; charset=UTF-8", "utf-8"), ('; charset="windows-1252"', "cp1252"),
     ("; format=flowed; charset=utf-16", "utf-16")],
)  # fmt: skip
def test_the_encoding_of_a_draft(api: Asked, charset: str, encoding: str) -> None:
    """The one that is named, or UTF-8."""
    draft = "“Iron forgives a lot,” said Pellow.".encode(encoding)
    found = api.post("/verify", draft, f"text/plain{charset}").json
    assert [one["verdict"] for one in found["results"]] == ["verbatim"]


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=none", "; charset=idna",
                                     "; charset=zip", "; charset=", "; charset=\0"])  # fmt: skip
def test_a_draft_that_cannot_be_decoded(api: Asked, charset: str) -> None:
    """It is refused: without its quotation marks it would have no quotation."""
    found = api.post("/verify", "“Iron forgives”".encode("cp1252"), f"text/plain{charset}")
    assert found.status == 400
    assert "name its encoding" in found.json["detail"]


@pytest.mark.parametrize(
    ("body", "media_type", "status", "said"),
    [
        ("{", "application/json", 400, "the body is no JSON"),
        ("[1]", "application/json", 400, "no object of JSON"),
        ("[" * 100_000, "application/json", 400, "the body is no JSON"),
        ('{"txt": "a"}', "application/json", 400, "Did you mean text?"),
        ('{"text": 5}', "application/json", 400, "text=5: it must be a string"),
        ('{"text": null}', "application/json", 400, "it is null"),
        ('{"text": "a b", "draft": "c"}', "application/json", 400, "give either"),
        ("", "text/plain", 400, "draft: it is empty"),
        ("x", "application/pdf", 415, "it must be application/json or text/plain"),
        ("x", "", 415, "is nothing"),
        ("%PDF-1.7 x", "text/plain", 400, "the PDF is broken"),
    ],
)
def test_what_cannot_be_verified(
    api: Asked, body: str, media_type: str, status: int, said: str
) -> None:
    """The problem says what is wrong with the body."""
    found = api.post("/verify", body, media_type)
    assert found.status == status
    assert said in found.json["detail"]


def test_both_in_the_body_and_in_the_address(api: Asked) -> None:
    """Nobody could say which one counts."""
    found = api.post("/verify", '{"text": "a b"}', "application/json", "speaker=Ann")
    assert found.status == 400
    assert "not in both" in found.json["detail"]


def test_shapes_have_every_field_of_the_model() -> None:
    """A field that is new in the model is in the description, too."""
    fields = {*Program.__match_args__}
    assert fields <= {*shapes.PROGRAM["properties"]}
    turn = shapes.PASSAGE["properties"]["turns"]["items"]["properties"]
    assert {*Turn.__match_args__} <= {*turn}
