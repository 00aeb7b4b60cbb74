"""Words that were said one right after the other."""

from itertools import pairwise
from pathlib import Path

from corpus.model import Program
from index.library.library import Library
from index.update.update import update
from searcher.suggest.neighbours import said_between, turns_with_pairs
from tests.oracle import spoken


def test_agrees_with_a_scan(samples_index: Path, sample_programs: list[Program]) -> None:
    """Every pair of neighbours is found, in as many turns; what nobody said is left out."""
    said: dict[tuple[str, str], int] = {}
    for program in sample_programs:
        for turn in program.turns:
            for pair in set(pairwise(spoken(turn.text))):
                said[pair] = said.get(pair, 0) + 1
    with Library.open(samples_index) as library:
        assert turns_with_pairs(said, library) == said
        turned = {(second, first) for first, second in said}
        expected = {pair: said[pair] for pair in turned if pair in said}
        assert turns_with_pairs([*turned, ("zyzzyva", "the")], library) == expected
        assert turns_with_pairs([], library) == {}


pairs_of = [(one, other) for one in "abc" for other in "abc"]


def test_between_agrees_with_a_scan(samples_index: Path, sample_programs: list[Program]) -> None:
    """The words before, between and after two words, wherever these occur."""
    turns = [spoken(turn.text) for program in sample_programs for turn in program.turns]
    runs = [run for said in turns for run in zip(said, said[1:], said[2:], strict=False)]
    with Library.open(samples_index) as library:
        for run in runs[::101]:
            for hole in range(3):
                around = run[:hole], run[hole + 1 :]
                expected: dict[str, int] = {}
                for said in turns:
                    here = zip(said, said[1:], said[2:], strict=False)
                    found = {r[hole] for r in here if (r[:hole], r[hole + 1 :]) == around}
                    expected |= {word: expected.get(word, 0) + 1 for word in found}
                assert said_between(*around, library, 1000) == expected
        assert said_between(["the"], ["zyzzyva"], library, 1000) == {}


def test_repeated_words_first_words_and_deleted_turns(tmp_path: Path) -> None:
    """A turn counts once, the end of a turn is beside no other, what was deleted is gone."""
    files = tmp_path / "files"
    files.mkdir()
    talk = ["b a a a", "a", "b a b a", "c", "a b"]
    for name in ("kept", "gone"):
        lines = "\n".join(f"{'AB'[i % 2]}nn: {text}" for i, text in enumerate(talk))
        lines += "\n" * len(name) if name == "gone" else ""  # else it is a copy
        (files / f"{name}.txt").write_text(lines, "utf-8")
    index = tmp_path / "index"
    assert not update(index, [files]).skipped
    expected = {("b", "a"): 2, ("a", "a"): 1, ("a", "b"): 2}
    with Library.open(index) as library:
        doubled = {pair: 2 * count for pair, count in expected.items()}
        assert turns_with_pairs(pairs_of, library) == doubled
    (files / "gone.txt").unlink()
    update(index, [files])
    with Library.open(index) as library:
        assert turns_with_pairs(pairs_of, library) == expected
