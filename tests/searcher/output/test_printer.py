"""One protocol for all formats, and one function that makes a printer."""

import inspect
import io
from pathlib import Path

import pytest

from corpus.load import Parsed
from corpus.model import Program
from index.library.status import status
from searcher.archive import Archive
from searcher.citation.citation import Style, cite
from searcher.citation.work import of_quote
from searcher.output.printer import BINARY, CITING, FORMATS, Printer, printer, refusal
from searcher.passages.passage import Again
from tests.conftest import Run

COMMANDS = Path(inspect.getfile(printer)).parents[1] / "commands"
METHODS = [name for name in vars(Printer) if not name.startswith("_")]


#: The formats of text that have something to say of every kind of answer.
TEXTS = [name for name in FORMATS if name not in (*BINARY, *CITING)]


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_prints_everything(
    name: str, archive: Archive, samples_index: Path, sample_programs: list[Program]
) -> None:
    """Each method prints on the stream that was given."""
    parsed = [Parsed(program, {}) for program in sample_programs]
    outputs = [io.StringIO() for _ in METHODS]
    printer(name, outputs[0]).results(archive.search("M protein"))
    printer(name, outputs[1]).every(archive.every("M protein"))
    quote = archive.search("M protein")[0]
    printer(name, outputs[2]).citations(iter([cite(of_quote(quote), Style.CHICAGO)]))
    printer(name, outputs[3]).programs(iter(archive.programs()))
    printer(name, outputs[4]).status(status(samples_index))
    printer(name, outputs[5]).speakers(iter(archive.speakers()))
    printer(name, outputs[6]).transcripts(iter(parsed), explain=False)
    printer(name, outputs[7]).passage(archive.passage("m-protein:7"), Again("m-protein"))
    written = (out.getvalue() for out in outputs)
    results, every, cited, programs, state, speakers, transcripts, passage = written
    assert "How bad is the weather?" in passage
    assert "M protein" in results.replace("</mark>", "")
    for quote in archive.every("M protein"):
        assert quote.program.id in every or quote.program.title in every
    assert "Adeyinka, Samuel. “What Is My M Protein" in cited
    assert all(entry.program.id in programs for entry in archive.programs())
    assert str(len(archive.programs())) in state
    assert "Adeyinka" in speakers
    assert all(program.id in transcripts for program in sample_programs)


@pytest.mark.parametrize("name", [*TEXTS, *BINARY])
def test_every_format_has_the_methods_of_the_protocol(name: str) -> None:
    """With the same parameters, so that a command need not ask which format it is."""
    made = printer(name, io.StringIO())
    assert METHODS[:3] == ["results", "every", "citations"]
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
    if path.stem != "options":
        assert "jsonl" not in source
