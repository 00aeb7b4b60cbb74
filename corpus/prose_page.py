"""A web page as paragraphs: which of them are block quotations.

The page is read as a stream of tags, without a tree, as `corpus.readers.html.html_text` reads it.
"""

from corpus.readers.html.html_text import BLOCKS, walk

_SKIPPED = frozenset(
    "script style nav template iframe svg noscript select head button form object math".split()
)
_QUOTED = frozenset(["blockquote"])


class _Walk:
    """What lxml calls for each tag and text: gathers paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, bool]] = []
        self._words: list[str] = []
        self._skipped = ""
        self._depth = 0
        self._quoted = 0

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Begin an element."""
        if self._skipped:
            self._depth += tag == self._skipped
        elif tag in _SKIPPED:
            self._break()
            self._skipped, self._depth = tag, 1
        elif tag == "q":
            self._words.append("“")
        elif tag == "br":
            self._words.append(" ")
        elif tag in BLOCKS:
            self._break()
            self._quoted += tag in _QUOTED

    def end(self, tag: str) -> None:
        """End an element."""
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else ""
        elif tag == "q":
            self._words.append("”")
        elif tag in BLOCKS:
            self._break()
            if tag in _QUOTED:
                self._quoted = max(0, self._quoted - 1)
                # Two block quotations in a row are two.
                self.paragraphs.append((" ", False))

    def data(self, data: str) -> None:
        """Take text."""
        if not self._skipped:
            self._words.append(data)

    def comment(self, _: str) -> None:
        """Comments are for those who made the page."""

    def close(self) -> list[tuple[str, bool]]:
        """End the page."""
        self._break()
        return self.paragraphs

    def _break(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text:
            self.paragraphs.append((text, bool(self._quoted)))


def read_page(text: str) -> list[tuple[str, bool]]:
    """The paragraphs of a page, each with whether it is part of a block quotation."""
    page = _Walk()
    walk(text, page)
    return [(line.strip(), quoted) for line, quoted in page.paragraphs]
