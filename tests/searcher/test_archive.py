"""Searches over real and over sample transcripts find what a person would expect."""

import gc
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import searcher
from corpus.model import Program
from index.columnar import container
from index.correction.corrector import Corrector
from index.text.tokenizer import words
from index.update.update import update
from searcher.archive import Archive
from searcher.errors import QueryError, RequestError
from searcher.query.filters import Filters
from tests.index.update.test_update import touch
from tests.oracle import spoken, turns_saying, turns_where


@pytest.fixture(scope="module")
def page(shared_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An index of the saved interview page."""
    directory = tmp_path_factory.mktemp("page")
    update(directory, [shared_corpora / "patient-power"])
    with Archive.open(directory) as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "tier", "matches"),
    [
        ("M protein", "phrase", {1: 1, 2: 3}),
        ("maintenance", "phrase", {3: 1}),
        ("not going to kill you", "phrase", {2: 1}),
        ('"0.1"', None, {1: 1, 2: 4}),
        ("opinions expressed", None, {}),
        ('"Cherie Rineker"', None, {}),
        ('speaker:manasanch "end point" OR "end points"', None, {4: 2}),
        ("CAR-T", "phrase", {1: 1, 3: 2, 4: 7}),
        ("speaker:elisabet role:anderson toxicity", None, {4: 1}),
        ("program:maintenance speaker:schorr", None, {1: 0, 3: 0}),
        ("myeloma NOT toxicity", None, {2: 1}),
    ],
)
def test_the_interview(
    page: Archive, typed: str, tier: str | None, matches: dict[int, int]
) -> None:
    """A search finds these turns of the interview, with so many matches in each."""
    found = page.search(typed, strict=True)
    assert {quote.turn.number: len(quote.spans) for quote in found} == matches
    assert found.total == len(matches)
    if matches:
        assert found.tier == tier


def test_a_quote_of_the_interview(page: Archive) -> None:
    """A quote has its speaker, its program, the question it answers, and exact spans."""
    quote = page.search("M protein").quotes[0]
    assert quote.turn.speaker == "Dr. Elisabet Manasanch"
    assert quote.turn.role == "myeloma expert, The University of Texas MD Anderson Cancer Center"
    assert quote.program.title == "Is There Maintenance Treatment After CAR T-Cell Therapy?"
    assert quote.program.date == "2019-09-09"
    assert quote.question is not None
    assert quote.question.label == "Andrew Schorr"
    assert [quote.turn.text[a:b] for a, b in quote.spans] == ["M protein"] * 3


def random_phrases(programs: list[Program], count: int) -> list[str]:
    """Words and phrases of one to four words, taken from turns."""
    chance = random.Random(19)
    phrases: list[str] = []
    while len(phrases) < count:
        turn = chance.choice(chance.choice(programs).turns)
        said = [word.text for word in words(turn.text) if word.text.replace("'", "").isalpha()]
        length = chance.randint(1, 4)
        if len(said) >= length:
            start = chance.randint(0, len(said) - length)
            phrases.append(" ".join(said[start : start + length]))
    return phrases


def test_random_phrases_are_found_where_they_are_said(
    archive: Archive, sample_programs: list[Program]
) -> None:
    """An exact phrase finds the turns that a scan of all turns finds, no more and no less."""
    for phrase in [*random_phrases(sample_programs, 150), "M protein", "the", "nobody ever said"]:
        found = archive.search(f'"{phrase}"', limit=1000)
        turns = {(quote.program.id, quote.turn.number) for quote in found}
        expected = turns_saying(sample_programs, phrase)
        assert turns == expected, phrase
        assert found.total == len(expected)


def test_results_go_on_into_the_next_tier(archive: Archive) -> None:
    """What is said together comes first, then all words, then some; no turn comes twice."""
    found = archive.search("M protein", limit=1000)
    tiers = [str(quote.tier) for quote in found]
    assert found.tier == "phrase"
    assert found.total == tiers.count("phrase")
    order = ("phrase", "all", "exchange", "any")
    assert tiers == sorted(tiers, key=order.index)
    assert {"phrase", "all", "exchange", "any"} == set(tiers)
    assert len({(quote.program.id, quote.turn.number) for quote in found}) == len(found)
    assert len(archive.search("M protein", limit=1000, strict=True)) == found.total


def test_pages_of_results_are_parts_of_one_list(archive: Archive) -> None:
    """Limit and offset cut the same list."""
    whole = archive.search("M protein", limit=30).quotes
    parts = [archive.search("M protein", limit=7, offset=i).quotes for i in range(0, 28, 7)]
    assert [quote for part in parts for quote in part] == list(whole[:28])


def test_words_in_arguments_of_their_own(archive: Archive) -> None:
    """`m protein` without quotes of the shell is looked for together, too."""
    assert archive.search("m", "protein").total == archive.search("M protein").total
    several = archive.search("M protein", "laboratory", strict=True)
    assert several.tier == "phrase"
    assert all("laboratory" in quote.turn.text for quote in several)


def test_a_question_is_a_search(archive: Archive) -> None:
    """The question mark is no wildcard, in one argument or in several."""
    typed = "does the m protein ever go away?"
    assert archive.search(typed).total == archive.search(*typed.split()).total > 0


def test_inflections_meet(archive: Archive) -> None:
    """One form of a word finds the others; in quotes it finds itself."""
    forms = {
        quote.turn.text[a:b].lower()
        for quote in archive.search("proteins", limit=100)
        for a, b in quote.spans
    }
    assert {"protein", "proteins"} <= forms
    exact = archive.search('"proteins"', limit=100)
    assert {quote.turn.text[a:b].lower() for quote in exact for a, b in quote.spans} == {"proteins"}


def test_what_is_near_is_left_out(archive: Archive, samples_index: Path) -> None:
    """Where nobody wants hints, the same is found; of one index and of several."""
    with Archive.open(samples_index, samples_index) as several:
        for each in (archive, several):
            for typed in ("plateu", "laboratory wether", "plateau"):
                found = each.search(typed)
                bare = each.search(typed, hints=False)
                assert [quote.turn for quote in bare] == [quote.turn for quote in found]
                assert (bare.total, bare.tier) == (found.total, found.tier)
                assert (bare.hints, bare.suggestions) == ((), ())
                assert bool(found.suggestions) == (typed != "plateau")


def test_filters(archive: Archive) -> None:
    """A speaker or a program narrows a search and leaves its tiers."""
    found = archive.search("M protein", filters=Filters(speaker="adeyinka"), limit=100)
    assert found.tier == "phrase"
    assert {quote.turn.label for quote in found} == {"Dr. Adeyinka"}
    within = archive.search("M protein", filters=Filters(program="m-protein"), limit=100)
    assert {quote.program.id for quote in within} == {"m-protein"}
    assert archive.search("M protein", filters=Filters(speaker="nobody")).total == 0


def test_context(archive: Archive) -> None:
    """The turns around a quote are those of its program, and end where it does."""
    for quote in archive.search("protein", limit=50, context=2):
        program = archive.program(quote.program.id)
        assert program is not None
        place = quote.turn.number - 1
        assert quote.before == program.turns[max(0, place - 2) : place]
        assert quote.after == program.turns[place + 1 : place + 3]


def test_a_question_is_of_another_speaker(archive: Archive) -> None:
    """The question of a quote is the last turn before it by somebody else."""
    for quote in archive.search("protein OR maintenance OR the", limit=200):
        program = archive.program(quote.program.id)
        assert program is not None
        earlier = [
            t for t in program.turns[: quote.turn.number - 1] if t.speaker != quote.turn.speaker
        ]
        assert quote.question == (earlier[-1] if earlier else None)


@pytest.mark.parametrize("typed", ["a*", "*", "?*"])
def test_patterns_that_stand_for_everything(archive: Archive, typed: str) -> None:
    """A pattern is answered or refused, never cut."""
    try:
        found = archive.search(typed, limit=1)
    except QueryError as error:
        assert error.reason
    else:
        assert found.total


@pytest.mark.parametrize(
    ("pattern", "said", "not_said"),
    [
        ("mainten*", {"maintenance"}, {"maintain"}),
        ("prote?n", {"protein"}, {"proteins"}),
        ("*tein", {"protein"}, {"proteins"}),
        ("p*t*n", {"protein"}, {"protect"}),
    ],
)
def test_patterns(archive: Archive, pattern: str, said: set[str], not_said: set[str]) -> None:
    """`*` stands for any letters, `?` for one."""
    found = {
        quote.turn.text[a:b].lower()
        for quote in archive.search(pattern, limit=500)
        for a, b in quote.spans
    }
    assert said <= found
    assert not not_said & found


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ('"m prote*"', r"m prote\w*"),
        ('"*s the m"', r"\w*s the m"),
        ('"the ?eek"', r"the \w{1}eek"),
        ('"*n the *l"', r"\w*n the \w*l"),
        ('"m protien~ is"', r"m (protein) is"),
        ('"m /prot.*/ has"', r"m (prot\w*) has"),
    ],
)
def test_patterns_in_phrases(
    archive: Archive, sample_programs: list[Program], typed: str, pattern: str
) -> None:
    """A pattern inside of quotes stands for one word of the phrase."""
    spoken_as = re.compile(rf"(?<![^ ]){pattern}(?![^ ])")
    found = archive.search(typed, limit=10_000)
    turns = {(quote.program.id, quote.turn.number) for quote in found}
    expected = turns_where(
        sample_programs, lambda said: spoken_as.search(" ".join(said)) is not None
    )
    assert turns == expected
    assert found.total == len(expected) > 0
    for quote in found:
        for a, b in quote.spans:
            assert spoken_as.fullmatch(" ".join(spoken(quote.turn.text[a:b])))


def test_a_pattern_in_a_phrase_that_stands_for_too_much(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused at its place, with the number of its words."""
    monkeypatch.setattr("searcher.query.patterns.MOST_WORDS", 5)
    with pytest.raises(QueryError, match=r"a\* matches [0-9]+ words; at most 5 are") as caught:
        archive.search('protein "the a*"')
    assert caught.value.place == 13


@pytest.fixture
def growing(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a transcript, and its index."""
    folder, directory = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    (folder / "one.md").write_text("**Ann:** The first word.\n\n**Ben:** Yes.\n")
    update(directory, [folder], workers=1)
    return folder, directory


def test_an_open_archive_sees_each_change(growing: tuple[Path, Path]) -> None:
    """A commit, a correction, synonyms; `refresh` says whether there was one."""
    folder, directory = growing
    with searcher.open(directory) as archive:
        assert archive.search("second").total == 0
        assert archive.refresh() is False
        (folder / "two.md").write_text("**Ann:** The second word.\n\n**Ben:** Yes.\n")
        update(directory, [folder], workers=1)
        assert archive.search("second").total == 1
        with Corrector(directory) as corrector:
            corrector.rename("Ben", "Ben Low")
        assert {person.name for person in archive.speakers()} == {"Ann", "Ben Low"}
        (directory / "synonyms.toml").write_text('third = "second"\n')
        assert archive.refresh() is True
        assert archive.search("third").total == 1
        assert archive.refresh() is False


def test_each_change_is_another_state(growing: tuple[Path, Path]) -> None:
    """A commit, a correction, synonyms; archives that are opened before and after agree."""
    folder, directory = growing
    with searcher.open(directory) as archive:
        states = [archive.state]
        (folder / "two.md").write_text("**Ann:** The second word.\n\n**Ben:** Yes.\n")
        update(directory, [folder], workers=1)
        states.append(archive.state)
        with Corrector(directory) as corrector:
            corrector.rename("Ben", "Ben Low")
        states.append(archive.state)
        (directory / "synonyms.toml").write_text('third = "second"\n')
        states.append(archive.state)
        assert len({*states}) == 4
        assert archive.search("third").total == 1
        with searcher.open(directory) as later:
            assert later.state == archive.state == states[-1]


def test_several_indexes_see_changes_of_one(growing: tuple[Path, Path], tmp_path: Path) -> None:
    """The others stay open, and all are closed in the end."""
    folder, directory = growing
    (tmp_path / "other.md").write_text("**Eve:** Another word.\n\n**Ben:** Yes.\n")
    update(tmp_path / "other", [tmp_path / "other.md"], workers=1)
    with searcher.open(directory, tmp_path / "other") as archive:
        states = set()
        for number in range(3):
            assert archive.search("word").total == 2 + number
            states.add(archive.state)
            (folder / f"new{number}.md").write_text(f"**Ann:** Word {number}.\n\n**Ben:** Yes.\n")
            update(directory, [folder], workers=1)
        assert archive.search("another").total == 1
        assert len(states) == 3


def test_a_change_that_cannot_be_read(growing: tuple[Path, Path]) -> None:
    """It is an error of the next call, and no state of before is answered from silently."""
    _, directory = growing
    with searcher.open(directory) as archive:
        assert archive.search("first").total == 1
        manifest = directory / "manifest.json"
        whole = manifest.read_bytes()
        (directory / "broken").write_bytes(whole[:-5])
        (directory / "broken").replace(manifest)
        with pytest.raises(searcher.IndexDamaged):
            archive.search("first")
        (directory / "mended").write_bytes(whole)
        (directory / "mended").replace(manifest)
        assert archive.search("first").total == 1


def test_a_state_that_is_not_used_lets_go_of_its_files(
    growing: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A removed segment does not stay mapped until the garbage is collected."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("mapped files are looked at as on Linux")
    folder, directory = growing
    monkeypatch.setattr(container, "READ", 0)
    gc.disable()
    try:
        with searcher.open(directory) as archive:
            for number in range(3):
                archive.search("word")
                touch(folder / "one.md", f"**Ann:** Other words {number}.\n\n**Ben:** Yes.\n")
                update(directory, [folder], workers=1)
            assert archive.search(f"words {number}").total == 1
            lines = maps.read_text().splitlines()
            assert [line for line in lines if str(directory) in line and "deleted" in line] == []
    finally:
        gc.enable()


def test_every_quote_is_read_from_what_was_open(samples_index: Path) -> None:
    """An archive that is closed in between lets the reading end, and then frees its files."""
    archive = searcher.open(samples_index)
    every = archive.every("protein")
    quotes = [next(every.quotes)]
    archive.close()
    quotes += every
    assert len(quotes) == every.found.total > 1
    assert list(every) == [], "it can be read once"


def test_every_quote_that_nobody_reads_keeps_no_file_open(samples_index: Path) -> None:
    """Neither where the reading stops nor where it never begins."""
    for read in (0, 1):
        archive = searcher.open(samples_index)
        every = archive.every("protein")
        for _ in range(read):
            next(every.quotes)
        archive.close()
        used = archive._used
        assert used.running == 1
        del every
        gc.collect()
        assert used.running == 0


def test_every_quote_of_an_archive_that_is_not_sorted(archive: Archive) -> None:
    """By relevance there is a page at a time."""
    with pytest.raises(RequestError, match="relevance"):
        archive.every("protein", sort="relevance")
    with pytest.raises(RequestError, match="speeker"):
        archive.every("protein", speeker="adeyinka")


@pytest.mark.parametrize("typed", ["dara to mumab", "hemo globin", "M protein"])
def test_counts_of_words_that_sound_alike(archive: Archive, typed: str) -> None:
    """They count what the search for words that sound alike finds."""
    lines = archive.kwic(typed, sounds_like=True).total
    assert lines > 0
    assert archive.count(typed, sounds_like=True).total.matches == lines
    assert archive.roll_call(typed, sounds_like=True).total.matches == lines
    assert archive.dispersion(typed, sounds_like=True).matches == lines
    assert archive.compare(typed, "the", sounds_like=True).total.one.matches == lines
    assert (archive.count(typed).total.matches > 0) == (typed == "M protein")
