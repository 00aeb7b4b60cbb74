"""The inflections of many words at once are those of each word by itself."""

import pytest

from corpus.model import Program
from index.text.tokenizer import forms
from searcher.inflect import inflections
from searcher.inflect.families import families

#: Words of which several are forms of one, for languages that the samples lack.
OTHERS = {
    "de": "haus hauser hauses gehen ging gegangen arzt arzte schon schoner",
    "fr": "cheval chevaux parler parle parlait l etat etats",
    "ko": "병원 병원에 병원은 환자가 환자",
    "zh": "骨 髓 瘤 癌",
    "ja": "骨 髄",
    "xx": "one ones",
}


@pytest.mark.parametrize("language", ["en", "es", "en-US", *OTHERS])
def test_as_one_by_one(language: str, sample_programs: list[Program]) -> None:
    """For each word of the samples, and some more, in each kind of language."""
    said = {
        word for program in sample_programs for turn in program.turns for word in forms(turn.text)
    }
    vocabulary = sorted(said | set(OTHERS.get(language, "").split()))
    if language not in ("en", "es", "en-US"):
        vocabulary = [*OTHERS[language].split(), *vocabulary[:300]]
    asked = [*vocabulary, "maintaining", "nonsuch"]
    found = dict(families(asked, vocabulary, language))
    for word in asked:
        expected = inflections(
            word, lambda prefix: [each for each in vocabulary if each.startswith(prefix)], language
        )
        assert set(found.get(word, [])) == set(expected) - {word}, word
