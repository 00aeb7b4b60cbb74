"""Small models for tests: a word means its concept, and words of one concept mean the same."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.meaning.quantised import Floats
from index.text.tokenizer import words

#: Words that mean the same.
CONCEPTS: Mapping[str, int] = {
    "car": 1, "automobile": 1, "vehicle": 1,
    "bread": 2, "loaf": 2, "dough": 2,
    "flood": 3, "water": 3, "river": 3,
    "doctor": 4, "physician": 4,
}  # fmt: skip
DIMENSIONS = 8


class WordEncoder:
    """An encoder without a model: the sum of the concepts of the words of a text.

    Attributes:
        texts: what was encoded, in order.
        stop_after: raise an interrupt when so many texts were encoded; None for never.
    """

    folder: Path | None = Path("somewhere")

    def __init__(self, identity: str = "words", dimensions: int = DIMENSIONS) -> None:
        self.identity = identity
        self.dimensions = dimensions
        self.texts: list[str] = []
        self.stop_after: int | None = None

    def encode(self, texts: Sequence[str]) -> Floats:
        """A vector of length 1 for each text."""
        if self.stop_after is not None and len(self.texts) + len(texts) > self.stop_after:
            raise KeyboardInterrupt
        self.texts += texts
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.1
            for word in words(text):
                # A word without a concept makes texts differ a little.
                concept = CONCEPTS.get(word.text, 0)
                vectors[row, concept or 5 + len(word.text) % 3] += 1 if concept else 0.01
        unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def write_model(folder: Path, dimensions: int = DIMENSIONS, *, pooled: bool = False) -> Path:
    """Write a model in ONNX format with its vocabulary to a folder, and return the folder.

    The vector of a token is that of its concept; nothing else is learned.

    Args:
        folder: the folder, which is made.
        dimensions: how many components a vector has.
        pooled: whether the model gives a vector for each text, not for each token.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *CONCEPTS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    table = np.full((len(vocabulary), dimensions), 0.01, np.float32)
    for number, word in enumerate(vocabulary):
        if word in CONCEPTS:
            table[number, CONCEPTS[word]] = 1
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["tokens"])]
    if pooled:
        nodes.append(helper.make_node("ReduceSum", ["tokens", "axes"], ["out"], keepdims=0))
    shape: list[str | int] = ["texts", "width", dimensions]
    del shape[1 : 1 + pooled]
    graph = helper.make_graph(
        nodes,
        "words",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "width"])],
        [helper.make_tensor_value_info("out" if pooled else "tokens", TensorProto.FLOAT, shape)],
        [
            numpy_helper.from_array(table, "table"),
            *([numpy_helper.from_array(np.array([1]), "axes")] if pooled else []),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    return folder
