"""One protocol for all formats, and one function that makes a printer."""

import inspect
import io
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from corpus.load import Parsed
from corpus.model import Program
from index.library.status import status
from searcher.archive import Archive
from searcher.citation.citation import cite
from searcher.citation.work import of_quote
from searcher.output.printer import BINARY, CAPTIONS, CITING, FORMATS, Printer, printer, refusal
from searcher.packet.check import CheckedLine, CheckedPacket
from searcher.packet.packet import Packet
from searcher.passages.passage import Again
from searcher.verify.verdict import Checked
from tests.conftest import Run

COMMANDS = Path(inspect.getfile(printer)).parents[1] / "commands"
METHODS = [name for name in vars(Printer) if not name.startswith("_")]


#: The formats of text that have something to say of every kind of answer.
TEXTS = [name for name in FORMATS if name not in (*BINARY, *CITING, *CAPTIONS)]


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_prints_everything(
    name: str, archive: Archive, samples_index: Path, sample_programs: list[Program]
) -> None:
    """Each method prints on the stream that was given: a few words that it must print."""
    parsed = [Parsed(program, {}) for program in sample_programs]
    programs, people = archive.programs(), archive.speakers()
    ids = [program.id for program in sample_programs]
    verdict = archive.verify("iron forgives a lot", "Pellow")
    collocates = archive.collocates("protein", minimum=2)
    verdict = archive.verify("iron forgives a lot", "Pellow")
    packet = Packet("2026", "0.1.0", {"text": "iron"}, {}, False, (), (), ())
    gone = CheckedLine("file", "quotes.md", "missing", False, "a note")
    checked = CheckedPacket("evidence", packet, None, (gone,), 0.1)
    printing: dict[str, tuple[Callable[[Printer], None], list[str]]] = {
        "results": (lambda out: out.results(archive.search("M protein")), ["M protein"]),
        "every": (lambda out: out.every(archive.every("M protein")), ["M protein"]),
        "citations": (
            lambda out: out.citations([cite(of_quote(archive.search("M protein")[0]), "chicago")]),
            ["Adeyinka, Samuel. “What Is My M Protein"],
        ),
        "counts": (lambda out: out.counts(archive.count("protein")), ["Adeyinka"]),
        "comparison": (
            lambda out: out.comparison(archive.compare("protein", "trial")),
            ["Adeyinka"],
        ),
        "talk_share": (lambda out: out.talk_share(archive.talk_share()), ["Adeyinka"]),
        "roll_call": (lambda out: out.roll_call(archive.roll_call("protein")), ["Adeyinka"]),
        "dispersion": (
            lambda out: out.dispersion(archive.dispersion("protein")),
            ["What Is My M Protein"],
        ),
        "kwic": (lambda out: out.kwic(archive.kwic("protein")), ["protein"]),
        "collocates": (
            lambda out: out.collocates(collocates),
            [each.word for each in collocates],
        ),
        "keywords": (lambda out: out.keywords(archive.keywords(speaker="Adeyinka")), ["protein"]),
        "programs": (lambda out: out.programs(iter(programs)), ids),
        "status": (lambda out: out.status(status(samples_index)), [str(len(programs))]),
        "speakers": (lambda out: out.speakers(iter(people)), ["Adeyinka"]),
        "transcripts": (lambda out: out.transcripts(iter(parsed), explain=False), ids),
        "verdicts": (
            lambda out: out.verdicts(Checked((verdict,), (), None, 0.0)),
            ["iron forgives a lot"],
        ),
        "packet": (lambda out: out.packet(checked), ["quotes.md", "missing"]),
        "passage": (
            lambda out: out.passage(archive.passage("m-protein:7"), Again("m-protein")),
            ["How bad is the weather?"],
        ),
    }
    assert set(printing) == set(METHODS)
    for method, (prints, words) in printing.items():
        out = io.StringIO()
        prints(printer(name, out))
        assert words, method
        for word in words:
            # In HTML an apostrophe is an entity, and a match is marked.
            assert word in unescape(out.getvalue().replace("</mark>", "")), method


@pytest.mark.parametrize("name", [*TEXTS, *BINARY])
def test_every_format_has_the_methods_of_the_protocol(name: str) -> None:
    """With the same parameters, so that a command need not ask which format it is."""
    made = printer(name, io.StringIO())
    for method in METHODS:
        wanted = inspect.signature(getattr(Printer, method)).parameters
        assert list(inspect.signature(getattr(type(made), method)).parameters) == list(wanted)


def test_a_format_that_makes_no_sense_for_a_command(run: Run, samples_index: Path) -> None:
    """One line names the formats that do."""
    for name in CITING:
        assert refusal(name, "search") is None
        done = run("speakers", "--index", samples_index, "--format", name)
        assert (done.status, done.out) == (2, "")
        assert (
            f"--format {name} is for citations; the formats of speakers are text, short" in done.err
        )
    for name in CAPTIONS:
        assert refusal(name, "show") is None
        done = run("search", "protein", "--index", samples_index, "--format", name)
        assert (done.status, done.out) == (2, "")
        assert f"--format {name} is for a transcript with its times: searcher show" in done.err
    assert refusal("csv", "speakers") is None


def test_an_unknown_format() -> None:
    """The error names the formats that there are."""
    with pytest.raises(ValueError, match=r"no format 'xml'; formats are text, short, jsonl, csv"):
        printer("xml")


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.stem)
def test_no_command_knows_a_format(path: Path) -> None:
    """A command takes its printer from the door, and imports no printer itself."""
    source = path.read_text()
    for name in FORMATS:
        assert f"searcher.output.{name}" not in source
        assert f"searcher.output import {name}" not in source
    if path.stem != "output_options":
        assert "jsonl" not in source
