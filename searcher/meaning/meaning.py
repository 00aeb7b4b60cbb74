"""The vectors of an opened index, and the model that made them: loaded when a question comes."""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from index.errors import IndexProblem, MeaningProblem
from index.library.library import Library
from index.meaning.encoder import Encoder, OnnxEncoder
from index.meaning.model import read_model
from index.meaning.vectors import Vectors
from searcher.meaning.likeness import Likeness
from searcher.query.light_words import ASKING, LIGHT
from searcher.query.question import COMPARING
from searcher.syntax.lexer import QueryWord

#: Words that make a question English.
_ENGLISH = LIGHT | ASKING | COMPARING
_AGAIN = "run `searcher index --meaning`"

Read = TypeVar("Read")


class Meaning:
    """What the passages of one index mean. Several threads may share it.

    Args:
        library: the index.
        encoder: what makes the vector of a question; None for the model of the vectors.
    """

    def __init__(self, library: Library, encoder: Encoder | None = None) -> None:
        self._library = library
        self._encoder = encoder
        self._vectors: Vectors | None = None
        self._problem: MeaningProblem | None = None
        self._lock = threading.Lock()

    def of(self, question: str, words: Sequence[QueryWord]) -> Likeness:
        """How like a question the passages are.

        Raises:
            MeaningProblem: the vectors or the model cannot be used, or the model does not know
                the language of the question. What is wrong with a file is found once.
        """
        vectors, encoder = self._loaded()
        if encoder.folder is None and _ENGLISH.isdisjoint(word.form for word in words):
            raise MeaningProblem(
                question,
                "the question has no small word of English, and the model knows only English",
                "take a model of more languages: `searcher index --meaning --model FOLDER`",
            )
        near = self._checked(lambda: vectors.cosines(encoder.encode([question])[0]))
        return Likeness(vectors, self._library.program_numbers, near)

    def close(self) -> None:
        """Close the vectors."""
        if self._vectors is not None:
            self._vectors.close()

    def _loaded(self) -> tuple[Vectors, Encoder]:
        with self._lock:
            if self._problem is None:
                try:
                    return self._checked(self._load)
                except MeaningProblem as problem:
                    self._problem = problem
            raise self._problem

    @staticmethod
    def _checked(read: Callable[[], Read]) -> Read:
        """What a function reads; damage is a problem of the vectors, not of the index."""
        try:
            return read()
        except MeaningProblem:
            raise
        except IndexProblem as problem:
            raise MeaningProblem(problem.path, problem.reason, _AGAIN) from problem

    def _load(self) -> tuple[Vectors, Encoder]:
        if self._vectors is None:
            vectors = Vectors(self._library.path, self._library.generation)
            vectors.refuse_beyond(self._library.size)
            self._vectors = vectors
        if self._encoder is None:
            self._encoder = OnnxEncoder(read_model(self._vectors.file.folder))
        self._vectors.refuse_model(self._encoder.identity, self._encoder.dimensions)
        return self._vectors, self._encoder
