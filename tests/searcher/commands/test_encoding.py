"""`searcher index --meaning` encodes what is new and says what it did."""

import json
from pathlib import Path

import pytest

from index.meaning import names
from index.update import encode as encoding
from tests.conftest import Run
from tests.index.meaning.models import WordEncoder, write_model

TALK = (
    "**Ann:** The car would not start this morning.\n\n**Ben:** Why?\n\n"
    "**Ann:** It is old, this car.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a transcript."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "garage.md").write_text(TALK)
    return tmp_path / "talks"


@pytest.fixture
def model(tmp_path: Path) -> str:
    """The folder of a model."""
    return str(write_model(tmp_path / "model"))


def test_index(run: Run, folder: Path, tmp_path: Path, model: str) -> None:
    """With paths and without; a later run needs no option, and finds nothing new."""
    index = ["--index", str(tmp_path / "index")]
    status, out, _ = run("index", str(folder), "--meaning", "--model", model, *index)
    assert status == 0
    assert "1 program, 3 turns added" in out
    assert "1 passage encoded in " in out
    assert "; 3 turns have vectors\n" in out
    assert run("index", "--meaning", *index).out == "No new passages; 3 turns have vectors\n"
    (folder / "bakery.md").write_text(TALK.replace("car", "loaf"))
    run("index", str(folder), *index)
    assert "meaning     3 of 6 turns have vectors" in run("status", *index).out
    assert "1 passage encoded" in run("index", "--meaning", *index).out
    assert "meaning     all turns have vectors" in run("status", *index).out
    assert json.loads(run("status", "--json", *index).out)["encoded"] == 6
    assert run("check", *index).out.count(f"whole: {names.NAME}\n") == 1


def test_an_interrupt_before_anything_is_encoded(
    run: Run, folder: Path, tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was indexed in the same run is in the index, and that is said."""

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("searcher.commands.encoding.encode", interrupted)
    arguments = ["--meaning", "--model", model, "--index", str(tmp_path / "index")]
    done = run("index", str(folder), *arguments)
    assert (done.status, "what was done by then is in the index" in done.err) == (2, True)
    done = run("index", *arguments)
    assert (done.status, "the index is unchanged" in done.err) == (2, True)


def test_an_interrupt_when_all_is_encoded(
    run: Run, folder: Path, tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vectors are in the index, and that is said."""

    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    index = ["--index", str(tmp_path / "index")]
    with monkeypatch.context() as patch:
        patch.setattr("searcher.commands.encoding._report", interrupted)
        done = run("index", str(folder), "--meaning", "--model", model, *index)
    assert (done.status, "the index holds the change" in done.err) == (2, True)
    assert run("index", "--meaning", *index).out == "No new passages; 3 turns have vectors\n"


def test_search(run: Run, folder: Path, tmp_path: Path, model: str) -> None:
    """The heading says that the meaning counted, and so does the summary."""
    index = ["--index", str(tmp_path / "index")]
    run("index", str(folder), "--meaning", "--model", model, *index)
    question = "how does an automobile work?"
    status, out, _ = run(question, *index)
    assert status == 0
    assert "ranked by their meaning, too" in " ".join(out.split())
    assert "The car would not start" in " ".join(out.split())
    summary = json.loads(run(question, "--json", *index).out.splitlines()[-1])
    assert summary["by_meaning"] is True
    Path(model, "model.onnx").unlink()
    status, out, err = run("how does an old car work?", *index)
    assert status == 0
    assert "meaning" not in out
    assert err.count("ranked by the words alone: ") == 1


def test_interrupt(
    run: Run, folder: Path, tmp_path: Path, model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how much is left, and that the same command goes on."""
    monkeypatch.setattr(encoding, "_WINDOW", 1)
    stopping = WordEncoder()
    stopping.stop_after = 1
    monkeypatch.setattr("index.meaning.encoder.OnnxEncoder", lambda _: stopping)
    (folder / "bakery.md").write_text(TALK.replace("car", "loaf"))
    index = ["--index", str(tmp_path / "index")]
    status, out, err = run("index", str(folder), "--meaning", "--model", model, *index)
    assert status == 2
    assert "1 passage encoded" in out
    assert "stopped: 1 passage not encoded; " in err


def test_errors(run: Run, folder: Path, tmp_path: Path) -> None:
    """What is missing or wrong is one line, and an index that was made stays."""
    index = ["--index", str(tmp_path / "index")]
    status, _, err = run("index", "--meaning", *index)
    assert (status, "there is no index here" in err) == (2, True)
    status, _, err = run("index", *index)
    assert (status, err) == (2, "searcher: PATHS... is missing. See searcher index --help\n")
    status, _, err = run("index", str(folder), "--model", str(tmp_path), *index)
    assert (status, "--model needs --meaning" in err) == (2, True)
    status, out, err = run("index", str(folder), "--meaning", "--model", str(tmp_path), *index)
    assert status == 2
    assert "1 program, 3 turns added" in out
    assert f"{tmp_path}: the folder has no model (model.onnx or onnx/model.onnx)" in err
    assert run("old", *index).status == 0
