"""What a session answers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import samples
from index.update.update import update
from searcher.archive import Archive
from searcher.errors import PassageUnknown
from searcher.live.answers import Found, Other, Problem
from searcher.live.asked import Asked, Options
from searcher.live.session import Overview, Session, of_speaker
from searcher.query.filters import EVERYTHING, Filters


def session_of(folder: Path, options: Options | None = None) -> Session:
    """A session over the index in a folder."""
    return Session(lambda: Archive.open(folder), options or Options())


@pytest.fixture(scope="module")
def session(samples_index: Path) -> Iterator[Session]:
    """A session over the samples."""
    made = session_of(samples_index)
    yield made
    made.close()


def found(session: Session, text: str, filters: Filters = EVERYTHING, limit: int = 10) -> Found:
    """What a search of a session finds."""
    answer = session.found(Asked(text, filters, limit))
    assert answer.results is not None
    return answer


def test_a_search_stays_in_its_best_tier(session: Session) -> None:
    """Later tiers come when somebody has stopped typing."""
    answer = found(session, "M protein", limit=50)
    assert answer.results is not None
    assert {quote.tier for quote in answer.results} == {"phrase"}
    more = session.less_exact(answer)
    assert more.quotes[: len(answer.results)] == answer.results.quotes
    assert len(more) > len(answer.results)


def test_an_unfinished_word(session: Session) -> None:
    """It is completed if nobody says it; a question keeps its ranking."""
    answer = found(session, "plate")
    assert answer.results is not None
    assert (answer.as_beginning, answer.results.query) == (True, ("plate*",))
    assert answer.results.total == found(session, "plate*").results.total  # type: ignore[union-attr]
    assert not found(session, "plateau").as_beginning
    assert not found(session, "what did adeyinka say about the plateau").as_beginning
    assert found(session, "stable protein plat").as_beginning
    assert not found(session, "zzyz").as_beginning


def test_a_search_that_cannot_be_read(session: Session) -> None:
    """The answer says where; nothing is raised."""
    answer = session.found(Asked('laboratory "weather'))
    assert answer.results is None
    assert isinstance(answer.problem, Problem)
    assert answer.problem.place == 11
    assert 'for example: "M protein"' in answer.problem.line


def test_other_searches_are_offered(session: Session) -> None:
    """They are whole searches: the misspelled word is replaced where it stands."""
    hints = session.hints(Asked("speaker:adeyinka plataeu"))
    assert [other.text for other in hints.others][:1] == ["speaker:adeyinka plateau"]
    assert all(isinstance(other, Other) and other.count for other in hints.others)
    assert not [line for line in hints.lines if "searcher " in line], "no commands of a shell"


def test_the_overview(session: Session) -> None:
    """Programs, turns, and the dates that are known."""
    assert session.overview() == Overview(10, 162, "2018-06-06", "2023-02-06")


def test_speakers_of_what_was_found(session: Session) -> None:
    """Most turns first; whoever is chosen is exactly that person; others can still be chosen."""
    answer = found(session, "M protein")
    names = session.speakers(answer)
    assert names[0] == ("Dr. Samuel Adeyinka", 5)
    narrowed = of_speaker(EVERYTHING, names[0][0])
    assert narrowed == Filters(speaker="=Dr. Samuel Adeyinka")
    only = found(session, "M protein", filters=narrowed)
    assert {quote.turn.speaker for quote in only.results or ()} == {"Dr. Samuel Adeyinka"}
    assert session.speakers(only) == names
    assert of_speaker(narrowed, None) == EVERYTHING
    assert len(session.speakers(None)) > len(names)


def test_the_numbers_of_a_speaker_are_those_of_a_search(session: Session) -> None:
    """What is listed beside a name is what is found when it is chosen."""
    answer = found(session, "M protein")
    for name, turns in session.speakers(answer):
        only = found(session, "M protein", filters=of_speaker(EVERYTHING, name))
        assert only.results is not None
        assert only.results.total == turns


def test_counts(session: Session) -> None:
    """By speaker and by year, of what was found."""
    counts = session.counts(found(session, "M protein"))
    assert [table.by for table in counts.tables] == ["speaker", "year"]
    assert counts.total.turns == 13


def test_reading_around_a_quote(session: Session) -> None:
    """The turn with its exchange, and the matches marked."""
    answer = found(session, "plateau")
    assert answer.results is not None
    quote = answer.results[0]
    passage = session.passage(answer, quote, 1)
    assert passage.turn == quote.turn.number
    assert len(passage.program.turns) == 3
    assert passage.matches is not None
    assert passage.matches.spans[quote.turn.number] == quote.spans


def test_more_results(session: Session) -> None:
    """They follow those that were found."""
    answer = found(session, "the", limit=5)
    assert answer.results is not None
    offset = answer.results.next_offset
    assert offset == 5
    more = session.more(answer, offset, 5)
    whole = found(session, "the", limit=10)
    assert whole.results is not None
    assert (*answer.results, *more) == whole.results.quotes


def test_a_citation(session: Session, samples_index: Path) -> None:
    """In the style of the session."""
    quote = found(session, "plateau").results[0]  # type: ignore[index]
    assert session.citation(quote).startswith("Lindqvist, B. (Host). (2019, November 14).")
    chicago = session_of(samples_index, Options(style="chicago"))
    assert session.citation(quote) != chicago.citation(quote)
    chicago.close()


def test_tags(samples_index: Path, tmp_path: Path) -> None:
    """A word puts one on the turn, a minus takes it away."""
    shutil.copytree(samples_index, tmp_path / "index")
    session = session_of(tmp_path / "index")
    quote = found(session, "plateau").results[0]  # type: ignore[index]
    assert session.tags(quote) == ()
    assert session.tag(quote, "numbers +hope") == (["numbers", "hope"], [])
    assert set(session.tags(quote)) == {"numbers", "hope"}
    assert session.tag(quote, "-hope") == ([], ["hope"])
    assert found(session, "tag:numbers").results.total == 1  # type: ignore[union-attr]
    session.close()


def test_a_tag_is_put_on_the_words_that_were_found(tmp_path: Path) -> None:
    """If the index has changed since, they may be another turn, or gone."""
    talk = tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    talk.write_text("Ann Reed: Where is the ladder?\n\nBo Lund: Behind the shed.\n\n" * 3)
    update(tmp_path / "index", [talk.parent])
    session = session_of(tmp_path / "index")
    quote = found(session, "shed").results[0]  # type: ignore[index]
    talk.write_text("Ann Reed: Hello.\n\nBo Lund: Hello, Ann.\n\nAnn Reed: Where is the ladder?\n\n"
                    "Bo Lund: Behind the shed.\n\nAnn Reed: Thank you.\n")  # fmt: skip
    update(tmp_path / "index", [talk.parent])
    session.tag(quote, "place")
    (tagged,) = found(session, "tag:place").results.quotes  # type: ignore[union-attr]
    assert tagged.turn.text == "Behind the shed."
    talk.write_text("Ann Reed: Hello.\n\nBo Lund: Hello, Ann.\n\nAnn Reed: Good bye.\n")
    update(tmp_path / "index", [talk.parent])
    with pytest.raises(PassageUnknown, match="search again"):
        session.tag(quote, "place")
    session.close()


def test_an_index_that_comes_goes_and_changes(tmp_path: Path) -> None:
    """It is found when it is made; while it is gone, a line says so; then it is found again."""
    folder = tmp_path / "index"
    session = session_of(folder)
    missing = session.found(Asked("plateau"))
    assert missing.problem is not None
    assert "there is no index" in missing.problem.line
    with samples.files() as files:
        update(folder, files)
    assert found(session, "plateau").results
    state = session.state()
    folder.rename(tmp_path / "unplugged")
    gone = session.found(Asked("plateau"))
    assert gone.problem is not None
    assert gone.problem.place is None
    (tmp_path / "unplugged").rename(folder)
    assert found(session, "plateau").results
    talk = tmp_path / "talk.txt"
    talk.write_text("Ann Reed: Where is the ladder?\n\nBo Lund: Behind the shed.\n\n" * 2)
    update(folder, [talk])
    assert session.state() != state
    assert found(session, "ladder").results
    session.close()


def test_a_defect_is_not_hidden() -> None:
    """Only errors that somebody can do something about become a line."""

    def broken() -> Archive:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Session(broken, Options()).found(Asked("plateau"))
