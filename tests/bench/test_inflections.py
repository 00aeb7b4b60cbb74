"""The measurement of inflections runs, and says of a method what is true of it."""

from collections import Counter
from pathlib import Path

from corpus.model import Program, Turn
from searcher.inflect import english
from tests.bench import inflected_corpora as corpora
from tests.bench import inflected_languages, inflections


def exact(word: str) -> frozenset[str]:
    """No inflections."""
    return frozenset((word,))


def test_what_is_written_by_hand() -> None:
    """Without inflections nothing meets; rules and tables do better than any stemmer."""
    nothing = inflections.by_hand(exact)
    assert (nothing.recall, nothing.whole, nothing.false) == (0, 0, 0)
    found = {name: inflections.by_hand(keys) for name, keys in inflections.installed().items()}
    ours = found["rules and tables"]
    for name in ("Porter2 (Whoosh)", "Snowball 3 (PyStemmer)"):
        assert ours.recall > found[name].recall
        assert ours.false < found[name].false
    assert found["rules and tables, no nouns of verbs"].recall < ours.recall


def test_classes_of_a_vocabulary() -> None:
    """The size of the class of each word, as a mean over words and over what is said."""
    vocabulary = Counter({"treat": 1, "treats": 1, "zebra": 2})
    measured = corpora.classes(english.bases, vocabulary)
    assert (measured.alone, measured.mean, measured.largest) == (0.333, 1.667, (2, "treats"))
    assert measured.spoken == 1.5
    assert set(corpora.microseconds(vocabulary, 20)) == {"median", "p95"}


def test_relevance(tmp_path: Path) -> None:
    """A question whose answer uses another form is answered with inflections only."""
    said = [*["the weather is fine"] * 12, "she went home"]
    turns = tuple(Turn(number, "A", "A", text) for number, text in enumerate(said, 1))
    program = Program(id="talk", title="Talk", path="talk.txt", format="labelled", turns=turns)
    questions = tmp_path / "queries.jsonl"
    questions.write_text('{"program": "talk", "query": "who goes", "turns": [13]}\n', "utf-8")
    assert corpora.relevance(english.bases, [program], questions) == {"nDCG@10": 1, "hit@10": 1}
    assert corpora.relevance(exact, [program], questions) == {"nDCG@10": 0, "hit@10": 0}


def test_a_dictionary_of_another_language() -> None:
    """Forms that lost their accents meet through ours, and through the stemmer alone do not."""
    pairs = {"tenían": "tener", "casas": "casa"}
    assert inflected_languages._one_language("es", pairs, 10) == {
        "written": 1, "folded": 0.5, "ours": 1, "precision": 1,
    }  # fmt: skip


def test_plurals() -> None:
    """A line counts if all of its words meet; the stemmer alone is measured beside ours."""
    assert inflected_languages.plurals(["es vez veces", "es casa casas", "pt animal mesa"]) == {
        "es": {"folded": 0.5, "ours": 1.0},
        "pt": {"folded": 0.0, "ours": 0.0},
    }
