"""APA, 7th edition: interviews (example 95), podcast episodes (93), hearings (11.5), talks."""

from collections.abc import Sequence

from searcher.citation import dates
from searcher.citation.names import Name
from searcher.citation.pieces import Piece, Pieces, italic, sentences
from searcher.citation.work import Kind, Work
from searcher.safe_text import clock

#: What stands in brackets behind the title. A podcast says what its episode is.
_FORMS = {
    Kind.INTERVIEW: "Interview",
    Kind.MEETING: "Meeting transcript",
    Kind.TALK: "Speech transcript",
    Kind.TRANSCRIPT: "Transcript",
}


def reference(work: Work) -> Pieces:
    """The entry in the list of references.

    Podcasts are listed by their hosts, interviews and talks by who speaks; hearings by their title,
    as the works of law are. The title is in the case in which the transcript has it.
    """
    date = dates.apa(work.date)
    if work.kind is Kind.HEARING:
        said = f" (testimony of {work.speaker.whole})" if work.speaker else ""
        return sentences([italic(work.title), f" ({work.year or 'n.d.'}){said}"], [work.url])
    title, inside = _title(work)
    authors = _authors(work)
    if not authors:
        return sentences(title, [f"({date})"], inside, [work.url])
    return sentences([authors], [f"({date})"], title, inside, [work.url])


def in_text(work: Work) -> Pieces:
    """The citation in the text, with the moment: `(Adeyinka, 2019, 1:26)`.

    A speaker under whose name the work is not listed stands before it, so that the words are not
    taken for those of the host.
    """
    names = _listed(work)
    said = "" if work.speaker is None else f"{work.speaker.whole} "
    if work.kind is not Kind.HEARING and work.speaker in names:
        said = ""
    if work.kind is Kind.HEARING or not names:
        is_part = work.kind is Kind.PODCAST and work.series
        who = [Piece(f"“{work.title}”") if is_part else italic(work.title)]
    else:
        families = [name.family for name in names]
        two = " & ".join(families[:2])
        who = [Piece(two if len(families) < 3 else f"{families[0]} et al.")]
    time = "" if work.seconds is None else f", {clock(work.seconds)}"
    return (Piece(f"{said}("), *who, Piece(f", {work.year or 'n.d.'}{time})"))


def _title(work: Work) -> tuple[list[Piece], list[Piece]]:
    """The title with its form, and what it is in."""
    if work.kind is Kind.PODCAST:
        form = f"{'Video' if work.medium == 'video' else 'Audio'} podcast episode"
        if work.series:
            return [Piece(f"{work.title} [{form}]")], [Piece("In "), italic(work.series)]
    else:
        form = _FORMS[work.kind]
    return [italic(work.title), Piece(f" [{form}]")], [Piece(work.series)]


def _listed(work: Work) -> Sequence[Name]:
    """Under whose names the work is listed."""
    if work.kind is Kind.PODCAST and work.hosts:
        return work.hosts
    if work.kind is Kind.INTERVIEW and work.guests and (work.speaks_as_host or not work.speaker):
        return work.guests
    return work.authors


def _authors(work: Work) -> str:
    names = _listed(work)
    role = ""
    if work.kind is Kind.PODCAST and names and names == work.hosts:
        role = " (Host)" if len(names) == 1 else " (Hosts)"
    turned = [_author(name) for name in names]
    if len(turned) > 20:
        turned = [*turned[:19], f"… {turned[-1]}"]
        return ", ".join(turned) + role
    last = f", & {turned[-1]}" if len(turned) > 1 else "".join(turned)
    return ", ".join(turned[:-1]) + last + role


def _author(name: Name) -> str:
    return ", ".join(filter(None, (name.family, name.initials, name.suffix)))
