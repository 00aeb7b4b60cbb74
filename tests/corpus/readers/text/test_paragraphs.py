"""White space in plain text."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.text.paragraphs import is_evenly_spaced
from corpus.source import Source


@given(st.text(alphabet="ab \n\t\u00a0\u2003\u3000\u200b\x0c\u00e9", max_size=40))
def test_lines_of_an_evenly_spaced_text_need_no_folding(text: str) -> None:
    """Folding them would change nothing but the blanks at their ends."""
    if is_evenly_spaced(text):
        assert all(" ".join(line.split()) == line.strip() for line in text.split("\n"))


def test_even_and_uneven_spacing() -> None:
    """Single blanks and line ends are even; tabs, two blanks and wide blanks are not."""
    assert is_evenly_spaced("The mill, \u201cBo\u201d said.\n\nIt stands.")
    assert not any(map(is_evenly_spaced, ("a  b", "a\tb", "a\u00a0b", "a\u3000b")))


@given(st.text(alphabet="ab \n\r\t\u00a0\u2003\u200b\x0c\u00e9\ufeff", min_size=1, max_size=40))
def test_a_file_tells_of_its_parts(text: str) -> None:
    """The answer is the same with and without the file that the text is from."""
    source = Source(Path("a.txt"), ("a" + text).encode())
    for part in (source.text, source.text[2:], source.text[:5] + "**b:**"):
        assert is_evenly_spaced(part, source) == is_evenly_spaced(part)
