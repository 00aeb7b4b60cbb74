"""Words that were corrected are found by both forms: compared with archives of other files."""

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import searcher
from corpus.model import Turn
from index.library.library import Library
from index.update.update import update
from searcher.archive import Archive

#: Words of the talk; the first four are those that are corrected, and what they are corrected to.
WORDS = ("kettle", "kettel", "two boats", "rowboat", "river", "the", "cold", "boats")
CORRECTIONS = (("kettel", "kettle"), ("two boats", "rowboat"), ("cold", "very cold"))
SEARCHES = (
    "kettle", "kettel", '"two boats"', "rowboat", "boats", "two", '"very cold"', "cold", "river",
    '"the kettle"', '"the kettel"', '"two boats river"', '"the rowboat the"', "kett*",
    "kettle NEAR/2 river", "kettel NEAR/2 river", '"boats the"', "the AND two", "kettle OR kettel",
    "rowboat OR boats", "kettel WITHIN/1 rowboat", "asked:two", "answered:(kettle)", "=kettel",
    "boats ONEAR/3 the", "kettle~1", "/k.tt[el]+/", "speaker:bo kettel",
)  # fmt: skip
#: Those of them that are words and phrases.
PLAIN = ("kettle", "rowboat", "river", '"very cold"', '"the kettle"', '"the rowboat the"')

_TALK = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join), min_size=2, max_size=6
)


def _write(folder: Path, talk: Sequence[str]) -> None:
    folder.mkdir(parents=True)
    text = "\n\n".join(f"{'Ann' if n % 2 else 'Bo'}: {said}." for n, said in enumerate(talk))
    (folder / "talk.txt").write_text(f"{text}\n")
    (folder / "other.txt").write_text("Cy: The kettle.\n\nDee: Two boats.\n\nCy: Cold.\n")


def _turns(archive: Archive) -> tuple[Turn, ...]:
    program = archive.program("talk")
    assert program is not None
    return program.turns


def _found(archive: Archive, query: str) -> dict[tuple[str, int], tuple[float, int]]:
    """The turns that a search finds, with their scores and the number of marks."""
    found = archive.search(query, limit=100, strict=True, hints=False, copies=True)
    return {
        (quote.program.id, quote.turn.number): (round(quote.score, 9), len(quote.spans))
        for quote in found
    }


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for archives."""
    return tmp_path_factory.mktemp("corrected")


def _compare(folder: Path, talk: list[str], wrong: str, right: str, some: random.Random) -> None:
    """Correct some places, and compare what is found with archives of other files."""
    if not any(wrong in said for said in talk):
        talk = [*talk, wrong]
    _write(folder / "as it is", talk)
    update(folder / "index", [folder / "as it is"], workers=1)
    shutil.copytree(folder / "index", folder / "before")
    with searcher.open(folder / "index") as archive:
        places = archive.misheard(wrong, right, program="talk")
        kept = [place for place in places if some.random() < 0.7] or places[:1]
        assert len(archive.correct(*kept)) == len(kept)
        _write(folder / "corrected", [turn.text.rstrip(".") for turn in _turns(archive)])
        update(folder / "after", [folder / "corrected"], workers=1)
        with searcher.open(folder / "before") as before, searcher.open(folder / "after") as wanted:
            for query in SEARCHES:
                here, of_file = _found(archive, query), _found(before, query)
                of_corrected = _found(wanted, query)
                assert set(here) == set(of_file) | set(of_corrected), query
                if query in PLAIN and not set(wrong.split()) & set(query.strip('"').split()):
                    assert here == of_corrected, query
                lines = archive.kwic(query, limit=None)
                assert lines.total == archive.count(query).total.matches, query
                assert all(line.match for line in lines.lines)
        archive.uncorrect(*[one.number for one in archive.corrections()])
        with searcher.open(folder / "before") as before:
            assert _turns(archive) == _turns(before)
            for query in SEARCHES:
                assert _found(archive, query) == _found(before, query), query


@pytest.mark.parametrize(("wrong", "right"), CORRECTIONS)
def test_both_forms_are_found(wrong: str, right: str, tmp_path: Path) -> None:
    """A search finds what it does in the files as they are, and what it would in corrected ones.

    For the right words scores and marks are those of corrected files.
    """
    talk = ["the kettle", "kettel the river kettel", "two boats the cold river", "the two boats",
            "boats two kettle"]  # fmt: skip
    _compare(tmp_path, talk, wrong, right, random.Random(1))


@pytest.mark.slow
@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(talk=_TALK, chosen=st.sampled_from(CORRECTIONS), seed=st.integers(0, 99))
def test_both_forms_of_any_talk(
    base: Path, talk: list[str], chosen: tuple[str, str], seed: int
) -> None:
    """The same, for talks that are drawn."""
    folder = Path(tempfile.mkdtemp(dir=base))
    _compare(folder, talk, *chosen, random.Random(seed))


def test_an_index_without_corrections_has_no_more_files(tmp_path: Path) -> None:
    """Nothing is written or opened for it."""
    _write(tmp_path / "talk", ["the kettle", "the river"])
    update(tmp_path / "index", [tmp_path / "talk"])
    with searcher.open(tmp_path / "index") as archive:
        assert archive.search("kettle").total == 2
    assert not [path for path in (tmp_path / "index").iterdir() if "WORDS" in path.name]
    assert "corrected" not in (tmp_path / "index" / "manifest.json").read_text()


def test_a_commit_before_the_first_search(tmp_path: Path) -> None:
    """The files are open since the index is: a commit that replaces them takes none away."""
    talks, directory = tmp_path / "talks", tmp_path / "index"
    _write(talks, ["the kettel was cold", "the river"])
    update(directory, [talks], workers=1)
    with Archive.open(directory) as archive:
        archive.correct(*archive.misheard("kettel", "kettle"))
    with Library.open(directory) as before, Archive.open(directory) as listed:
        # A list is made without words.
        assert len(listed.programs()) == 2
        with Archive.open(directory) as archive:
            archive.correct(*archive.misheard("cold", "very cold", program="talk"))
        assert before.document_frequency("text", "kettel") == 1
        assert _found(listed, "kettel") == _found(listed, "kettel")
        assert len(_found(listed, "kettel")) == 1
