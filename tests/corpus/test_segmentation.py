"""Pieces of speech become turns, paragraphs and running text."""

from corpus.segmentation import Piece, join, label_of, turns


def test_neighbouring_pieces_of_one_speaker_are_one_turn() -> None:
    """The turn runs from the first start to the last end that is known."""
    (one, two) = turns(
        [Piece("Ann", "Made", 1.0, 2.0), Piece("Ann", "up.", None, None), Piece("Bo", "Yes.", 3.0)]
    )
    assert (one.label, one.paragraphs, one.start, one.end) == ("Ann", ["Made up."], 1.0, 2.0)
    assert (two.label, two.paragraphs, two.start, two.end) == ("Bo", ["Yes."], 3.0, None)


def test_a_piece_without_a_speaker_goes_on_with_the_one_before() -> None:
    """Text before the first speaker has no known speaker."""
    found = turns([Piece(None, "Hm."), Piece("Ann", "Made"), Piece(None, "up."), Piece("Ann", "!")])
    assert [(turn.label, turn.paragraphs) for turn in found] == [
        ("", ["Hm."]),
        ("Ann", ["Made up.!"]),
    ]


def test_where_nobody_is_named_a_turn_ends_with_a_sentence_after_about_a_minute() -> None:
    """One unnamed voice ends its turns with sentences, and where it has none at twice the length.

    Times play no part: the same words without them make the same turns.
    """
    sentence = "These words are ten, and every one of them is made up."
    steady = [Piece(None, sentence, n * 5.0, n * 5.0 + 1) for n in range(30)]
    assert [turn.start for turn in turns(steady)] == [0.0, 95.0]
    timeless = turns([Piece(None, sentence) for _ in range(30)])
    assert [t.paragraphs for t in timeless] == [t.paragraphs for t in turns(steady)]
    endless = turns([Piece(None, sentence.rstrip("."), float(n)) for n in range(60)])
    assert [turn.start for turn in endless] == [0.0, 38.0]


def test_a_time_that_runs_backwards_is_left_out() -> None:
    """A turn that ends before it starts has no end."""
    (turn,) = turns([Piece("Ann", "Made up.", 5.0, 2.0)])
    assert (turn.start, turn.end) == (5.0, None)


def test_words_are_joined_as_they_are_written() -> None:
    """No blank before a comma, none in Chinese, one between English and Chinese."""
    assert join(["The", "ferry", ",", "", "please", "?!"]) == "The ferry, please?!"
    assert join(["你好", "。", "再见"]) == "你好。再见"
    assert join(["hello", "你好"]) == "hello 你好"


def test_numbers_and_letters_become_labels() -> None:
    """`0` and `A` name nobody; a name stays."""
    assert [label_of(name) for name in ("0", "A", "Ann", "SPEAKER_00", None)] == [
        "Speaker 0",
        "Speaker A",
        "Ann",
        "SPEAKER_00",
        None,
    ]
