"""Several indexes answer as one index of all their programs: the same quotes, scores and counts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searcher
from corpus import samples
from corpus.model import Participant, Program, Turn
from index.errors import IndexMissing
from index.library.listing import names_in
from index.library.manifest import Manifest
from index.registry import linkage
from index.update.transaction import Transaction
from index.update.update import update
from index.workers.build import write
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.engines.local.joint import JointEngine, opened
from searcher.engines.results import Results
from searcher.engines.several import SeveralEngines
from searcher.errors import QueryError
from searcher.query.filters import Filters
from searcher.syntax.syntax_tree import Node
from searcher.syntax.unparse import unparse
from tests.conftest import Run
from tests.searcher.engines.test_conformance import PLAIN, TYPED
from tests.searcher.test_typed_oracle import by_hand, corpora, filters, searches

QUESTIONS = (
    ("what did Dr Halvorsen say about stopping the drug",),
    ("why", "is", "the", "protein", "back"),
    ("who talks about the bus and the bridge",),
    ("daratumumap",),
    ("zyzzyva",),
    ("trail",),
    ("mainteance contract",),
)


def index_of(folder: Path, some: Sequence[Program]) -> Path:
    """An index of some programs, in their order."""
    with Transaction(folder) as change:
        path = change.new_segment()
        change.add(path, write(path, list(some)))
        change.commit()
    # An index of files knows their people from its list of sources, which is empty here.
    manifest = Manifest.read(folder)
    linkage.write(folder, manifest.generation, names_in(folder, manifest.segments).people)
    return folder


def without_time(found: Any) -> Any:
    """An answer without how long it took."""
    if isinstance(found, Results) and found.facets is not None:
        found = found.replaced(facets=without_time(found.facets))
    if not hasattr(found, "seconds"):
        return found
    return (
        found.replaced(seconds=0.0) if hasattr(found, "replaced") else replace(found, seconds=0.0)
    )


@contextmanager
def both(one: Sequence[Program], other: Sequence[Program]) -> Iterator[tuple[Archive, Archive]]:
    """Two indexes opened together, and one index of all of their programs."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        whole = index_of(folder / "whole", [*one, *other])
        parts = [index_of(folder / "a", one), index_of(folder / "b", other)]
        with searcher.open(*parts) as joint, searcher.open(whole) as single:
            yield joint, single


def answers(archive: Archive, typed: Sequence[str], narrowed: Filters) -> Iterator[Any]:
    """All kinds of answers to a search; an error counts as one."""
    for how in ({}, {"strict": True}, {"sort": "program"}, {"sort": "-date"}, {"facets": True}):
        try:
            found = archive.search(*typed, limit=50, filters=narrowed, context=1, **how)
        except QueryError as error:
            yield str(error)
            return
        yield without_time(found)
    yield [*archive.kwic(*typed, filters=narrowed, sort="right").lines]
    by = (By.SPEAKER, By.PROGRAM, By.YEAR)
    yield without_time(archive.count(*typed, by=by, filters=narrowed))
    yield without_time(archive.dispersion(*typed, filters=narrowed))
    yield without_time(archive.roll_call(*typed, filters=narrowed))


def lists(archive: Archive) -> Iterator[Any]:
    """Answers to no search."""
    yield archive.programs()
    yield archive.speakers()
    yield without_time(archive.talk_share(By.SPEAKER))
    for entry in archive.programs():
        yield archive.program(entry.program.id)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(
    corpora.filter(lambda some: len(some) > 1),
    st.integers(1, 3),
    searches,
    st.lists(by_hand, max_size=3),
    filters,
)
def test_any_search(
    some: list[Program], parted: int, trees: list[Node], typed: list[str], narrowed: Filters
) -> None:
    """The same quotes in the same order, with the same scores, totals, hints and counts."""
    parted = min(parted, len(some) - 1)
    with both(some[:parted], some[parted:]) as (joint, single):
        for text, kept in product([*map(unparse, trees[:5]), *typed], (Filters(), narrowed)):
            pairs = zip(answers(joint, [text], kept), answers(single, [text], kept), strict=True)
            for one, other in pairs:
                assert one == other, (text, kept)
        for one, other in zip(lists(joint), lists(single), strict=True):
            assert one == other


@pytest.fixture(scope="module")
def halves(sample_programs: list[Program]) -> Iterator[tuple[Archive, Archive]]:
    """The samples in two indexes and in one."""
    with both(sample_programs[::2], sample_programs[1::2]) as opened_both:
        yield opened_both


@pytest.mark.parametrize(
    "typed", [*((one,) for one in TYPED), *PLAIN, *QUESTIONS], ids=lambda typed: " + ".join(typed)
)
def test_the_samples(halves: tuple[Archive, Archive], typed: tuple[str, ...]) -> None:
    """Phrases, questions, misspelled words, names of speakers of both indexes."""
    joint, single = halves
    for one, other in zip(
        answers(joint, typed, Filters()), answers(single, typed, Filters()), strict=True
    ):
        assert one == other


def test_what_is_counted_over_words(halves: tuple[Archive, Archive]) -> None:
    """Collocates, keywords, quotations, and everything about programs and people."""
    joint, single = halves
    asked: list[Any] = [
        lambda archive: archive.collocates("protein", limit=50),
        lambda archive: archive.keywords(speaker="adeyinka", limit=50),
        lambda archive: archive.compare("protein", "trial", By.SPEAKER).pairs,
        lambda archive: archive.verify("The M protein makes a church steeple"),
        lambda archive: archive.verify("iron forgives some", "Pellow"),
        lambda archive: archive.called("protein"),
        lambda archive: [*archive.every("protein", sort="date")],
        lambda archive: archive.passage("m-protein:6", "gel"),
    ]
    for ask in asked:
        assert without_time(ask(joint)) == without_time(ask(single))
    assert [*lists(joint)] == [*lists(single)]


def program(program_id: str, text: str, speaker: str = "Ann Lee") -> Program:
    """A program of one turn."""
    turn = Turn(1, speaker, speaker, text)
    person = Participant(speaker, (speaker,))
    return Program(
        program_id, f"On {text}", f"/{text[:5]}", "labelled", participants=(person,), turns=(turn,)
    )


@pytest.fixture
def clash(tmp_path: Path) -> tuple[Path, Path]:
    """Two indexes with a program of the same id."""
    one = [program("talk", "tin in the morning"), program("own", "tin at noon")]
    other = [program("talk", "tin in the evening", "Bo Cole"), program("more", "no metal")]
    return index_of(tmp_path / "a" / "index", one), index_of(tmp_path / "b" / "index", other)


def test_programs_of_the_same_id(clash: tuple[Path, Path]) -> None:
    """Each has the name of its index before it, and its own words and people; others have not."""
    with searcher.open(*clash) as archive:
        ids = [entry.program.id for entry in archive.programs()]
        assert ids == ["a/index:talk", "b/index:talk", "more", "own"]
        said = {
            (quote.program.id, quote.program.path, quote.turn.speaker, quote.turn.text)
            for quote in archive.search("tin")
        }
        assert said == {
            ("a/index:talk", "/tin i", "Ann Lee", "tin in the morning"),
            ("b/index:talk", "/tin i", "Bo Cole", "tin in the evening"),
            ("own", "/tin a", "Ann Lee", "tin at noon"),
        }
        for name, text in (("a/index:talk", "morning"), ("b/index:talk", "evening")):
            found = archive.program(name)
            assert found is not None
            assert found.id == name
            assert text in found.turns[0].text
            assert archive.search("tin", program=name).total == 1
            assert archive.search("tin", program=name)[0].turn.text.endswith(text)
            assert archive.passage(f"{name}:1").program.id == name
        assert archive.program("talk") is None
        assert archive.entry("talk") is None
        assert {one.program.id for one in archive.called("talk")} == {ids[0], ids[1]}
        assert archive.search("tin", program="own").total == 1
        counts = archive.count("tin", by=By.PROGRAM)
        assert counts.total.turns == 3
        places = [quote.program.id for quote in archive.search("tin", sort="program")]
        assert places == ["a/index:talk", "b/index:talk", "own"]
        assert {line.program.id for line in archive.kwic("tin").lines} == set(places)
        assert archive.verify("tin in the evening").ruling == "verbatim"


def test_the_command_tells_them_apart(run: Run, clash: tuple[Path, Path]) -> None:
    """What is ambiguous lists them; each can be shown."""
    index = ("--index", clash[0], "--index", clash[1])
    unclear = run("show", "talk", *index)
    assert unclear.status == 2
    assert "a/index:talk" in unclear.err
    assert "b/index:talk" in unclear.err
    assert "evening" in run("show", "b/index:talk", *index).out
    assert "evening" in run("show", "b/index:talk:1", *index).out
    assert "evening" in run("tin", "--program", "b/index:talk", *index).out


def test_people_are_those_of_one_registry(tmp_path: Path) -> None:
    """`Dr. Lee` is the only Lee of both indexes; with two of them it is nobody else."""
    one = index_of(tmp_path / "a", [program("x", "tin", "Ann Lee")])
    other = index_of(tmp_path / "b", [program("y", "tin", "Dr. Lee")])
    third = index_of(tmp_path / "c", [program("z", "tin", "Bo Lee")])
    with searcher.open(one, other) as archive:
        assert [(person.name, person.turns) for person in archive.speakers()] == [("Ann Lee", 2)]
    with searcher.open(one, other, third) as archive:
        assert {person.name for person in archive.speakers()} == {"Ann Lee", "Dr. Lee", "Bo Lee"}


def test_tags_are_those_of_their_index(tmp_path: Path) -> None:
    """Though both say the same; a tag of either is found, and none is written to both."""
    one = index_of(tmp_path / "a", [program("x", "tin in the morning")])
    other = index_of(tmp_path / "b", [program("x", "tin in the morning")])
    with searcher.open(other) as archive:
        archive.tag("tin", add=["metal"])
    with searcher.open(one, other) as archive:
        found = archive.search("tag:metal")
        assert [quote.program.id for quote in found] == ["b:x"]
        (mark,) = archive.marks()
        assert mark.program is not None
        assert mark.program.id == "b:x"
        with pytest.raises(searcher.SearcherError):
            archive.tag("tin", add=["more"])


def test_synonyms_of_all_of_them(tmp_path: Path) -> None:
    """Those beside one index are for all programs, as if it were one index."""
    one = index_of(tmp_path / "a", [program("x", "tin in the morning")])
    other = index_of(tmp_path / "b", [program("y", "iron and zinc")])
    (one / "synonyms.toml").write_text('tin = "zinc"\n')
    (other / "synonyms.toml").write_text('morning = "iron"\n')
    with searcher.open(one, other) as archive:
        assert archive.search("tin").total == 2
        assert archive.search("morning").total == 2


def test_what_changes_is_seen(tmp_path: Path) -> None:
    """In any of them, and also that they are no longer as one."""
    one = index_of(tmp_path / "a", [program("x", "tin")])
    other = index_of(tmp_path / "b", [program("y", "tin")])
    with searcher.open(one, other) as archive:
        assert archive.search("tin").total == 2
        index_of(other, [program("z", "tin")])
        assert archive.search("tin").total == 3
        (one / "speakers.toml").write_text(
            '[[speaker]]\nname = "Ann Lee-Cole"\nalso = ["Ann Lee"]\n'
        )
        speakers = {quote.turn.speaker for quote in archive.search("tin")}
        assert speakers == {"Ann Lee-Cole", "Ann Lee"}


def test_what_is_corrected_by_hand_stays_in_its_index(tmp_path: Path) -> None:
    """So such indexes answer by themselves; a missing one is named."""
    one = index_of(tmp_path / "a", [program("x", "tin")])
    other = index_of(tmp_path / "b", [program("y", "tin")])
    assert isinstance(opened([one, other]), JointEngine)
    assert isinstance(opened([one, other], restricted=True), SeveralEngines)
    (one / "speakers.toml").write_text('[[speaker]]\nname = "Zoe"\nalso = ["Ann Lee"]\n')
    assert isinstance(opened([one, other]), SeveralEngines)
    with pytest.raises(IndexMissing, match="nowhere"):
        opened([one, tmp_path / "nowhere"])


def test_one_state_has_one_name(tmp_path: Path, samples_index: Path) -> None:
    """Another one after a change of any of them."""
    with samples.files() as files:
        update(tmp_path / "a", files[:1])
    engine = opened([tmp_path / "a", samples_index])
    same = opened([tmp_path / "a", samples_index])
    assert engine.state == same.state
    assert engine.folder is None
    with samples.files() as files:
        update(tmp_path / "a", files[1:2])
    assert opened([tmp_path / "a", samples_index]).state != engine.state
