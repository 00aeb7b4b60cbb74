"""The encoder: what texts mean, as vectors, by a sentence model that ONNX Runtime runs."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import MeaningProblem
from index.meaning.model import INSTALL, Model
from index.meaning.quantised import Floats

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

#: The most tokens of a text that are read: longer ones were not in the training of such models.
_TOKENS = 256
#: Texts that are encoded at once.
BATCH = 16
_OTHER = "name another model with --model"


class Encoder(Protocol):
    """What makes vectors of texts.

    Attributes:
        identity: of its model. Vectors of different models cannot be compared.
        folder: the folder of the model; None for the installed one.
        dimensions: how many components a vector has.
    """

    @property
    def identity(self) -> str:
        """Of the model."""
        ...

    @property
    def folder(self) -> Path | None:
        """Of the model."""
        ...

    @property
    def dimensions(self) -> int:
        """Of each vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text, one in each row."""
        ...


class OnnxEncoder:
    """An encoder of a model in ONNX format.

    The vector of a text is what the model gives for it, or the mean of what it gives for its
    tokens.

    Args:
        model: the model.
        threads: how many to use; None for as many as there are cores.

    Raises:
        MeaningProblem: what runs models is not installed, or the model cannot be loaded.
    """

    def __init__(self, model: Model, threads: int | None = None) -> None:
        self._model = model
        self.identity = model.identity
        self.folder = model.folder
        self._tokenizer = _tokenizer(model)
        self._session = _session(model, threads or os.cpu_count() or 1)
        self._inputs = [each.name for each in self._session.get_inputs()]
        self.dimensions = self.encode(["searcher"]).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text. Texts of about one length are encoded together.

        Raises:
            MeaningProblem: the model cannot be run.
        """
        tokens = [each.ids for each in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
        batches = (order[start : start + BATCH] for start in range(0, len(order), BATCH))
        vectors = np.concatenate([self._encoded([tokens[row] for row in rows]) for rows in batches])
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        ordered: Floats = vectors[back]
        return ordered

    def _encoded(self, tokens: Sequence[Sequence[int]]) -> Floats:
        width = max(1, *map(len, tokens))
        ids = np.zeros((len(tokens), width), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(tokens):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            out = self._session.run(None, {name: given[name] for name in self._inputs})[0]
            vectors = _pooled(np.asarray(out, np.float32), mask)
        except Exception as error:
            # The errors of ONNX Runtime have no common base.
            reason = f"the model cannot be run ({_first_line(error)})"
            raise MeaningProblem(self._model.path, reason, _OTHER) from error
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        return unit


def _pooled(out: Floats, mask: npt.NDArray[np.int64]) -> Floats:
    """One vector for each text."""
    if out.ndim == 2:
        return out
    if out.ndim != 3:
        raise ValueError(f"it gives arrays of {out.ndim} dimensions, not of 2 or 3")
    sums: Floats = np.einsum("tws,tw->ts", out, mask.astype(np.float32))
    counts: Floats = np.maximum(mask.sum(axis=1, keepdims=True), 1).astype(np.float32)
    sums /= counts
    return sums


def _session(model: Model, threads: int) -> "InferenceSession":
    try:
        import onnxruntime
    except ImportError as error:
        raise MeaningProblem("onnxruntime", "it is not installed", INSTALL) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait must not take the time of other processes.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            model.weights, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # As above.
        reason = f"the file is no model that can be loaded ({_first_line(error)})"
        raise MeaningProblem(model.path, reason, _OTHER) from error


def _tokenizer(model: Model) -> "Tokenizer":
    try:
        import tokenizers
    except ImportError as error:
        raise MeaningProblem("tokenizers", "it is not installed", INSTALL) from error
    try:
        if model.tokenizer.suffix == ".json":
            found = tokenizers.Tokenizer.from_str(model.vocabulary.decode())
        else:
            found = _word_pieces(model.vocabulary.decode())
        found.no_padding()
        found.enable_truncation(_TOKENS)
    except Exception as error:
        # The errors of tokenizers have no base but this.
        reason = f"the file is no vocabulary that can be loaded ({_first_line(error)})"
        raise MeaningProblem(model.tokenizer, reason, _OTHER) from error
    return found


def _word_pieces(vocabulary: str) -> "Tokenizer":
    """The tokenizer of a vocabulary as BERT has it: a piece of a word in each line."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = {piece: number for number, piece in enumerate(vocabulary.split("\n")) if piece}
    model: Any = models.WordPiece(pieces, unk_token="[UNK]")
    found = Tokenizer(model)
    # A vocabulary without capital letters is of texts without them.
    lower = not any(piece[0].isupper() for piece in pieces)
    found.normalizer = normalizers.BertNormalizer(lowercase=lower)
    found.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    found.post_processor = processors.BertProcessing(
        ("[SEP]", pieces["[SEP]"]), ("[CLS]", pieces["[CLS]"])
    )
    return found


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).split("\n")[0][:200]
