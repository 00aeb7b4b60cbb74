"""The search in the browser finds what a search of the index finds."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from corpus.model import Program
from index.text.tokenizer import words
from searcher.archive import Archive
from searcher.publish import names

#: What a search of a site knows of the tiers: the words of a question and its answer are no tier.
_FOUND = """async (typed) => {
  const archive = await opened();
  const { tiers } = await search(archive, typed);
  return tiers.length === 0 ? [] : await Promise.all(tiers[0].turns.map(async (number) => {
    const turn = await turnOf(archive, number);
    return `${turn.program.file} ${turn.turn}`;
  }));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The first page, from the disk."""
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    yield page
    page.close()


def test_the_words_of_texts_are_those_of_the_index(
    page: Page, sample_programs: list[Program]
) -> None:
    """The tokenizer in the browser and that of the index agree on every sample, and on signs."""
    texts = [turn.text for program in sample_programs for turn in program.turns]
    texts += [
        "U.S. and the U.S.A., t(4;14), 0.1 of 1,000 or 20mg; don’t, l’État, C++ and C#",
        "Das Große Ærø, Łódź, naïve café, straße IL-6 COVID-19 1990's 7am",
        "骨髄腫の治療 и терапия κύτταρα 3D 5k x86_64 snake_case",
    ]
    found = page.evaluate("texts => texts.map(text => [...words(text)])", texts)
    for text, there in zip(texts, found, strict=True):
        expected = [(word.text, text[word.start : word.end]) for word in words(text)]
        assert [(each["form"], text[each["start"] : each["end"]]) for each in there] == expected


def _searches(programs: list[Program]) -> Iterator[str]:
    """Words, phrases, words apart, exact phrases and exclusions, drawn from what is said."""
    draw = random.Random(7)
    said = [
        [word.text for word in words(turn.text)] for program in programs for turn in program.turns
    ]
    every = sorted({word for turn in said for word in turn})
    long = [turn for turn in said if len(turn) > 6]
    yield from draw.sample(every, 120)
    for _ in range(60):
        turn = draw.choice(long)
        at = draw.randrange(len(turn) - 3)
        yield " ".join(turn[at : at + 2])
        yield f'"{" ".join(turn[at : at + 3])}"'
        yield f"{draw.choice(turn)} -{draw.choice(every)}"
        yield f'{draw.choice(turn)} "{" ".join(turn[at : at + 2])}"'


def test_a_search_finds_what_the_index_finds(
    page: Page, archive: Archive, sample_programs: list[Program]
) -> None:
    """The turns of the first tier are the same, in the same order."""
    ran = 0
    for typed in _searches(sample_programs):
        found = archive.search(typed, strict=True, limit=1000, synonyms=False, copies=True)
        if found.tier not in (None, "phrase", "all"):
            continue
        expected = [f"{names.of_program(quote.program.id)} {quote.turn.number}" for quote in found]
        assert page.evaluate(_FOUND, typed) == expected, typed
        ran += 1
    assert ran > 250
