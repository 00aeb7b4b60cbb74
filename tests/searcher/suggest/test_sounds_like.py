"""What is misspelled or misheard is suggested, and found at once where that is asked for."""

import json
from pathlib import Path

from searcher.archive import Archive
from tests.conftest import Run


def test_nothing_found_tells_what_was_said(run: Run, samples_index: Path) -> None:
    """The message has the words that were really said, with how many turns say them."""
    done = run("daratumumap", "--index", samples_index)
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[0] == "searcher: nothing found for daratumumap"
    assert "searcher: Did you mean “daratumumab”? (" in done.err


def test_little_found_tells_it_too(run: Run, samples_index: Path) -> None:
    """Nobody says one word of several: the others are found, and a notice names this one."""
    done = run("kreatinin", "plateau", "--index", samples_index)
    assert done.status == 0
    assert "searcher: Did you mean “creatinine”? (" in done.err


def test_enough_found_tells_nothing(run: Run, samples_index: Path) -> None:
    """A search that finds enough is not interrupted."""
    assert run("protein", "--index", samples_index).err == ""


def test_suggestions_as_json(run: Run, samples_index: Path) -> None:
    """They are in the summary, and standard error is silent."""
    done = run("daratumumap", "--json", "--index", samples_index)
    summary = json.loads(done.out.splitlines()[-1])
    first = summary["suggestions"][0]
    assert (first["asked"], first["said"]) == (["daratumumap"], ["daratumumab"])
    assert done.err == ""


def test_a_quoted_word_that_nobody_says(archive: Archive) -> None:
    """A search that is taken at its word gets suggestions for the words that are not said."""
    found = archive.search('"kreatinin" speaker:adeyinka')
    assert [near.said for near in found.suggestions][:1] == [("creatinine",)]


def test_sounds_like_marks_what_was_said(archive: Archive) -> None:
    """Every quote names the words that it has instead of the typed word."""
    found = archive.search("kreatinin", sounds_like=True)
    assert found.total == archive.search("creatinine").total
    assert all(quote.instead == ("creatinine",) for quote in found)
    assert found.query_and_synonyms == "kreatinin (or creatinine)"


def test_sounds_like_joins_what_was_split(archive: Archive) -> None:
    """Two words that were heard for one find the one."""
    found = archive.search("lena lidomide", sounds_like=True)
    assert {said.lower() for quote in found for said in quote.instead} >= {"lenalidomide"}


def test_what_was_typed_is_not_marked(archive: Archive) -> None:
    """A word in another inflection is what was typed."""
    found = archive.search("plateaus", sounds_like=True)
    assert found.total
    assert all(quote.instead == () for quote in found if "plateau" in quote.turn.text.lower())


def test_sounds_like_as_text_and_json(run: Run, samples_index: Path) -> None:
    """The printers show it."""
    done = run("--sounds-like", "kreatinin", "--index", samples_index)
    assert "said here: “creatinine”" in done.out
    done = run("--sounds-like", "kreatinin", "--json", "--index", samples_index)
    assert json.loads(done.out.splitlines()[0])["instead"] == ["creatinine"]
