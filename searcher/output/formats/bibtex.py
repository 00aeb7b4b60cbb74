"""The printer of citations for BibLaTeX: `@audio`, `@video` and `@misc`, in UTF-8 for biber."""

from collections.abc import Iterable, Iterator
from typing import TextIO

from searcher.citation.names import Name
from searcher.citation.work import Kind, Work
from searcher.output.values.works import WorksPrinter, key, link, where
from searcher.safe_text import one_line

# BibTeX counts braces, whatever stands before them: none may be without its other one.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "#": r"\#", "$": r"\$", "%": r"\%",
        "&": r"\&", "_": r"\_",
    }
)  # fmt: skip

_PUBLISHED = {
    Kind.PODCAST: "Podcast episode",
    Kind.INTERVIEW: "Interview",
    Kind.HEARING: "Hearing",
    Kind.MEETING: "Meeting",
    Kind.TALK: "Talk",
    Kind.TRANSCRIPT: "Transcript",
}


def printer(out: TextIO) -> "BibtexPrinter":
    """The printer of BibLaTeX on a stream."""
    return BibtexPrinter(out)


class BibtexPrinter(WorksPrinter):
    """Writes an entry for each quote or program."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def works(self, works: Iterable[Work]) -> None:
        """Write an entry for each work."""
        for number, work in enumerate(works):
            fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(work) if value)
            between = "\n" if number else ""
            self._out.write(f"{between}@{_type(work)}{{{key(work)},\n{fields}\n}}\n")


def _type(work: Work) -> str:
    if work.kind is Kind.PODCAST:
        return work.medium or "audio"
    return "misc"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(map(_name, work.authors))
    yield "title", f"{{{latex(work.title)}}}"
    yield "series", latex(work.series)
    yield "date", latex(work.date)
    yield "howpublished", _PUBLISHED[work.kind]
    yield "note", latex("; ".join(filter(None, (_hosted(work), where(work)))))
    yield "url", link(work)
    yield "annotation", latex(work.text)


def _hosted(work: Work) -> str:
    if not work.hosts or work.hosts == work.authors or work.speaks_as_host:
        return ""
    by = "Hosted by" if work.kind is Kind.PODCAST else "Interview by"
    return f"{by} {' and '.join(name.whole for name in work.hosts)}"


def _name(name: Name) -> str:
    """A name for BibTeX: what is no name of a person is in braces, so that nothing is turned."""
    if not name.given:
        return f"{{{latex(name.family)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(latex(part) for part in parts if part)


def latex(text: str) -> str:
    """Text in which LaTeX finds no command."""
    return one_line(text).translate(_LATEX)
