"""What was said, as pages show it."""

from corpus.model import WITHHELD, Program, Turn
from searcher.quotes.quote import Quote
from searcher.web.view.said import moment, shown, turn_shown


class Marks:
    """Marks each place of a word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the word is."""
        found, start = [], text.find(self._word)
        while start >= 0:
            found.append((start, start + len(self._word)))
            start = text.find(self._word, start + 1)
        return found


def program(**known: object) -> Program:
    """A program."""
    return Program("show/one", "One & <Two>", "/home/someone/one.txt", "text", **known)  # type: ignore[arg-type]


def test_a_short_turn_is_shown_whole() -> None:
    """With what matches marked, and a link to its place."""
    turn = Turn(3, "Ada", "Ada Reeve", "The tide is high.\n\nThe tide is low.")
    one = shown(Quote(program(), turn, 1.0, None, [Marks("tide")]), media=False, q="tide")
    assert one.whole
    assert [[piece.text for piece in line if piece.marked] for line in one.said] == [["tide"]] * 2
    assert one.page == "/program/show/one?q=tide&turn=3#turn-3"
    assert one.by == "/speaker/Ada%20Reeve"


def test_of_a_long_turn_the_sentences_with_matches_are_shown() -> None:
    """With marks where something is left out, and every match marked."""
    text = "Nothing here at all. " * 40 + "The tide is high. " + "Nothing there at all. " * 40
    turn = Turn(1, "Ada", "Ada", text)
    one = shown(Quote(program(), turn, 1.0, None, [Marks("tide")]), media=False)
    words = "".join(piece.text for line in one.said for piece in line)
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert [piece.text for line in one.said for piece in line if piece.marked] == ["tide"]
    assert not one.whole
    assert "of 81 sentences" in one.share


def test_a_turn_of_nobody() -> None:
    """Whom the transcript does not name has no page, nor has whoever is withheld."""
    for name in ("Speaker", WITHHELD):
        one = turn_shown(program(), Turn(1, None, name, "Words."), media=False)
        assert not one.named
        assert one.by == ""


def test_a_long_question_is_shortened_to_its_end() -> None:
    """All of it is there, too."""
    asked = Turn(1, "Bo", "Bo", "So much was said before this. " * 20 + "What is the tide?")
    turn = Turn(2, "Ada", "Ada", "The tide is high.")
    one = shown(Quote(program(), turn, 1.0, None, [Marks("tide")], question=asked), media=False)
    assert one.question is not None
    assert one.question.short[0].text.endswith("What is the tide?")
    assert len(one.question.short[0].text) < 200
    assert "".join(piece.text for piece in one.question.said[0]) == asked.text


def test_a_recording_on_this_machine_is_an_address_of_the_server() -> None:
    """Its path is shown to nobody; without recordings there is no link."""
    local = program(media_url="one.mp3")
    assert moment(local, 86.4, media=True) == ("1:26", "/media/show/one#t=86", True)
    assert moment(local, 86.4, media=False) == ("1:26", "", False)


def test_a_recording_elsewhere() -> None:
    """Its address with the moment; an address that runs something is none."""
    away = program(media_url="https://example.org/one.mp3")
    assert moment(away, 86.4, media=False).address == "https://example.org/one.mp3#t=86"
    hostile = program(media_url="javascript://example.org/%0aalert(1)")
    assert moment(hostile, 86.4, media=True).address == ""


def test_a_language_is_a_tag() -> None:
    """Anything else would be no attribute."""
    turn = Turn(1, "Ada", "Ada", "Words.")
    assert turn_shown(program(language="pt-BR"), turn, media=False).language == "pt-BR"
    assert turn_shown(program(language='en" onclick="x'), turn, media=False).language == ""
