"""An encoder gives a vector of length 1 for each text, whatever the model gives."""

import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import MeaningProblem
from index.meaning.encoder import BATCH, OnnxEncoder
from index.meaning.model import read_model
from tests.index.meaning.models import DIMENSIONS, write_model


@pytest.mark.parametrize("pooled", [False, True])
def test_vectors(tmp_path: Path, pooled: bool) -> None:
    """Texts of one concept are near, in whatever order and batch they are encoded."""
    encoder = OnnxEncoder(read_model(write_model(tmp_path / "model", pooled=pooled)), threads=1)
    assert encoder.dimensions == DIMENSIONS
    texts = ["car " * (number % 7 + 1) + "bread" * (number % 2) for number in range(3 * BATCH)]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-6)
    if not pooled:
        # A model that pools by itself may count the padding.
        assert together == pytest.approx(alone, abs=1e-6)
    car, automobile, bread = encoder.encode(["car", "Automobile", "bread"])
    assert car @ automobile == pytest.approx(1, abs=1e-5)
    assert car @ bread < 0.5


def test_long_and_empty_texts(tmp_path: Path) -> None:
    """The end of a very long text is not read; an empty one has a vector, too."""
    encoder = OnnxEncoder(read_model(write_model(tmp_path / "model")), threads=1)
    long, longer, empty = encoder.encode(["car " * 300, "car " * 300 + "bread " * 300, ""])
    assert long == pytest.approx(longer)
    assert np.isfinite(empty).all()


@pytest.mark.parametrize("name", ["model.onnx", "vocab.txt"])
@pytest.mark.parametrize("left", [0, 20])
def test_cut(tmp_path: Path, name: str, left: int) -> None:
    """A file that was cut is named, in one line."""
    folder = write_model(tmp_path / "model")
    (folder / name).write_bytes((folder / name).read_bytes()[:left])
    with pytest.raises(MeaningProblem, match=name) as raised:
        OnnxEncoder(read_model(folder))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """The message says what is missing and how to install it."""
    folder = write_model(tmp_path / "model")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MeaningProblem, match=rf"{package}: it is not installed; .*pip install"):
        OnnxEncoder(read_model(folder))


@pytest.mark.slow
def test_installed_model() -> None:
    """The model of the extra `meaning` knows a subject without a common word."""
    encoder = OnnxEncoder(read_model())
    question, answer, other = encoder.encode(
        [
            "How can houses be protected from high water?",
            "We should raise the flood wall before the next storm.",
            "My grandmother baked with rye and a spoon of honey.",
        ]
    )
    assert encoder.dimensions == 384
    assert question @ answer > question @ other + 0.2
