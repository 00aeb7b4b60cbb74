"""One protocol for all formats, and one function that makes a printer."""

import inspect
import io
from pathlib import Path

import pytest

from corpus.load import Parsed
from corpus.model import Program
from index.library.status import status
from searcher.archive import Archive
from searcher.output.printer import FORMATS, Printer, printer
from searcher.passages.passage import Again
from searcher.verify.verdict import Checked

COMMANDS = Path(inspect.getfile(printer)).parents[1] / "commands"
METHODS = [name for name in vars(Printer) if not name.startswith("_")]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_prints_everything(
    name: str, archive: Archive, samples_index: Path, sample_programs: list[Program]
) -> None:
    """Each method prints on the stream that was given."""
    parsed = [Parsed(program, {}) for program in sample_programs]
    outputs = [io.StringIO() for _ in METHODS]
    made = {method: printer(name, out) for method, out in zip(METHODS, outputs, strict=True)}
    made["results"].results(archive.search("M protein"))
    made["counts"].counts(archive.count("protein"))
    made["comparison"].comparison(archive.compare("protein", "trial"))
    made["talk_share"].talk_share(archive.talk_share())
    made["roll_call"].roll_call(archive.roll_call("protein"))
    made["dispersion"].dispersion(archive.dispersion("protein"))
    made["programs"].programs(iter(archive.programs()))
    made["status"].status(status(samples_index))
    made["speakers"].speakers(iter(archive.speakers()))
    made["transcripts"].transcripts(iter(parsed), explain=False)
    verdict = archive.verify("iron forgives a lot", "Pellow")
    made["verdicts"].verdicts(Checked((verdict,), (), None, 0.0))
    made["passage"].passage(archive.passage("m-protein:7"), Again("m-protein"))
    printed = dict(zip(METHODS, (out.getvalue() for out in outputs), strict=True))
    for method in ("counts", "comparison", "talk_share", "roll_call"):
        assert "Adeyinka" in printed[method]
    assert "What Is My M Protein" in printed["dispersion"]
    results, programs, state = (printed[each] for each in ("results", "programs", "status"))
    speakers, transcripts = printed["speakers"], printed["transcripts"]
    assert "iron forgives a lot" in printed["verdicts"]
    passage = printed["passage"]
    assert "How bad is the weather?" in passage
    assert "M protein" in results
    assert all(entry.program.id in programs for entry in archive.programs())
    assert str(len(archive.programs())) in state
    assert "Adeyinka" in speakers
    assert all(program.id in transcripts for program in sample_programs)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_methods_of_the_protocol(name: str) -> None:
    """With the same parameters, so that a command need not ask which format it is."""
    made = printer(name, io.StringIO())
    assert METHODS == [
        "results", "counts", "comparison", "talk_share", "roll_call", "dispersion", "programs",
        "status", "speakers", "transcripts", "verdicts", "passage",
    ]  # fmt: skip
    for method in METHODS:
        wanted = inspect.signature(getattr(Printer, method)).parameters
        assert list(inspect.signature(getattr(type(made), method)).parameters) == list(wanted)


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
