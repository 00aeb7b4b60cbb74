"""The lines of a quote: the question at its match, links, copies, programs without a date."""

import io
from pathlib import Path

from corpus.model import Program, Turn
from searcher.archive import Archive
from searcher.output.streams.terminal import Terminal
from searcher.output.text.quotes import QUESTION, address, quote_lines
from searcher.quotes.quote import Quote
from tests.conftest import Run


def lines(quote: Quote, *, colour: bool = False) -> list[str]:
    """A quote as it is printed on a terminal 200 columns wide."""
    out = io.StringIO()
    terminal = Terminal(out, 200, colour, colour)
    terminal.print(quote_lines(quote, terminal))
    return out.getvalue().splitlines()


def test_the_question_is_shown_around_its_match(archive: Archive) -> None:
    """Its words are in colour, and the turn says that only its question matches."""
    (quote, *_) = archive.search("asked:diagnosis")
    assert quote.question is not None
    assert [quote.question.text[a:b] for a, b in quote.question_spans] == ["diagnosis"]
    assert quote.spans == ()
    shown = "\n".join(lines(quote, colour=True))
    assert "\x1b[1;31mdiagnosis\x1b[0m" in shown
    assert "only its question matches" in shown
    record = quote.to_dict()
    assert record["question"]["spans"] == [list(span) for span in quote.question_spans]


def test_a_question_that_did_not_match_is_its_end(archive: Archive) -> None:
    """Nothing is in colour there, also if it says the words."""
    (quote, *_) = archive.search('"laboratory weather"')
    assert quote.question_spans == ()
    assert len(lines(quote)[0]) <= QUESTION
    assert "only its question" not in "\n".join(lines(quote))


def test_the_question_of_a_later_tier(archive: Archive) -> None:
    """The words that are in the question are marked there, those of the turn in the turn."""
    (quote, *_) = archive.search("bus protein", strict=True)
    assert quote.tier == "exchange"
    assert quote.question is not None
    marked = [quote.question.text[a:b] for a, b in quote.question_spans]
    marked += [quote.turn.text[a:b] for a, b in quote.spans]
    assert {"bus", "protein"} <= {word.lower() for word in marked}


def test_a_question_out_of_the_context_is_shown_if_it_matched(archive: Archive) -> None:
    """With turns around a quote it stands once."""
    (quote, *_) = archive.search("asked:diagnosis", context=1)
    assert "\n".join(lines(quote)).count("diagnosis") == 1


def test_negated_questions_are_not_marked(archive: Archive) -> None:
    """Nor those of `answered:`."""
    for typed in ("protein -asked:m", "answered:plateau protein OR protein"):
        for quote in archive.search(typed, limit=50):
            assert quote.question_spans == ()


def test_who_speaks_is_not_what_is_said(archive: Archive) -> None:
    """Without colour the indent tells them apart."""
    (quote, *_) = archive.search('"laboratory weather"')
    question, speaker, *text = lines(quote)
    assert question.startswith("  Beatriz Lindqvist: ")
    assert speaker.startswith("  Dr. Samuel Adeyinka, ")
    assert all(line.startswith("    ") for line in text if line)


def test_a_program_opens_its_page_or_its_file() -> None:
    """What has neither has no link."""
    turn = Turn(1, None, "Speaker", "Yes.")
    program = Program("a", "A", turns=(turn,), path="/talks/a b.txt", format="labelled")
    assert address(program) == "file:///talks/a%20b.txt"
    odd = Program("a", "A", turns=(turn,), path="/talks/\ud800\x1b.txt", format="labelled")
    assert address(odd) == "file:///talks/%EF%BF%BD%E2%90%9B.txt"
    page = Program("a", "A", turns=(turn,), path="/talks/a.txt", format="x", url="https://x.org/a")
    assert address(page) == "https://x.org/a"
    piped = Program("a", "A", turns=(turn,), path="talk.vtt", format="x", url="javascript:x")
    assert address(piped) == ""


def test_programs_without_a_date_say_so(run: Run, samples_index: Path) -> None:
    """They are last in both directions."""
    for order in ("date", "-date"):
        out = run("the", "--sort", order, "-n", "200", "--index", samples_index).out
        assert out.count("Programs without a date come last:") == 1
        before, after = out.split("Programs without a date come last:")
        assert " · 2019-10-08 · " in before
        assert " · bread\n" in after
        assert " · 20" not in after
    assert "without a date" not in run("the", "-n", "200", "--index", samples_index).out
