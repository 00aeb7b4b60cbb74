"""Verdicts on quotations from the samples."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus.model import Program, Turn
from index.text.tokenizer import words
from index.update.update import update
from searcher.archive import Archive
from searcher.errors import RequestError
from searcher.verify.quotation import MOST_WORDS
from searcher.verify.verdict import Kind, Ruling, Verdict

#: In no sample.
NONSENSE = "zyzzyva"

IRON = "Iron forgives a lot, but it won't forgive thirty winters without maintenance."


@pytest.fixture(scope="module")
def opened(samples_index: Path) -> Iterator[Archive]:
    """The samples."""
    with Archive.open(samples_index) as archive:
        yield archive


def seen(verdict: Verdict) -> list[tuple[str, str, str]]:
    """The differences of a verdict: kind, what was said, what was quoted."""
    return [(one.kind.value, one.said, one.quoted) for one in verdict.differences]


def test_verbatim(opened: Archive) -> None:
    """The same words: who, where, and which characters."""
    verdict = opened.verify(f"“{IRON}”", "Pellow")
    assert (verdict.ruling, verdict.speaker, verdict.ascribed) == (
        "verbatim",
        "Tamsin Pellow",
        True,
    )
    (place,) = verdict.places
    (span,) = place.quote.spans
    assert place.quote.turn.text[slice(*span)] == IRON.rstrip(".")
    assert (place.quote.program.id, place.near, verdict.said) == ("lighthouse", 1.0, 1)
    assert verdict.is_right


@pytest.mark.parametrize(
    ("quoted", "kind"),
    [
        ("iron forgives a lot", None),
        ("IRON forgives a lot", "case"),
        ("Iron forgives a lot but it won’t forgive", "punctuation"),
        ("Iron forgives a lot, but it won’t forgive", None),
        ("it will not forgive thirty winters without maintenance", "contraction"),
        ("it won't forgive 30 winters without maintenance", "number"),
    ],
)
def test_print_and_spelling(opened: Archive, quoted: str, kind: str | None) -> None:
    """Typographic marks and the first letter do not count; other print leaves it cleaned."""
    verdict = opened.verify(quoted)
    assert verdict.ruling == ("cleaned" if kind else "verbatim")
    assert [one.kind for one in verdict.differences] == ([kind] if kind else [])
    assert verdict.is_right


@pytest.mark.parametrize(
    ("quoted", "differences", "meaning"),
    [
        (IRON.replace("winters", "summers"), [("replaced", "winters", "summers")], None),
        (IRON.replace("won't", "will"), [("replaced", "won't", "will")], "negation"),
        (IRON.replace("thirty", "forty"), [("replaced", "thirty", "forty")], "number"),
        (IRON.replace("a lot", "a whole lot"), [("inserted", "", "whole")], None),
        (IRON.replace("thirty ", ""), [("deleted", "thirty", "")], "number"),
        (IRON.replace("maintenance", "paint"), [("replaced", "maintenance", "paint")], None),
        (IRON.replace("Iron", "Steel"), [("replaced", "Iron", "Steel")], None),
    ],
)
def test_altered(
    opened: Archive, quoted: str, differences: list[tuple[str, str, str]], meaning: str | None
) -> None:
    """Each word that differs is named, and what may change the meaning."""
    verdict = opened.verify(quoted, "Tamsin Pellow")
    assert (verdict.ruling, verdict.ascribed, verdict.is_right) == ("altered", True, False)
    assert seen(verdict) == differences
    assert verdict.differences[0].meaning == meaning
    start, end = verdict.differences[0].span
    assert verdict.text[start:end] == differences[0][2]


@pytest.mark.parametrize(
    ("said", "quoted", "kinds"),
    [
        ("yeah, I mean, I would mend the roof first", "yeah I would mend the roof first",
         ["filler"]),
        ("we would, uh, mend, you know, the old roof", "we would mend the old roof",
         ["filler", "filler"]),
        ("we would we would mend the old roof first", "we would mend the old roof first", []),
        ("the roof was, um, was never dry", "the roof was never dry", ["repetition", "filler"]),
        ("and the roof was go— the roof went in the storm", "and the roof went in the storm",
         ["false start"]),
        ("they like what we do not like at all", "they like what we do not at all", ["deleted"]),
        ("it is not, you know, not the roof at all", "it is not the roof at all",
         ["repetition", "filler"]),
    ],
)  # fmt: skip
def test_fillers_and_repetitions(tmp_path: Path, said: str, quoted: str, kinds: list[str]) -> None:
    """What people say while they think may be left out."""
    talk = tmp_path / "talk.txt"
    talk.write_text(f"Ann: {said}.\n\nBo: And then?\n\nAnn: Nothing more.\n\nBo: Good.\n")
    update(tmp_path / "index", [talk])
    with Archive.open(tmp_path / "index") as archive:
        verdict = archive.verify(quoted, "Ann")
    found = [one.kind.value for one in verdict.differences if one.kind != Kind.PUNCTUATION]
    assert [kind for kind in found if kind != "repetition" or "repetition" in kinds] == kinds
    assert verdict.is_right is ("deleted" not in kinds)


def test_a_turn_after_an_interjection(tmp_path: Path) -> None:
    """A quotation may go on after somebody's word; it has a place in each turn."""
    talk = tmp_path / "talk.txt"
    talk.write_text(
        "Ann: The roof was never dry in all those years.\n\nBo: Mm-hmm.\n\n"
        "Ann: And nobody in the council wanted to hear of it.\n\nBo: Go on.\n"
    )
    update(tmp_path / "index", [talk])
    with Archive.open(tmp_path / "index") as archive:
        verdict = archive.verify(
            "never dry in all those years. And nobody in the council wanted to hear", "Ann"
        )
    assert (verdict.ruling, verdict.ascribed) == ("cleaned", True)
    assert [place.quote.turn.number for place in verdict.places] == [1, 3]
    (difference,) = verdict.differences
    assert (difference.kind, difference.said, difference.speaker) == (
        "interjection",
        "Mm-hmm.",
        "Bo",
    )


def test_changes_of_meaning_come_first(opened: Archive) -> None:
    """Before those of single words."""
    verdict = opened.verify(
        "Iron takes a lot, but it will forgive forty winters without maintenance"
    )
    assert [one.meaning for one in verdict.differences] == ["negation", "number", None]


def test_an_ellipsis_says_what_it_leaves_out(opened: Archive) -> None:
    """Inside of a turn that is cleaned; where it drops a negation of its sentence, altered."""
    verdict = opened.verify("Iron forgives a lot … forgive thirty winters without maintenance")
    assert verdict.ruling == "altered"
    assert verdict.differences[0].meaning == "negation"
    verdict = opened.verify("It was wrought in 1861 […] and then the station was automated")
    assert verdict.ruling == "cleaned"
    assert seen(verdict) == [("omitted", "it was painted every spring for a hundred years", "")]


def test_brackets_are_the_authors(opened: Archive) -> None:
    """They say who added the words, so they alter nothing."""
    verdict = opened.verify("It was wrought [in iron] in 1861, it was painted every spring")
    assert verdict.ruling == "cleaned"
    assert [one.kind for one in verdict.differences] == [Kind.BRACKETED]


def test_stitched(opened: Archive) -> None:
    """Each part with its place, with and without an ellipsis."""
    for between in (" … ", " [...] ", ". "):
        verdict = opened.verify(
            f"it was painted every spring for a hundred years{between}"
            "That liquid is alcohol, the yeast makes it"
        )
        assert verdict.ruling == "stitched"
        assert [place.quote.program.id for place in verdict.places] == ["lighthouse", "bread"]
        assert [verdict.text[slice(*place.part)] for place in verdict.places] == [
            "it was painted every spring for a hundred years",
            "That liquid is alcohol, the yeast makes it",
        ]


def test_misattributed(opened: Archive) -> None:
    """Somebody else said it."""
    verdict = opened.verify(IRON, "Effie Marchbanks")
    assert (verdict.ruling, verdict.speaker, verdict.claimed, verdict.ascribed) == (
        "misattributed",
        "Tamsin Pellow",
        "Effie Marchbanks",
        False,
    )


def test_not_found(opened: Archive) -> None:
    """Nobody said it; what comes nearest is another thing."""
    verdict = opened.verify("The bridge will open on Sunday, and the brass band plays for free")
    assert (verdict.ruling, verdict.places, verdict.speaker) == ("not found", (), None)
    verdict = opened.verify("Iron forgives a lot, and so does a good and patient captain")
    assert verdict.ruling == "not found"
    assert verdict.nearest is not None
    assert 0.3 < verdict.nearest.near < 0.6
    assert verdict.nearest.quote.program.id == "lighthouse"


@pytest.mark.parametrize("text", ["", "…", "“”", "[only this]", "?!", "word " * (MOST_WORDS + 1)])
def test_what_cannot_be_checked(opened: Archive, text: str) -> None:
    """A quotation without words, or with too many, is refused by its reason."""
    with pytest.raises(RequestError, match="the quotation has"):
        opened.verify(text)


@pytest.mark.parametrize("speaker", ["", "  "])
def test_nobody_is_no_name(opened: Archive, speaker: str) -> None:
    """An empty name is an error."""
    with pytest.raises(RequestError, match="speaker"):
        opened.verify(IRON, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "the " * MOST_WORDS,
        "it is that the and of to a in I was " * 400,
        f"{NONSENSE} " * 1000,
        " ".join(f"word{n}" for n in range(MOST_WORDS)),
        "… ".join(["the of"] * 1000),
        "[" * 5000 + "ballast" + "]" * 5000 + " of yellow tulips",
        "骨" * 3000,
    ],
    ids=["the", "light words", "unknown", "all different", "ellipses", "brackets", "characters"],
)
def test_hostile_quotations(opened: Archive, text: str) -> None:
    """They are judged in bounded time."""
    assert opened.verify(text).ruling == Ruling.NOT_FOUND


def drawn(data: st.DataObject, programs: list[Program]) -> tuple[Turn, int, int, int]:
    """A turn with the first and the last word of a run in it, and a word of the run."""
    turns = [turn for one in programs for turn in one.turns if len([*words(turn.text)]) > 6]
    turn = data.draw(st.sampled_from(turns))
    size = len([*words(turn.text)])
    start = data.draw(st.integers(0, size - 6))
    end = data.draw(st.integers(start + 6, min(size, start + 60)))
    return turn, start, end, data.draw(st.integers(start, end - 1))


@given(data=st.data())
def test_any_run_of_words_is_verbatim(
    opened: Archive, sample_programs: list[Program], data: st.DataObject
) -> None:
    """A run of six words or more, as it was said, and its speaker."""
    turn, start, end, _ = drawn(data, sample_programs)
    said = [*words(turn.text)]
    text = turn.text[said[start].start : said[end - 1].end]
    assume("[" not in text)
    verdict = opened.verify(text, turn.speaker)
    assert (verdict.ruling, verdict.ascribed) == ("verbatim", True), text


@given(data=st.data())
def test_one_word_replaced_is_that_difference(
    opened: Archive, sample_programs: list[Program], data: st.DataObject
) -> None:
    """Whichever word of a run it is, the difference is this word and no other."""
    turn, start, end, at = drawn(data, sample_programs)
    said = [*words(turn.text)]
    text = turn.text[said[start].start : said[end - 1].end]
    assume("[" not in text)
    first, last = said[at].start - said[start].start, said[at].end - said[start].start
    verdict = opened.verify(f"{text[:first]}{NONSENSE}{text[last:]}", turn.speaker)
    assert (verdict.ruling, verdict.ascribed) == ("altered", True), text
    (difference,) = verdict.differences
    assert (difference.kind, difference.said, difference.quoted) == (
        "replaced",
        text[first:last],
        NONSENSE,
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A talk with numbers, contractions and negations."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "ledger.txt").write_text(
        "Ann Hale: It was -5 degrees on Monday, and we paid $5 for a cup of coal. "
        "Profit rose 5% to €7, and I like 4/5 of it.\n\n"
        "Bob Ray: We're not going anywhere. The mill is not closed. The old one, they're sure, "
        "costs 12 000 dollars.\n\n"
        "Ann Hale: Then I'm glad.\n\n"
        "Bob Ray: So am I.\n"
    )
    update(folder / "index", [folder / "ledger.txt"])
    with Archive.open(folder / "index") as archive:
        yield archive


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("It was 5 degrees on Monday", ("replaced", "-5", "5")),
        ("we paid €5 for a cup of coal", ("replaced", "$5", "€5")),
        ("Profit rose 5 to €7", ("replaced", "5%", "5")),
        ("and I like 45 of it", ("replaced", "4/5", "45")),
        ("The mill is [now] closed", ("bracketed", "not", "[now]")),
    ],
)
def test_signs_and_brackets_that_change_the_meaning(
    ledger: Archive, quote: str, difference: tuple[str, str, str]
) -> None:
    """A number with another sign, and a negation that brackets replace, alter a quotation."""
    verdict = ledger.verify(quote)
    assert (verdict.ruling, seen(verdict)) == (Ruling.ALTERED, [difference])
    assert verdict.differences[0].meaning == ("negation" if "[" in quote else "number")


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        ("We are not going anywhere", ("contraction", "We're", "We are")),
        ("The old one, they are", ("contraction", "they're", "they are")),
        ("costs 12000 dollars", ("spelling", "12 000", "12000")),
        ("The mill is [really not] closed", ("bracketed", "not", "[really not]")),
    ],
)
def test_contractions_at_the_ends_are_cleaned(
    ledger: Archive, quote: str, difference: tuple[str, str, str]
) -> None:
    """What is short for the first or the last words, also next to the edge of a turn."""
    verdict = ledger.verify(quote)
    assert (verdict.ruling, seen(verdict)) == (Ruling.CLEANED, [difference])
