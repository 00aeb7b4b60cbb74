"""The JSON is as it is documented."""

import dataclasses
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.load import Parsed
from corpus.model import Corrected, Credits, Participant, Program, Related, Turn
from searcher.archive import Archive
from searcher.engines.results import Results
from searcher.kept.alerts import Alerts
from searcher.output.formats import jsonl
from searcher.output.printer import printer
from searcher.output.values import json_objects
from searcher.verify.verdict import Checked, Unchecked
from tests.conftest import REPOSITORY, Run
from tests.index.meaning.models import write_model

TURN = ["number", "label", "speaker", "role", "section", "start", "end", "text"]
QUOTE = [
    "type", "schema", "rank", "score", "tier", "program", "turn", "spans", "at", "link",
    "before", "after", "question", "also_in",
]  # fmt: skip
OF_PROGRAM = ["id", "title", "series", "date", "topics", "url", "media_url", "path"]
TRANSCRIPT = [
    "type", "schema", "id", "title", "path", "format", "series", "date", "topics", "description",
    "participants", "credits", "related", "language", "url", "media_url", "turns", "access",
]  # fmt: skip

#: A program in which every field has a value that is not the default.
FULL = Program(
    id="talks/one#2", title="One", path="/talks/one.md", format="labelled", series="Talks",
    date="2019-09", topics=("bread",), description="On bread.",
    participants=(Participant("Ann Lee", ("Ann",), "host"),),
    credits=Credits("Bo", ("Cy",), ("Di",)), related=(Related("Two", "More.", "https://two"),),
    language="en", url="https://one", media_url="https://one/one.mp3",
    turns=(Turn(1, "Ann", "Ann Lee", "Bread. Rye.", "host", 0.5, 3.0, "Dough", ((7, 2.0),),
                (Corrected(7, 10, "Rice", 3),)),),
    access="restricted",
)  # fmt: skip

DOCUMENTATION = (REPOSITORY / "docs" / "json.md").read_text()


def records(printed: str) -> list[dict[str, Any]]:
    """The objects that were printed."""
    return [json.loads(line) for line in printed.splitlines()]


def test_search(run: Run, samples_index: Path) -> None:
    """One object a quote in the order of their ranks, and a summary last."""
    done = run("M protein", "--json", "--limit", "3", "--context", "1", "--index", samples_index)
    *quotes, summary = records(done.out)
    assert (done.status, len(quotes)) == (0, 3)
    for rank, quote in enumerate(quotes, start=1):
        assert list(quote) == QUOTE
        assert (quote["type"], quote["schema"], quote["rank"]) == ("quote", 1, rank)
        assert list(quote["program"]) == OF_PROGRAM
        for turn in (quote["turn"], *quote["before"], *quote["after"]):
            assert turn is None or list(turn) == TURN
        text = quote["turn"]["text"]
        assert [text[a:b].replace("\n", " ") for a, b in quote["spans"]] == ["M protein"] * len(
            quote["spans"]
        )
    seconds = summary.pop("seconds")
    assert 0 < seconds < 60
    total = summary.pop("total")
    assert total >= 3
    assert summary == {
        "type": "summary", "schema": 1, "query": "M protein", "shown": 3, "offset": 0,
        "next_offset": 3,
        "tier": "phrase",
    }  # fmt: skip


def test_ranks_continue_after_an_offset(run: Run, samples_index: Path) -> None:
    """The rank of a quote does not depend on the page that it is on."""
    done = run("protein", "--json", "--offset", "4", "--limit", "2", "--index", samples_index)
    *quotes, summary = records(done.out)
    assert [quote["rank"] for quote in quotes] == [5, 6]
    assert (summary["offset"], summary["shown"]) == (4, 2)


def test_nothing_found(run: Run, samples_index: Path) -> None:
    """A search without a hit prints its summary, and no notice."""
    done = run("zyzzyva", "--json", "--index", samples_index)
    assert (done.status, done.err) == (1, "")
    (summary,) = records(done.out)
    assert (summary["total"], summary["shown"]) == (0, 0)


def test_parse(run: Run, tmp_path: Path) -> None:
    """Every field of a program, and its turns; the label is null where nobody is named."""
    path = tmp_path / "talk.md"
    path.write_text("**Ann:** One.\n\n**Ben:** Two.\n")
    (program,) = records(run("parse", path, "--json").out)
    assert list(program) == TRANSCRIPT
    assert (program["type"], program["schema"]) == ("transcript", 1)
    assert [list(turn) for turn in program["turns"]] == [[*TURN, "moments"]] * 2
    assert program["credits"] == {"producer": None, "partners": [], "sponsors": []}
    assert program["participants"][0] == {"name": "Ann", "labels": ["Ann"], "role": None}
    captions = tmp_path / "talk.vtt"
    captions.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nNobody is named here.\n")
    (program,) = records(run("parse", captions, "--json").out)
    assert [(turn["label"], turn["speaker"]) for turn in program["turns"]] == [(None, "Speaker")]


def test_parse_loses_no_field() -> None:
    """Every field of a program and its turns comes back from the JSON with its value."""
    for kind, value in ((Program, FULL), (Turn, FULL.turns[0])):
        for field in dataclasses.fields(kind):
            assert getattr(value, field.name) != field.default, f"{field.name} is not tested"
    out = io.StringIO()
    printer("jsonl", out).transcripts([Parsed(FULL, {"So": "no name"})], explain=True)
    (record,) = records(out.getvalue())
    kind, schema, refused = record.pop("type"), record.pop("schema"), record.pop("refused")
    assert (kind, schema, refused) == ("transcript", 1, {"So": "no name"})
    assert Program.from_dict(record) == FULL


def test_programs_are_printed_as_they_are_read() -> None:
    """The first program is on the stream before the second one is asked for."""
    out = io.StringIO()

    def read() -> Any:
        yield Parsed(FULL, {})
        assert out.getvalue().count("\n") == 1
        yield Parsed(FULL, {})

    printer("jsonl", out).transcripts(read())
    assert out.getvalue().count("\n") == 2


def test_programs_and_speakers(run: Run, samples_index: Path) -> None:
    """One object a line, with counts that agree."""
    programs = records(run("programs", "--json", "--index", samples_index).out)
    speakers = records(run("speakers", "--format", "jsonl", "--index", samples_index).out)
    assert {program["type"] for program in programs} == {"program"}
    assert {speaker["type"] for speaker in speakers} == {"speaker"}
    assert sum(p["turns"] for p in programs) == sum(s["turns"] for s in speakers) > 100
    assert list(speakers[0]) == [
        "type", "schema", "name", "labels", "roles", "programs", "turns", "program", "title",
    ]  # fmt: skip


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x7f", "\x9b", "\x85", "\n", "\udcff"])
def test_no_control_character_is_printed(character: str) -> None:
    """Control characters and lone surrogates are escaped, and come back from the JSON."""
    printed = jsonl.line({"text": f"a{character}b"})
    assert character not in printed
    assert json.loads(printed) == {"text": f"a{character}b"}


def test_any_encoding(samples_index: Path) -> None:
    """Where standard output cannot hold a character, JSON has an escape for it."""
    done = subprocess.run(
        [sys.executable, "-m", "searcher", "the", "--json", "--index", samples_index],
        capture_output=True, check=False, cwd=REPOSITORY, env={"PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    *quotes, _ = records(done.stdout.decode("ascii"))
    assert any("’" in quote["turn"]["text"] for quote in quotes)


# The documentation: a heading for each object, and a table with its keys below.


def _documented() -> dict[str, set[str]]:
    """The keys of each object, by heading: `quote`, `turn of a quote`."""
    keys: dict[str, set[str]] = {}
    for heading, body in re.findall(r"^### (.*)\n((?:(?!#).*\n?)*)", DOCUMENTATION, re.MULTILINE):
        rows = re.findall(r"^\| (`.*?) \|", body, re.MULTILINE)
        keys[heading.replace("`", "")] = {
            key for row in rows for key in re.findall(r"`(\w+)`", row)
        }
    return keys


def _add(found: dict[str, set[str]], heading: str, objects: list[dict[str, Any]]) -> None:
    for each in objects:
        found.setdefault(heading, set()).update(each)


def _heading(record: dict[str, Any]) -> str:
    """The heading that documents an object: several commands have a summary."""
    kind: str = record["type"]
    of = ""
    if kind == "summary" and "order" in record:
        of = " of searcher kwic"
    elif kind == "word":
        of = " of searcher collocates" if "frequency" in record else " of searcher keywords"
    elif kind == "summary" and "packet" in record:
        of = " of a packet"
    elif kind == "summary" and "checked" in record:
        of = " of searcher verify"
    elif kind == "summary" and "window" in record:
        of = " of searcher collocates"
    elif kind == "summary" and "reference_turns" in record:
        of = " of searcher keywords"
    elif kind == "summary" and "total" not in record:
        of = " of searcher stats"
    return f"{kind}{of}"


def _printed(lines: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The keys of each object that was printed, by the heading that documents it."""
    found: dict[str, set[str]] = {}
    for record in lines:
        kind = record["type"]
        if "checked" in record:
            _add(found, "unchecked of a check", record["unchecked"])
        _add(found, _heading(record), [record])
        if kind == "kwic":
            _add(found, "program of a quote", [record["program"]])
            _add(found, "turn of a quote", [record["turn"]])
        if kind in ("quote", "alert"):
            around = [*record["before"], *record["after"]]
            _add(found, "question of a quote", [record["question"] or {}])
            _add(found, "program of a quote", [record["program"]])
            _add(found, "turn of a quote", [record["turn"], *around])
            _add(found, "explanation of a quote", record.get("explanation", []))
        if kind == "verdict":
            nearest = [record["nearest"]] if record["nearest"] else []
            _add(found, "places of a verdict", [*record["places"], *nearest])
            _add(found, "differences of a verdict", record["differences"])
        if kind == "summary":
            _add(found, "suggestions of a summary", record.get("suggestions", []))
            for values in record.get("facets", {}).values():
                _add(found, "facets of a summary", values)
            _add(found, "hints of a summary", record.get("hints", []))
        if kind in ("program", "transcript", "passage"):
            _add(found, "participants of a program", record["participants"])
            _add(found, "credits of a program", [record["credits"]])
            _add(found, "related of a program", record["related"])
        if kind == "transcript":
            _add(found, "turns of a transcript", record["turns"])
            for turn in record["turns"]:
                _add(found, "corrections of a turn", turn.get("corrections", []))
        if kind == "passage":
            _add(found, "turns of a passage", record["turns"])
            _add(found, "matches of a passage", [record["matches"]])
    return found


def test_every_key_is_documented(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """With every option that adds keys, the keys are those of docs/json.md, no more, no less."""
    index = ["--index", samples_index, "--json"]
    (tmp_path / "talk.txt").write_text("Ann: One.\n\nSo: two.\n\nBo: Two.\n\nAnn: Three.\n")
    out = io.StringIO()
    printer("jsonl", out).transcripts([Parsed(FULL, {})])
    unchecked = Unchecked("so-called", "too short", 1)
    printer("jsonl", out).verdicts(Checked((), (unchecked,), "draft.md", 0.1))
    partial = Results(("M",), (), 1, None, 0.1, is_approximate=True, missing_shards=1)
    printer("jsonl", out).results(partial)
    lines = records(
        run("M protein", "--context", "1", "--explain", *index).out
        + run("kreatinin", "--sounds-like", *index).out
        + run("kreatinin", *index).out
        + run("protein", "--lang", "vo", *index).out
        + run("verify", "Iron forgives some", "--speaker", "Pellow", *index).out
        + run("verify", "Iron forgives a lot and so will the whole town", *index).out
        + run("M protein", "--cite", "apa", *index).out
        + run("protein", "--facets", *index).out
        + run("stats", "protein", *index).out
        + run("stats", "protein", "--vs", "trial", *index).out
        + run("stats", "maintenance", "--roll-call", *index).out
        + run("stats", "protein", "--dispersion", *index).out
        + run("stats", *index).out
        + run("kwic", "protein", "--limit", "2", *index).out
        + run("collocates", "protein", *index).out
        + run("keywords", "--speaker", "adeyinka", *index).out
        + run("programs", *index).out
        + run("speakers", *index).out
        + run("show", "m-protein:6", "--find", "M protein", *index).out
        + run("status", *index).out
        + run("parse", tmp_path, "--explain", "--json").out
        + out.getvalue()
    )
    synonyms = tmp_path / "index"
    assert run("index", tmp_path / "talk.txt", "--index", synonyms).status == 0
    (synonyms / "synonyms.toml").write_text('three = "two"\n')
    lines += records(run("three", "--index", synonyms, "--json").out)
    lines += records(run("stats", "three", "--index", synonyms, "--json").out)
    for command in ("kwic", "collocates"):
        lines += records(run(command, "three", "--index", synonyms, "--json").out)
    model = write_model(tmp_path / "model")
    assert run("index", "--meaning", "--model", model, "--index", synonyms).status == 0
    lines += records(run("who said three?", "--index", synonyms, "--json").out)
    assert run("saved", "add", "three", "--index", synonyms, "--", "three").status == 0
    assert run("tag", "+number", "--index", synonyms, "--", "three").status == 0
    lines += records(run("saved", "list", "--index", synonyms, "--json").out)
    lines += records(run("tag", "--list", "--index", synonyms, "--json").out)
    assert run("packet", "three", "--to", tmp_path / "x", "--index", synonyms).status == 0
    lines += records(run("verify", "--packet", tmp_path / "x", "--index", synonyms, "--json").out)
    with (
        Archive.open(samples_index) as archive,
        archive.news(alerts=Alerts(samples_index, ["iron"])) as new,
    ):
        found = [json_objects.alert(search.name, quote) for search, quote in new.each()]
    lines += json.loads(json.dumps([json_objects.whole(*one) for one in found]))
    lines += _of_corrections(run, tmp_path)
    assert all(list(line)[:2] == ["type", "schema"] for line in lines)
    assert _printed(lines) == _documented()


def _of_corrections(run: Run, folder: Path) -> list[dict[str, Any]]:
    """What is printed of words that were corrected."""
    (folder / "clarens.txt").write_text("Ann: Is it Clarence?\n\nBo: No Clarence here.\n")
    index = ["--index", folder / "corrected", "--json"]
    run("index", folder / "clarens.txt", "--index", folder / "corrected")
    everywhere = run("correct", "--everywhere", "clarence", "Clarens", *index)
    made = run("correct", "--everywhere", "clarence", "Clarens", "--yes", "clarens:1", "--yes",
               "clarens:2", *index)  # fmt: skip
    run("correct", "--export", folder / "export.json", *index[:2])
    printed = [
        everywhere.out,
        made.out,
        (folder / "export.json").read_text(),
        run("clarens", *index).out,
        run("show", "clarens", "--find", "clarens", *index).out,
        run("verify", "no Clarens here", *index).out,
    ]
    return records("".join(printed))


def test_counts(run: Run, samples_index: Path) -> None:
    """One object a group, what is not known last, then the sums."""
    done = run("stats", "protein", "--by", "series", "--json", "--index", samples_index)
    *counts, summary = records(done.out)
    assert counts == [
        {
            "type": "count", "schema": 1, "by": "series", "value": value, "title": None,
            "program": None, "matches": matches, "turns": turns, "programs": programs,
            "words": words, "rate": rate, "share": share,
        }
        for value, matches, turns, programs, words, rate, share in (
            ("Plasma Cell Diaries", 17, 10, 1, 552, 30.7971, 0.653846),
            ("Lantern Patient Alliance", 2, 2, 1, 627, 3.1898, 0.076923),
            (None, 7, 6, 4, 3309, 2.1154, 0.269231),
        )
    ]  # fmt: skip
    assert summary.pop("seconds") > 0
    assert summary == {
        "type": "summary", "schema": 1, "query": "protein", "tier": "phrase", "matches": 26,
        "turns": 18, "programs": 6, "words": 4936, "rate": 5.2674, "groups": {"series": 2},
        "shown": 3,
    }  # fmt: skip


def test_years_without_a_match_are_printed(run: Run, samples_index: Path) -> None:
    """As 0, in the order of time."""
    done = run("stats", "protein", "--by", "year", "--json", "--index", samples_index)
    years = [(one["value"], one["matches"]) for one in records(done.out)[:-1]]
    assert years == [("2018", 0), ("2019", 17), ("2020", 0), ("2021", 3), ("2022", 3),
                     ("2023", 0), (None, 3)]  # fmt: skip


def test_facets(run: Run, samples_index: Path) -> None:
    """In the summary, those with most turns first; they count the first tier."""
    done = run("protein", "-n", "1", "--facets", "--json", "--index", samples_index)
    *_, summary = records(done.out)
    assert list(summary["facets"]) == ["speaker", "series", "year", "topic", "role"]
    assert summary["facets"]["series"] == [
        {"value": "Plasma Cell Diaries", "title": None, "program": None, "turns": 10,
         "matches": 17},
        {"value": None, "title": None, "program": None, "turns": 6, "matches": 7},
        {"value": "Lantern Patient Alliance", "title": None, "program": None, "turns": 2,
         "matches": 2},
    ]  # fmt: skip
    assert sum(one["turns"] for one in summary["facets"]["series"]) == summary["total"]


def test_the_schema_has_a_history() -> None:
    """The number that is printed is the last one of the history."""
    history = re.findall(r"^\| (\d+) \|", DOCUMENTATION, re.MULTILINE)
    assert history[-1] == str(json_objects.SCHEMA)
    assert f"`schema` is {json_objects.SCHEMA}." in DOCUMENTATION


def test_citations(run: Run, samples_index: Path) -> None:
    """The keys of `docs/json.md`, one object for each quote."""
    done = run("M protein", "--index", samples_index, "--cite", "mla", "--json", "-n", "2")
    records = [json.loads(line) for line in done.out.splitlines()]
    keys = "type schema style kind reference in_text program turn at url".split()
    assert [list(record) for record in records] == [keys, keys]
    assert {record["type"] for record in records} == {"citation"}
    assert (records[0]["style"], records[0]["kind"]) == ("mla", "podcast")


def test_every_quote(run: Run, samples_index: Path) -> None:
    """As those of a search, then the summary."""
    done = run("M protein", "--index", samples_index, "--all", "--json")
    *quotes, summary = [json.loads(line) for line in done.out.splitlines()]
    assert [list(quote) for quote in quotes] == [QUOTE] * 13
    assert [quote["rank"] for quote in quotes] == [*range(1, 14)]
    assert (summary["total"], summary["shown"], summary["next_offset"]) == (13, 13, None)
