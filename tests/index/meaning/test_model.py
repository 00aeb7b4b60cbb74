"""A model is read from a folder or from the installed packages, and checked."""

import re
from pathlib import Path

import pytest

from index.errors import MeaningProblem
from index.meaning import model
from index.meaning.model import read_model
from tests.index.meaning.models import write_model


def test_folder(tmp_path: Path) -> None:
    """Its identity changes with the model and with the vocabulary."""
    folder = write_model(tmp_path / "model")
    first = read_model(folder)
    assert first.folder == folder
    assert first.identity == read_model(folder).identity
    (folder / "vocab.txt").write_text("other")
    other = read_model(folder)
    write_model(folder, 6)
    assert len({first.identity, other.identity, read_model(folder).identity}) == 3


def test_model_in_a_subfolder(tmp_path: Path) -> None:
    """Many models are published in a folder of their own, with the vocabulary above."""
    folder = write_model(tmp_path / "model")
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert read_model(folder).path == folder / "onnx" / "model.onnx"


@pytest.mark.parametrize(
    ("missing", "reason"), [("model.onnx", "has no model"), ("vocab.txt", "has no vocabulary")]
)
def test_missing(tmp_path: Path, missing: str, reason: str) -> None:
    """What is missing is named, with the folder."""
    folder = write_model(tmp_path / "model")
    (folder / missing).unlink()
    with pytest.raises(MeaningProblem, match=rf"{re.escape(str(folder))}: the folder {reason}"):
        read_model(folder)


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to install the model."""
    monkeypatch.setattr(model, "find_spec", lambda _: None)
    with pytest.raises(MeaningProblem, match=r"pip install 'transcript-searcher\[meaning\]'"):
        read_model()


def test_installed_but_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the packages that was cut or replaced is refused."""
    folder = write_model(tmp_path / "model")
    files = {"model.onnx": folder / "model.onnx"}
    monkeypatch.setattr(model, "_installed", lambda _, name: files.get(name, folder / "vocab.txt"))
    with pytest.raises(MeaningProblem, match="not the one that was tried"):
        read_model()


def test_folder_for_a_file(tmp_path: Path) -> None:
    """What is no regular file is not read."""
    folder = write_model(tmp_path / "model")
    (folder / "vocab.txt").unlink()
    (folder / "vocab.txt").mkdir()
    with pytest.raises(MeaningProblem, match="has no vocabulary"):
        read_model(folder)
