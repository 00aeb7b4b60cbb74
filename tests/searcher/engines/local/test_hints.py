"""Why a search found nothing or little, and what is near."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update.update import update
from searcher.archive import Archive
from searcher.query.filters import Filters
from tests.conftest import Run

FILES = {
    "locks.md": """\
---
title: Canal Locks
series: Water Works
topics: [sluices, navigation]
description: On barges, and who pays the lockkeepers.
---

**Ottilie Brandt:** The lock has two sluice gates. My colleague O'Rourke's notes say so.

**Justice Marlow:** Who opens the waterway? The co-operators run the web site.
""",
    "council.md": """\
---
title: The Town Council
series: waterworks
---

**Emil Santamaria:** The website was paid for by cooperators, and governments forgot the flood.

**Ottilie Brandt:** Mostly. It was windproof.
""",
}


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An index of two programs without a date."""
    directory: Path = tmp_path_factory.mktemp("hints")
    for name, text in FILES.items():
        (directory / name).write_text(text, "utf-8")
    update(directory / "index", [directory])
    with Archive.open(directory / "index") as archive:
        yield archive


def hints(
    talks: Archive, *typed: str, filters: Filters | None = None
) -> set[tuple[str, str, str, int]]:
    """The hints of a search: kind, what is near, what finds it, and how much."""
    found = talks.search(*typed, filters=filters, spellings=True)
    return {
        (hint.kind.value, hint.near or hint.typed, hint.search, hint.count) for hint in found.hints
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Emil Santamaria", ("speaker", "Emil Santamaria", "speaker:santamaria", 1)),
        ("brandt", ("speaker", "Ottilie Brandt", "speaker:brandt", 2)),
        ("Sandamaria", ("no_speaker", "Emil Santamaria", "speaker:santamaria", 1)),
        ("speaker:Brant", ("no_speaker", "Ottilie Brandt", "speaker:brandt", 2)),
        ("Justice Marlowe", ("no_speaker", "Justice Marlow", "speaker:marlow", 1)),
        ("speaker:Emil Santamaria", ("speaker", "Emil Santamaria", "speaker:santamaria", 1)),
        ("canal", ("title", "canal", "program:canal", 1)),
        ("cuncil", ("title", "council", "program:council", 1)),
        ("navigation", ("topic", "navigation", "topic:navigation", 1)),
        ("Water Works", ("series", "water works", 'series:"water works"', 1)),
        ("lockkeepers", ("description", "Canal Locks", 'program:"Canal Locks"', 1)),
        ("govern", ("beginning", "governments", "govern*", 1)),
        ("proof", ("ending", "windproof", "*proof", 1)),
        ("website", ("spelling", "web site", '"web site"', 1)),
        ("web-site", ("spelling", "website", "website", 1)),
        ("cooperators", ("spelling", "co operators", '"co operators"', 1)),
        ("flood OR xyzq*", ("no_word", "xyzq*", "", 0)),
        ("zzyx~2", ("no_word", "zzyx~2", "", 0)),
        ("flood topic:sluces", ("no_value", "sluices", "", 0)),
        ("series:waterworld flood", ("no_value", "waterworks, Water Works", "", 0)),
        ("canal navigation", ("topic", "navigation", "topic:navigation", 1)),
        ("flood date:2019", ("undated", "", "", 0)),
        ("flood speaker:brandt", ("part", "flood", "", 1)),
        ("flood speaker:nobody", ("part", "speaker:nobody", "", 0)),
    ],
)
def test_what_is_near(talks: Archive, typed: str, expected: tuple[str, str, str, int]) -> None:
    """Names, titles, topics, series, descriptions, beginnings, endings, spellings, parts."""
    assert expected in hints(talks, typed)
    if expected[2]:
        assert talks.search(expected[2]).total


def test_words_with_umlauts(run: Run, tmp_path: Path) -> None:
    """Names are compared without accents, words are named as typed, and inflections are right."""
    (tmp_path / "talk.txt").write_text(
        "Jörg Müller-Weiß: Die Häuser am Fluss, und die Gießkannen im Garten.\n\n"
        "Eva Groß: Das huis ist niederländisch, die Häuser sind es nicht.\n\n"
        "Jörg Müller-Weiß: Das ist gut so.\n\nEva Groß: Und der Garten ist groß.\n",
        "utf-8",
    )
    index = ("--index", tmp_path / "index")
    assert run("index", tmp_path / "talk.txt", *index).status == 0
    assert "nearest: Jörg Müller-Weiß" in run("speaker:mueller", *index).err
    assert "Gieß: words that begin with it: searcher 'giess*'" in run("Gieß", *index).err
    done = run("haus", *index)
    assert (done.status, done.err) == (0, "")


def test_a_hint_is_given_once(talks: Archive) -> None:
    """A name of two words is not named again for each of them."""
    found = talks.search("Emil Santamaria").hints
    assert [hint.near for hint in found] == ["Emil Santamaria"]


def test_filters(talks: Archive) -> None:
    """What is found without the filters; that nothing has a date."""
    found = hints(talks, "flood", filters=Filters(since="2019"))
    assert found == {("without_filters", "", "", 1), ("undated", "", "", 0)}
    found = hints(talks, "flood", filters=Filters(speaker="brandt"))
    assert found == {("without_filters", "", "", 1)}


@pytest.mark.parametrize("typed", ["gates", "the lock", "flood speaker:emil", "sluice gates"])
def test_none_where_enough_was_found(talks: Archive, typed: str) -> None:
    """A search that finds what it looks for says nothing else."""
    assert hints(talks, typed) == set()


def test_a_word_that_looks_like_a_field(tmp_path: Path) -> None:
    """It is searched for as words only if somebody says them."""
    (tmp_path / "talk.txt").write_text("Ann: We were at re:invent.\nBo: Then what?\n", "utf-8")
    update(tmp_path / "index", [tmp_path / "talk.txt"])
    with Archive.open(tmp_path / "index") as archive:
        found = archive.search("re:invent")
        assert found.total == 1
        assert [(hint.kind, hint.typed) for hint in found.hints] == [("as_words", "re:invent")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("slucie", "sluice"), ("orourke", "o'rourke's"), ("waterwya", "waterway"), ("falod", "flood")],
)
def test_slips(talks: Archive, typed: str, said: str) -> None:
    """A slip of the keyboard, also next to a word that is found."""
    for search in (typed, f"{typed} gates"):
        found = talks.search(search)
        assert (said,) in [near.said for near in found.suggestions if near.asked == (typed,)]


def test_no_suggestion_that_helps_nobody(talks: Archive) -> None:
    """Words that were found, and words that say little, get none."""
    for typed in ("barges", "did mostly", "flood", "gates notes"):
        for near in talks.search(typed).suggestions:
            assert not talks.search(near.asked[0], strict=True).total
            assert near.asked != ("did",)


@pytest.fixture(scope="module")
def misspelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Words that are said, in titles, seldom and often, misspelled, and deleted again."""
    directory: Path = tmp_path_factory.mktemp("misspelled")
    often = "".join(f"**Ann:** The bitcoin number {i}.\n\n**Bo:** Yes.\n\n" for i in range(120))
    (directory / "often.md").write_text(
        f"---\ntitle: On Sarcoidosis\ntopics: [segwit]\n---\n\n{often}"
        "**Ann:** A bicoin. Segwit. Sarcoidosis, herons.\n\n**Bo:** Give us a plus. Ptarmigans!\n"
    )
    (directory / "gone.md").write_text("**Ann:** Two walruses.\n\n**Bo:** A walrusy thing.\n")
    update(directory / "index", [directory])
    (directory / "gone.md").unlink()
    update(directory / "index", [directory])
    return directory / "index"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("segwti", "segwit"),
        ("sarcoidosus", "sarcoidosis"),
        ("herron", "herons"),
        ("bicoin", "bitcoin"),
        ("bicoin number", "bitcoin"),
    ],
)
def test_the_nearest_spelling(misspelled: Path, run: Run, typed: str, said: str) -> None:
    """It is named beside titles and topics, and for a word that hardly anybody says."""
    done = run("search", typed, "--index", misspelled)
    assert f"“{said}”?" in done.err


@pytest.mark.parametrize("typed", ["applause", "ptarmigan", "walrus", "walrus*", "walrusy"])
def test_nothing_that_finds_nothing_new(misspelled: Path, typed: str) -> None:
    """No suggestion of what was found, none of deleted turns, none that only sounds so."""
    with Archive.open(misspelled) as archive:
        found = archive.search(typed)
    assert found.suggestions == ()
    assert all(hint.count or not hint.search for hint in found.hints)
