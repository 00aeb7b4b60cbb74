"""BibLaTeX: a second reader finds an entry for each, whatever the texts are."""

import io

import pytest
from pybtex.database import BibliographyData, parse_string

from searcher.archive import Archive
from searcher.output.formats.bibtex import latex, printer
from searcher.safe_text import one_line
from tests.searcher.output import hostile

#: What LaTeX prints for the commands that are written.
PRINTED = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\#": "#", r"\$": "$", r"\%": "%",
    r"\&": "&", r"\_": "_",
}  # fmt: skip


def read(text: str) -> BibliographyData:
    """The entries."""
    return parse_string(text, "bibtex")


def printed(text: str) -> str:
    """A field as it is printed."""
    done = ""
    while text:
        command = next((one for one in PRINTED if text.startswith(one)), text[0])
        done += PRINTED.get(command, command)
        text = text[len(command) :]
    return done


def test_hostile_texts() -> None:
    """Each is in its entry, and ends none."""
    out = io.StringIO()
    printer(out).every(hostile.every())
    entries = read(out.getvalue()).entries
    assert len(entries) == len(hostile.TEXTS)
    for entry, text in zip(entries.values(), hostile.TEXTS, strict=True):
        assert printed(entry.fields["annotation"]) == one_line(text)
        assert printed(entry.fields["title"][1:-1]) == one_line(text)
        assert entry.fields["note"] == "turn 5, 1:26"
        assert entry.fields["url"].startswith("https://x.example/a%22b")


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_braces_are_in_pairs(text: str) -> None:
    """BibTeX counts them, even after a backslash."""
    depth = 0
    for character in latex(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


def test_a_quote(archive: Archive) -> None:
    """By whom, in what, asked by whom, where."""
    out = io.StringIO()
    printer(out).results(archive.search("M protein", limit=13))
    entries = read(out.getvalue()).entries
    entry = entries["m-protein-6"]
    assert entry.type == "audio"
    [author] = entry.persons["author"]
    assert (author.last_names, author.first_names) == (["Adeyinka"], ["Samuel"])
    assert entry.fields["title"] == "{What Is My M Protein Telling Me?}"
    assert entry.fields["series"] == "Plasma Cell Diaries"
    assert entry.fields["date"] == "2019-11-14"
    assert entry.fields["note"] == "Hosted by Beatriz Lindqvist; turn 6"
    assert "urldate" not in entry.fields
    assert len(entries) == 13


def test_programs(archive: Archive) -> None:
    """One entry each."""
    out = io.StringIO()
    printer(out).programs(archive.programs())
    assert len(read(out.getvalue()).entries) == len(archive.programs())
