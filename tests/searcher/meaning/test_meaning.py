"""A question finds what means the same; what cannot be used is told, and the words decide."""

import sys
from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.meaning import names
from index.meaning.encoder import OnnxEncoder
from index.meaning.model import read_model
from index.update.encode import encode
from index.update.update import write_programs
from searcher.archive import Archive
from searcher.engines.results import Results
from tests.index.meaning.models import write_model

QUESTION = "What is wrong with the automobile?"


def program(name: str, *texts: str) -> Program:
    """A program of one speaker."""
    turns = tuple(Turn(number, "Ann", "Ann", text) for number, text in enumerate(texts, start=1))
    return Program(name, name, "", "", turns=turns, participants=(Participant("Ann", ("Ann",)),))


PROGRAMS = [
    program("garage", "The car would not start, and this car is old. " * 5),
    program("bakery", "The bread is done when the loaf sounds hollow. " * 5),
    program("clinic", "The physician said that everything was wrong, very wrong. " * 5),
]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The folder of a model."""
    return write_model(tmp_path / "model")


@pytest.fixture
def directory(tmp_path: Path, model: Path) -> Path:
    """An index with vectors."""
    write_programs(tmp_path / "index", PROGRAMS)
    encode(tmp_path / "index", OnnxEncoder(read_model(model)))
    return tmp_path / "index"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The same index without vectors."""
    write_programs(tmp_path / "plain", PROGRAMS)
    return tmp_path / "plain"


def found(directory: Path, question: str = QUESTION, **how: object) -> Results:
    """What a search finds in a new archive."""
    with Archive.open(directory) as archive:
        return archive.search(question, **how)  # type: ignore[arg-type]


def order(results: Results) -> list[tuple[str, int]]:
    """The quotes of results."""
    return [(quote.program.id, quote.turn.number) for quote in results.quotes]


def test_other_words(directory: Path, plain: Path) -> None:
    """What is said in other words is found; without vectors it is not."""
    by_words, by_meaning = found(plain), found(directory)
    assert order(by_words) == [("clinic", 1)]
    # In a small index every passage is among the nearest; the subject of the bakery comes last.
    assert set(order(by_meaning)[:2]) == {("garage", 1), ("clinic", 1)}
    assert (by_words.by_meaning, by_meaning.by_meaning) == (False, True)
    assert by_meaning.total == by_words.total == 1


def test_no_word(directory: Path, plain: Path) -> None:
    """Where nobody says a word of the question, what means the same is all that is found."""
    question = "How does an automobile work?"
    assert found(plain, question).total == 0
    results = found(directory, question)
    assert order(results) == [("garage", 1)]
    assert results.total == 1


def test_filters(directory: Path) -> None:
    """Filters hold for what means the same, too."""
    assert order(found(directory, program="clinic")) == [("clinic", 1)]
    assert order(found(directory, program="garage")) == [("garage", 1)]
    assert order(found(directory, program="bakery")) == []


def test_no_question(directory: Path, plain: Path) -> None:
    """A search that is no question, and one that is strict, is that of its words alone."""
    for search, strict in (("automobile", False), ("wrong physician", False), (QUESTION, True)):
        results = found(directory, search, strict=strict)
        assert order(results) == order(found(plain, search, strict=strict))
        assert not results.by_meaning
        assert not results.hints or results.hints[0].kind != "no_meaning"


def test_explained(directory: Path) -> None:
    """The part of the meaning is named, and the parts sum to the score."""
    for quote in found(directory, explain=True).quotes:
        parts = dict(quote.explanation)
        assert parts["its passage means the same"] > 0
        assert sum(parts.values()) == pytest.approx(quote.score)


def test_seen_while_open(plain: Path, model: Path) -> None:
    """An archive that is open uses vectors as soon as they are there."""
    with Archive.open(plain) as archive:
        assert not archive.search(QUESTION).by_meaning
        encode(plain, OnnxEncoder(read_model(model)))
        assert archive.search(QUESTION).by_meaning


def test_several_indexes(directory: Path, plain: Path) -> None:
    """Each index is asked with what it has."""
    with Archive.open(directory, plain) as archive:
        results = archive.search(QUESTION)
    assert results.by_meaning
    assert ("garage", 1) in order(results)


def _cut_vectors(directory: Path, _: Path) -> None:
    path = directory / names.NAME
    path.write_bytes(path.read_bytes()[:-100])


def _older_vectors(directory: Path, _: Path) -> None:
    old = (directory / names.NAME).read_bytes()
    write_programs(directory, [program("new", "Nothing.")])
    (directory / names.NAME).write_bytes(old)


def _no_model(_: Path, model: Path) -> None:
    (model / "model.onnx").unlink()


def _cut_model(_: Path, model: Path) -> None:
    (model / "model.onnx").write_bytes((model / "model.onnx").read_bytes()[:-50])


def _other_size(_: Path, model: Path) -> None:
    write_model(model, 5)


def _other_model(_: Path, model: Path) -> None:
    (model / "vocab.txt").write_text((model / "vocab.txt").read_text() + "more\n")


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (_cut_vectors, "bytes long, and was written with"),
        (_older_vectors, "the vectors are of an older state of the index"),
        (_no_model, "the folder has no model"),
        (_cut_model, "the file is no model that can be loaded"),
        (_other_size, "the vectors have 8 components, those of the model 5"),
        (_other_model, "the vectors are of another model"),
    ],
)
def test_problems(directory: Path, plain: Path, model: Path, break_it: object, reason: str) -> None:
    """One line says what cannot be used and what to do; the words go on to decide."""
    assert callable(break_it)
    break_it(directory, model)
    with Archive.open(directory) as archive:
        for _ in range(2):
            results = archive.search(QUESTION)
            assert order(results) == order(found(plain))
            assert not results.by_meaning
            (hint,) = [hint for hint in results.hints if hint.kind == "no_meaning"]
            assert reason in hint.near
            assert "\n" not in hint.near


def test_not_installed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what runs the model, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    (hint,) = [hint for hint in found(directory).hints if hint.kind == "no_meaning"]
    assert "pip install 'transcript-searcher[meaning]'" in hint.near


@pytest.fixture
def installed(tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with vectors of a model that is installed; that model knows English only."""
    read = read_model(model)._replace(folder=None)
    write_programs(tmp_path / "installed", PROGRAMS)
    encode(tmp_path / "installed", OnnxEncoder(read))
    monkeypatch.setattr("searcher.meaning.meaning.read_model", lambda _: read)
    return tmp_path / "installed"


def test_another_language(installed: Path) -> None:
    """The installed model does not know other languages: that is told."""
    assert found(installed).by_meaning
    results = found(installed, "Quelle automobile est wrong?")
    assert order(results) == [("clinic", 1)]
    (hint,) = [hint for hint in results.hints if hint.kind == "no_meaning"]
    assert "no small word of English" in hint.near
