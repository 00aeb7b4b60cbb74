"""MLA, 9th edition: the template of core elements, for interviews, episodes, hearings and talks."""

from searcher.citation import dates
from searcher.citation.pieces import Piece, Pieces, commas, italic, quoted, sentences
from searcher.citation.work import Kind, Work

#: What stands last, where the title does not say what the work is.
_FORMS = {
    Kind.HEARING: "Testimony",
    Kind.MEETING: "Meeting transcript",
    Kind.TALK: "Address",
    Kind.TRANSCRIPT: "Transcript",
    Kind.PODCAST: "",
    Kind.INTERVIEW: "",
}


def reference(work: Work) -> Pieces:
    """The entry in the list of works cited. Where the date is not known, none is given."""
    hosts = _people([name.whole for name in work.hosts])
    author = _authors(work)
    by = ""
    if work.kind is Kind.PODCAST and work.speaks_as_host:
        author += ", host"
    elif work.kind is Kind.PODCAST and hosts:
        by = f"hosted by {hosts}"
    if work.kind is Kind.INTERVIEW and hosts and not work.speaks_as_host:
        by = f"Interview by {hosts}"
    title: list[Piece | str] = [quoted(work.title, ".") if work.series else italic(work.title)]
    url = work.url.removeprefix("https://").removeprefix("http://")
    date = dates.mla(work.date)
    inside = [work.series and italic(work.series), date, url]
    if work.kind is Kind.INTERVIEW:
        return sentences([author], title, [by], commas(*inside), [_FORMS[work.kind]])
    inside.insert(1, by)
    if by and not work.series:
        inside[1] = by[0].upper() + by[1:]
    return sentences([author], title, commas(*inside), [_FORMS[work.kind]])


def in_text(work: Work) -> Pieces:
    """The citation in the text, with the moment: `(Adeyinka 00:01:26)`."""
    who: Piece
    if work.speaker is not None:
        who = Piece(work.speaker.family)
    else:
        who = Piece(quoted(work.title)) if work.series else italic(work.title)
    time = "" if work.seconds is None else f" {_clock(work.seconds)}"
    return (Piece("("), who, Piece(f"{time})"))


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds, as the manual writes them: `00:01:26`."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def _authors(work: Work) -> str:
    """The first author with the family name first."""
    if not work.authors:
        return ""
    first, *others = work.authors
    if len(others) > 1:
        return f"{first.turned}, et al."
    return ", and ".join([first.turned, *(name.whole for name in others)])


def _people(names: list[str]) -> str:
    """Names in a row: `A`, `A and B`, `A et al.`"""
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
