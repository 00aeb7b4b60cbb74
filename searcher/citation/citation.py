"""The citation of a work in one of the styles: a reference, and what stands in the text."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from searcher.citation import apa, chicago, mla
from searcher.citation.pieces import Pieces, plain_text
from searcher.citation.work import Work
from searcher.value import Value


class Style(StrEnum):
    """The manuals: APA 7, MLA 9, Chicago 17 (notes and bibliography)."""

    APA = "apa"
    MLA = "mla"
    CHICAGO = "chicago"


class Citation(Value):
    """How a work is cited.

    Attributes:
        style: the manual.
        work: what is cited.
        reference: the entry in the list of references, of works cited, or in the bibliography.
        in_text: what stands in the text, with the moment: in parentheses; in Chicago a note.
    """

    style: Style
    work: Work
    reference: Pieces
    in_text: Pieces

    def __str__(self) -> str:
        return f"{plain_text(self.reference)}\n{plain_text(self.in_text)}"


class _Forms(NamedTuple):
    reference: Callable[[Work], Pieces]
    in_text: Callable[[Work], Pieces]


_STYLES = {
    Style.APA: _Forms(apa.reference, apa.in_text),
    Style.MLA: _Forms(mla.reference, mla.in_text),
    Style.CHICAGO: _Forms(chicago.bibliography, chicago.note),
}


def cite(work: Work, style: Style | str) -> Citation:
    """The citation of a work; `searcher.citation.work` makes one of a quote or of a turn.

    Raises:
        ValueError: there is no such style.
    """
    forms = _STYLES[Style(style)]
    return Citation(Style(style), work, forms.reference(work), forms.in_text(work))
