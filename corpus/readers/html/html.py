"""Web pages: saved interviews, transcripts for podcast players, proceedings in `<pre>`.

Labels are told as in labelled text; bold type, `<cite>`, `<dt>` and classes such as
`speaker` help. The head gives title, date, language and address.
"""

import re
from collections import Counter
from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import NotATranscript
from corpus.labels import bold, label_shape
from corpus.labels.clauses import is_clause, is_counted_part, is_dated
from corpus.labels.minutes_items import is_note
from corpus.metadata.dates import iso_date, people_list
from corpus.readers.html.html_text import Page, read_page
from corpus.readers.text import monologue, record
from corpus.readers.text import page as saved
from corpus.readers.text.blocks import Block
from corpus.readers.text.refusals import is_speech
from corpus.source import Source

HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<(?:head|body|article|main|p|div|cite|pre)(?:\s[^<>]{0,200})?>",
    re.IGNORECASE,
)
# XML that is a page after all, with comments and a document type before it.
XHTML = re.compile(
    r"<\?xml[^>]{0,200}\?>(?:\s|<!--(?:[^-]|-(?!->)){0,1000}-->|<!DOCTYPE\s+html[^>\[]{0,500}>)*<html[\s>]",
    re.IGNORECASE,
)
# Titles that programs give to pages which they make.
NO_TITLE = re.compile(
    r"(?:created|generated|converted|exported|produced|made|powered) (?:by|with|using|from)\b.*"
    r"|(?:microsoft word|libreoffice|pdf|html)\b.*|untitled.*|(?:new |no )?(?:page|document)\W*\d*"
    r"|\S+\.(?:docx?|html?|odt|pdf|rtf|txt)|transcript|index|home",
    re.IGNORECASE,
)
DATES = (
    "article:published_time", "datepublished", "dc.date", "dc.date.issued", "dcterms.date",
    "date", "pubdate", "citation_date", "citation_publication_date", "og:published_time",
)  # fmt: skip
# So many names in bold type, one of them twice, are no coincidence where nothing else is bold.
FEWEST_BARE = 3
# So many terms of which none comes again are explained, and say nothing.
FEWEST_TERMS = 4
CLOCK = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:\d{2}\s+(?=\S)")
SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}$")


def recognises(source: Source) -> bool:
    """Whether the text is headed by tags of HTML."""
    head = source.text[:3000].lstrip()
    if head.startswith("<?xml"):
        return XHTML.match(head) is not None
    return head.startswith("<") and HTML.search(head) is not None


def read(source: Source) -> Iterator[Draft]:
    """The one transcript of the page."""
    page = read_page(source.text)
    draft = None
    for text in page.preformatted:
        if record.is_record(text):
            draft = record.proceedings(text, source)
            break
    if draft is None:
        lines, known = _labelled(page)
        title = page.meta.get("og:title") or page.meta.get("h1")
        try:
            draft = saved.interview(lines, source, known, title)
        except NotATranscript:
            draft = Draft()
            monologue.say(draft, list(_blocks(page)), source)
    _from_head(
        draft,
        page.meta,
        titled=any(turn.section and turn.section == draft.title for turn in draft.turns),
    )
    yield draft


def _blocks(page: Page) -> Iterator[Block]:
    """The paragraphs and headings of a page in which no label was found."""
    block: list[str] = []
    marked = False
    for number, line in enumerate([*_without_facts(page, _facts(page)), ""]):
        if (not line.strip() or number in page.headings) and block:
            yield Block("text", block, marked)
            block = []
        if number in page.headings and line.strip():
            yield Block("heading", [line])
        elif line.strip():
            marked = number in page.emphasised and (marked or not block)
            block.append(line)


def _labelled(page: Page) -> tuple[list[str], list[str]]:
    """The lines of a page, with a colon behind bold type that is a label without one."""
    bare = Counter(lead.text for lead in page.leads if not lead.text.endswith(":"))
    facts = _facts(page)
    known = [lead.text.rstrip(": ") for lead in page.leads if lead.sure and lead.group not in facts]
    marked = Counter(lead.text.rstrip(": ") for lead in page.leads if lead.text.endswith(":"))
    known += [
        text
        for text, count in marked.items()
        if _is_name(text) and (count > 1 or label_shape.shape(text) == "person")
    ]
    lines = _without_facts(page, facts)
    for number in _named_headings(page):
        lines[number] += ":"
    for number in page.headings:
        # "Episode 9: Coral" is a section, `Ann:` over a paragraph a label.
        if number < len(lines) and lines[number] and not lines[number].endswith((":", "：")):
            is_title = lines[number] == page.meta.get("h1")
            if not is_title or ": " in lines[number]:
                lines[number] = "" if is_title else f"# {CLOCK.sub('', lines[number])}"
    names = {text for text, count in bare.items() if count > 1 and _is_name(text)}
    if names and bare.total() >= FEWEST_BARE and all(map(_is_name, bare)):
        names = set(bare)
    if not known and len(names) > 1:
        for lead in page.leads:
            line = lines[lead.line]
            if lead.text in names and line.startswith(lead.text):
                lines[lead.line] = f"{lead.text}: {line[len(lead.text) :].lstrip(' :')}"
    return lines, [name for name in known if _is_name(name)]


def _without_facts(page: Page, facts: set[int]) -> list[str]:
    """The lines of a page without lists of terms that say facts, and without their values."""
    lines = list(page.lines)
    begin = {lead.line for lead in page.leads}
    for lead in page.leads:
        if lead.group not in facts:
            continue
        filled = 0
        for number in range(lead.line, len(lines)):
            if (number != lead.line and number in begin) or filled > 1:
                break
            filled += bool(lines[number])
            lines[number] = ""
    return lines


def _facts(page: Page) -> set[int]:
    """The lists of terms that say who was there and when, under which nobody speaks."""
    values: dict[int, list[str]] = {}
    for lead in page.leads:
        if lead.group:
            line = page.lines[lead.line] if lead.line < len(page.lines) else ""
            below = " ".join(page.lines[lead.line + 1 : lead.line + 3])
            said = line.removeprefix(lead.text).strip(" :") or below.strip()
            values.setdefault(lead.group, []).append(said)
    return {
        group
        for group, said in values.items()
        if not any(map(is_speech, said)) or _heads_meeting(page, group) or _explains(page, group)
    }


def _explains(page: Page, group: int) -> bool:
    """Whether a list of terms says what they mean: none comes again, and few are people."""
    terms = [lead.text.rstrip(": ") for lead in page.leads if lead.group == group]
    people = sum(
        1
        for term in terms
        if label_shape.shape(term) == "person" or label_shape.key(term) in label_shape.WHO
    )
    return (
        len(terms) >= FEWEST_TERMS and len(set(terms)) == len(terms) and people < 0.5 * len(terms)
    )


def _heads_meeting(page: Page, group: int) -> bool:
    """Whether most terms of a list are those over minutes: who is present, who takes notes."""
    terms = [lead.text.rstrip(": ") for lead in page.leads if lead.group == group]
    heads = sum(
        1 for term in terms if is_note(term) or label_shape.key(term) in label_shape.LEAD_INS
    )
    return heads >= 0.5 * len(terms)


def _named_headings(page: Page) -> list[int]:
    """The headings that are names over what is said, where nearly all headings are."""
    numbers = [
        number
        for number in sorted(page.headings)
        if number < len(page.lines) and page.lines[number] != page.meta.get("h1")
    ]
    counts = Counter(page.lines[number] for number in numbers)
    names = {
        text
        for text, count in counts.items()
        if count > 1 and _is_name(text) and bold.may_name(label_shape.key(text))
    }
    total = sum(counts[name] for name in names)
    if len(names) < 2 or total < 0.8 * len(numbers):
        return []
    return [number for number in numbers if page.lines[number] in names]


def _is_name(text: str) -> bool:
    return (
        label_shape.shape(text) is not None
        and label_shape.key(text) not in label_shape.LEAD_INS
        and not label_shape.is_marker_label(text)
        and not (is_note(text) or is_counted_part(text) or is_dated(text) or is_clause(text))
    )


def _without_byline(draft: Draft) -> str | None:
    """What stands above the talk, without the title once more, the names and the date."""
    known = {draft.title, *(turn.label for turn in draft.turns)}
    kept = [
        paragraph
        for paragraph in (draft.description or "").split("\n\n")
        if paragraph not in known and not (len(paragraph) < 40 and iso_date(paragraph))
    ]
    return "\n\n".join(kept) or None


def _from_head(draft: Draft, meta: dict[str, str], *, titled: bool) -> None:
    """What the head says is surer than what the text seems to say."""
    heading, title = meta.get("og:title") or meta.get("h1"), meta.get("title")
    if heading:
        draft.title = heading
    elif title and not titled and not (NO_TITLE.fullmatch(title) and draft.title):
        draft.title = SITE.sub("", title)
    for name in DATES:
        if name in meta and (date := iso_date(meta[name])):
            draft.date = date
            break
    else:
        draft.date = draft.date or iso_date(meta.get("time", "")) or iso_date(title or "")
    draft.language = meta.get("lang") or draft.language
    draft.url = meta.get("canonical") or meta.get("og:url") or draft.url
    draft.media_url = meta.get("og:audio") or meta.get("audio") or draft.media_url
    described = meta.get("og:description") or meta.get("description")
    draft.description = described or _without_byline(draft)
    if not draft.topics and (words := meta.get("keywords")):
        draft.topics = people_list(words)
