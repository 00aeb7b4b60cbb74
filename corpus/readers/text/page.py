"""A web page with an interview, saved as text.

Above the interview stand title, topics, description and credits, below it the
disclaimer, related programs and the footer. Only what stands under a label and
is none of these is speech.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.metadata import front_matter
from corpus.metadata.boilerplate import is_credit, is_disclaimer, is_page_part
from corpus.metadata.dates import date_of_line, iso_date, people_list
from corpus.model import Credits, Related
from corpus.readers.text.labelled import converse
from corpus.readers.text.paragraphs import paragraphs
from corpus.source import Source

UPDATED = re.compile(
    r"^[^\S\n]*(?:page )?last (?:updated|modified|reviewed)(?: on)?:?[^\S\n]*(.*)$", re.I | re.M
)
PUBLISHED = re.compile(
    r"^[^\S\n]*(?:published|posted|recorded|aired)(?: on)?:?[^\S\n]*(.*)$", re.I | re.M
)
TOPICS = re.compile(r"^[^\S\n]*topics?(?: include)?s?:[^\S\n]*(.+)$", re.I | re.M)
RELATED = re.compile(
    r"^[^\S\n]*(?:related (?:programs|videos|episodes|articles|content|stories)|you may also like"
    r"|more (?:like this|from this series))[^\S\n]*:?[^\S\n]*$",
    re.I | re.M,
)
FOOTER = re.compile(
    r"^[ \t]*(?:join our community|page last updated|last updated|©|copyright\b|all rights reserved"
    r"|subscribe to our|follow us|privacy policy)",
    re.I,
)
MARKS = (UPDATED, PUBLISHED, TOPICS, RELATED)
# A paragraph that is a date and little else.
LONGEST_DATE = 60
LABEL_ALONE = re.compile(r"^[^\s:][^:\n]{0,60}:[^\S\n]*$", re.M)

SERIES = re.compile(r"\b[Tt]his is an? (.{2,80}?) (?:program|podcast|series|production)\b")
PRODUCER = re.compile(r"\b[Pp]roduced by ((?:(?!\bin (?:partnership|association)\b)[^.;\n])+)")
PARTNERS = re.compile(r"\bin (?:partnership|association|collaboration) with ([^.;\n]+)")
SPONSORS = re.compile(
    r"\b(?:[Ww]e (?:thank|are grateful to)|[Ss]ponsored by|[Ss]upported by) (.+?)"
    r"(?:\s+for (?:their|its|the)\b.*)?(?:\.(?=\s+[A-Z]|\s*$))"
)


def recognises(source: Source) -> bool:
    """Whether the text has labels on lines of their own and at least two marks of a page."""
    text = source.text
    marks = sum(1 for mark in MARKS if mark.search(text))
    return marks >= 2 and LABEL_ALONE.search(text) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one interview of the page."""
    yield interview(source.text.splitlines(), source)


def interview(
    lines: list[str], source: Source, known: Iterable[str] = (), title: str | None = None
) -> Draft:
    """The interview in the lines of a page.

    Args:
        lines: the text of the page.
        source: the file, to be named in errors.
        known: names that the page sets apart as those of speakers.
        title: that of the page, where its head or its first heading says it.

    Raises:
        NotATranscript: nobody speaks on the page.
    """
    text = "\n".join(lines)
    body, _, below = _part(text, RELATED)
    talk = converse(_before_footer(body.split("\n")), known)
    if not talk.turns:
        raise NotATranscript(source.path, "the page has no label with anything said under it")
    draft = Draft(title=title, turns=talk.turns, refused=talk.refused)
    front_matter.apply(draft, talk.fields)
    draft.related = _related(paragraphs(_before_footer(below.split("\n"))))
    draft.date = draft.date or _date(text)
    if topics := TOPICS.search(text):
        draft.topics = people_list(topics[1])
    described: list[str] = []
    head = talk.head
    if title in head:  # what stands above the title is the site's
        head = head[head.index(title) + 1 :]
    for paragraph in head:
        if is_disclaimer(paragraph) and not is_credit(paragraph):
            continue
        if is_credit(paragraph):
            draft.series, draft.credits = _credits(paragraph[:2000], draft)
        elif is_page_part(paragraph) or TOPICS.match(paragraph):
            continue
        elif len(paragraph) < LONGEST_DATE and (date := date_of_line(paragraph)):
            draft.date = draft.date or date
            if draft.title is None and not paragraph[:1].isdigit():
                described.insert(0, paragraph)
        elif draft.title is None:
            draft.title = paragraph.lstrip("# ")
        else:
            described.append(paragraph.lstrip("# "))
    draft.description = "\n\n".join(described) or None
    return draft


def _part(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    """The text before the last match of `pattern`, the match, and the text behind it."""
    matches = list(pattern.finditer(text))
    if not matches:
        return text, "", ""
    last = matches[-1]
    return text[: last.start()], last[0], text[last.end() :]


def _before_footer(lines: list[str]) -> list[str]:
    """The lines up to a footer that stands on a line of its own in their last quarter."""
    for number in range(len(lines) * 3 // 4, len(lines)):
        if FOOTER.match(lines[number]):
            return lines[:number]
    return lines


def _date(text: str) -> str | None:
    for mark in (PUBLISHED, UPDATED):
        for match in mark.finditer(text):
            if found := iso_date(match[1]):
                return found
    return None


def _credits(paragraph: str, draft: Draft) -> tuple[str | None, Credits]:
    series, producer = SERIES.search(paragraph), PRODUCER.search(paragraph)
    partners, sponsors = PARTNERS.search(paragraph), SPONSORS.search(paragraph)
    known = draft.credits
    return (
        series[1] if series else draft.series,
        Credits(
            producer[1].strip() if producer else known.producer,
            tuple(people_list(partners[1])) if partners else known.partners,
            tuple(people_list(sponsors[1])) if sponsors else known.sponsors,
        ),
    )


def _related(blocks: list[str]) -> list[Related]:
    """Title and blurb by turns; a title that is followed by a title has no blurb."""
    related: list[Related] = []
    for block in blocks:
        is_title = len(block) <= 120 and not block.endswith(".")
        if is_title or not related or related[-1].description is not None:
            related.append(Related(block))
        else:
            related[-1] = Related(related[-1].title, block)
    return related
