"""A time inside a text is found at the word that follows it."""

from corpus.time_marks import mark, take


def test_marks_are_taken_out() -> None:
    """Offsets count characters of the paragraphs, joined by blank lines."""
    paragraphs = [f"One. {mark(5)} Two.", mark(9), f"{mark(10.5)}Three. {mark(12)}"]
    kept, moments = take(paragraphs)
    text = "\n\n".join(kept)
    assert text == "One. Two.\n\nThree."
    assert [(text[offset:][:3], seconds) for offset, seconds in moments] == [
        ("Two", 5.0),
        ("Thr", 10.5),
        ("", 12.0),
    ]


def test_times_that_run_backwards_are_left_out() -> None:
    """A broken time must not lead to another place."""
    assert take([f"A {mark(50)} b {mark(7)} c {mark(60)} d"])[1] == [(2, 50.0), (6, 60.0)]


def test_characters_that_look_like_marks_go() -> None:
    """A text of somebody else cannot set a time."""
    assert take(["a \ue000x\ue001 b"]) == (["a x b"], [])
