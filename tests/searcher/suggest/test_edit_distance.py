"""Distances with cheaper edits, for many words at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.suggest.edit_distance import BREAK, LONGEST, Bytes, Comparison, Costs, Words
from searcher.suggest.lexicon import LETTER_COSTS
from searcher.suggest.phonetic import COSTS

SOME = Costs({"a": 2, "e": 2, "h": 1}, {"ae": 1, "td": 1, "mn": 2}, doubled="tmx")


def cost(asked: str, other: str, costs: Costs) -> int:
    """What it costs to make one word of another, by the whole table."""

    def gap(word: str, i: int) -> int:
        again = i > 0 and word[i] == word[i - 1]
        symbol = np.array([ord(word[i])], np.uint8)
        return int(costs.gaps(symbol, symbol)[0] if again else costs.gap[symbol[0]])

    table = [[0] * (len(other) + 1) for _ in range(len(asked) + 1)]
    for i in range(len(asked) + 1):
        for j in range(len(other) + 1):
            ways = [0] if i == j == 0 else []
            if i:
                ways.append(table[i - 1][j] + gap(asked, i - 1))
            if j:
                ways.append(table[i][j - 1] + gap(other, j - 1))
            if i and j:
                pair = costs.pair[ord(asked[i - 1]), ord(other[j - 1])]
                ways.append(table[i - 1][j - 1] + int(pair))
            if i > 1 and j > 1 and asked[i - 2 : i] == other[j - 1] + other[j - 2]:
                ways.append(table[i - 2][j - 2] + 4)
            table[i][j] = min(ways)
    return table[-1][-1]


def coded(*words: str) -> Words:
    """Words as symbols."""
    return Words.of(np.frombuffer("".join(f"{word}\n" for word in words).encode(), np.uint8))


def by_row(found: tuple[np.ndarray, Bytes], count: int) -> dict[int, list[int]]:
    """For each row its distances; those that were left out are far from every part."""
    rows, distances = found
    assert len(set(rows.tolist())) == len(rows)
    return {row: distances[:, i].tolist() for i, row in enumerate(rows.tolist())}


some_costs = st.sampled_from([SOME, COSTS, LETTER_COSTS])
some_words = st.text(st.sampled_from("aehtdmnx"), max_size=8)


@given(some_words.filter(bool), st.lists(some_words, max_size=12), some_costs, st.integers(0, 40))
def test_agrees_with_the_whole_table(
    asked: str, others: list[str], costs: Costs, most: int
) -> None:
    """To leave words out early, and to look at all of them together, changes no distance."""
    comparison = Comparison(coded(asked)[0], coded(*others), costs, most)
    before, after = by_row(comparison.before, len(asked)), by_row(comparison.after, len(asked))
    for row, other in enumerate(others):
        for i in range(len(asked) + 1):
            first = cost(asked[:i], other, costs)
            # Backward it is the first of two that follows itself.
            last = cost(asked[i:][::-1], other[::-1], costs)
            for found, expected in ((before, first), (after, last)):
                if other and expected <= most:
                    assert found[row][i] == expected, (other, i)
                elif other and row in found:
                    assert found[row][i] > most


@pytest.mark.parametrize("word", ["bm" * (LONGEST // 2), "xmb" * (LONGEST // 3), "b" * LONGEST])
def test_the_longest_words_cost_less_than_a_byte_holds(word: str) -> None:
    """What is most different from the longest word is still compared correctly."""
    others = ["q" * LONGEST, "qj" * (LONGEST // 2), "q", word, "q" * (LONGEST + 1)]
    comparison = Comparison(coded(word)[0], coded(*others), COSTS, 4 * LONGEST)
    rows, distances = comparison.before
    found = dict(zip(rows.tolist(), distances[-1].tolist(), strict=True))
    assert found == {i: cost(word, other, COSTS) for i, other in enumerate(others[:4])}


def test_no_words_and_empty_words() -> None:
    """Nothing is near where there is nothing."""
    for words in (coded(), coded("", ""), Words.of(np.empty(0, np.uint8))):
        comparison = Comparison(coded("am")[0], words, SOME, 40)
        assert comparison.before[0].tolist() == comparison.after[0].tolist() == []
    assert coded("").symbols.tolist() == [BREAK]


def test_no_edit_is_free_or_dear() -> None:
    """What leaves words out early relies on it."""
    for costs in (COSTS, LETTER_COSTS):
        others = costs.pair[~np.eye(256, dtype=bool)]
        assert set(others.tolist()) <= {1, 2, 3, 4}
        assert set(costs.gap.tolist()) <= {1, 2, 3, 4}
        assert (costs.pair == costs.pair.T).all()
