"""The JSON is as it is documented."""

import json
from pathlib import Path

import pytest

from searcher.output import jsonl
from tests.conftest import Run

TURN = ["number", "label", "speaker", "role", "section", "start", "end", "text"]
QUOTE = [
    "type", "schema", "rank", "score", "tier", "program", "turn", "spans", "at", "link",
    "before", "after", "question",
]  # fmt: skip
OF_PROGRAM = ["id", "title", "series", "date", "topics", "url", "media_url", "path"]
PROGRAM = [
    "id", "title", "path", "format", "series", "date", "topics", "description", "participants",
    "credits", "related", "language", "url", "media_url", "turns",
]  # fmt: skip


def test_search(run: Run, samples_index: Path) -> None:
    """One object a quote in the order of their ranks, and a summary last."""
    done = run("M protein", "--json", "--limit", "3", "--context", "1", "--index", samples_index)
    *quotes, summary = map(json.loads, done.out.splitlines())
    assert (done.status, len(quotes)) == (0, 3)
    for rank, quote in enumerate(quotes, start=1):
        assert list(quote) == QUOTE
        assert (quote["type"], quote["schema"], quote["rank"]) == ("quote", 1, rank)
        assert list(quote["program"]) == OF_PROGRAM
        for turn in (quote["turn"], *quote["before"], *quote["after"], quote["question"]):
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
        "type": "summary", "schema": 1, "query": "M protein", "shown": 3, "tier": "phrase",
    }  # fmt: skip


def test_ranks_go_on_behind_an_offset(run: Run, samples_index: Path) -> None:
    """The rank of a quote does not depend on the page that it is on."""
    done = run("protein", "--json", "--offset", "4", "--limit", "2", "--index", samples_index)
    assert [json.loads(line).get("rank") for line in done.out.splitlines()] == [5, 6, None]


def test_nothing_found(run: Run, samples_index: Path) -> None:
    """A search without a hit prints its summary."""
    done = run("zyzzyva", "--json", "--index", samples_index)
    assert done.status == 1
    (summary,) = map(json.loads, done.out.splitlines())
    assert (summary["total"], summary["shown"]) == (0, 0)


def test_parse(run: Run, tmp_path: Path) -> None:
    """Every field of a program, and its turns."""
    path = tmp_path / "talk.md"
    path.write_text("**Ann:** One.\n\n**Ben:** Two.\n")
    done = run("parse", path, "--json")
    program = json.loads(done.out)
    assert list(program) == PROGRAM
    assert [list(turn) for turn in program["turns"]] == [TURN, TURN]
    assert program["credits"] == {"producer": None, "partners": [], "sponsors": []}
    assert program["participants"][0] == {"name": "Ann", "labels": ["Ann"], "role": None}


def test_programs_and_speakers(run: Run, samples_index: Path) -> None:
    """One object a line, with counts that agree."""
    programs = [
        json.loads(x) for x in run("programs", "--json", "--index", samples_index).out.splitlines()
    ]
    speakers = [
        json.loads(x) for x in run("speakers", "--json", "--index", samples_index).out.splitlines()
    ]
    assert {program["type"] for program in programs} == {"program"}
    assert {speaker["type"] for speaker in speakers} == {"speaker"}
    assert sum(p["turns"] for p in programs) == sum(s["turns"] for s in speakers) > 100
    assert list(speakers[0]) == [
        "type", "schema", "name", "labels", "roles", "programs", "turns", "program", "title",
    ]  # fmt: skip


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x7f", "\x9b", "\x85", "\n"])
def test_no_control_character_is_printed(character: str) -> None:
    """What a terminal would obey is escaped, and comes back when the JSON is read."""
    printed = jsonl.line({"text": f"a{character}b"})
    assert character not in printed
    assert json.loads(printed) == {"text": f"a{character}b"}
