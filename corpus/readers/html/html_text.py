"""HTML as lines of text: what stands in the page, without its navigation, and its head.

The page is read as a stream of tags, without a tree: memory and time grow in
line with its size however deep it is nested.
"""

import re
from dataclasses import dataclass, field
from typing import Any

NOT_SPEECH = frozenset(
    "script style nav footer aside form button noscript template iframe svg select head "
    "figcaption object math dialog".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 "
    "header hr li main ol p pre section summary table tbody td th tr ul".split()
)
LEADS = frozenset("b strong cite dt em".split())
SPEAKER_CLASS = re.compile(r"\b(?:speaker|person|participant|who)(?:[-_]?name)?\b", re.I)
# A class that says so and nothing else: `speaker-icon` is a picture.
PLACE_OF_NAME = re.compile(r"(?:^|\s)(?:speaker|participant)(?:[-_]?name)?(?:\s|$)", re.I)
TIME_CLASS = re.compile(r"\b(?:time|timestamp|timecode|start)(?:[-_]?\w+)?\b", re.I)
CLOCK = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?")
SPEAKER_HEADS = frozenset("speaker person name sprecher sprecherin locuteur hablante who".split())
ASIDE_CLASS = re.compile(
    r"(?:^|\s)(?:nav(?:bar|igation|[-_]?(?:links?|left|right|cent(?:er|re)))?|menu|sidebar|(?:site-|page-)?footer|breadcrumbs?"
    r"|comments?(?:[-_](?:section|list|area|thread|respond|form))?|respond|disqus_thread"
    r"|share(?:daddy|[-_]\w+)?|sharing|social(?:-\w+)?|cookies?(?:-\w+)?|newsletter(?:[-_]\w+)?"
    r"|subscri(?:be|ption)(?:[-_]\w+){0,3}|advert\w*|pagination|skip-link|related-posts?|author-bio"
    r"|(?:chapter|section|episode)-(?:abstract|summary|list)|key-points"
    r"|sr-only|visually-hidden)(?=\s|$)",
    re.I,
)
ASIDE_ROLES = frozenset("navigation complementary contentinfo search banner dialog".split())
CHUNK = 1 << 16
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


@dataclass(slots=True)
class Lead:
    """Words set apart at the start of a block, as labels often are.

    Attributes:
        line: number of the line that they begin.
        text: the words, spaces folded.
        sure: the page itself says that they name a speaker.
        group: number of the list of terms (`<dl>`) that they stand in; 0 outside of any.
    """

    line: int
    text: str
    sure: bool
    group: int = 0


@dataclass(slots=True)
class Page:
    """The text of a page.

    Attributes:
        lines: its lines; blocks are parted by blank ones.
        leads: what is set apart at the start of blocks.
        headings: numbers of the lines that are headings.
        emphasised: numbers of the lines that are bold or in italics as a whole.
        preformatted: the texts of its `<pre>` elements, as they stand.
        meta: what its head says: names of `<meta>`, `title`, `h1`, `lang`, `canonical`, `audio`.
    """

    lines: list[str] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    emphasised: set[int] = field(default_factory=set)
    preformatted: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)


class _Walk:
    """What lxml calls for each tag and text: gathers a Page."""

    def __init__(self) -> None:
        self.page = Page()
        self.skipped: str | None = None
        self.skipped_depth = 0
        self.line: list[str] = []
        self.lead: list[str] | None = None
        self.lead_tag = ""
        self.lead_sure = False
        self.held: str | None = None
        self.words: list[str] = []
        self.pre: list[str] | None = None
        self.whole = ""  # the words of the line that are set apart
        self.lists = 0
        self.lead_called = False  # by a class such as `speaker`
        self.time_tag = ""
        self.column = self.speakers = -1
        self.header: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._head(tag, attributes)
        if self.skipped:
            self.skipped_depth += tag == self.skipped
            return
        if tag not in VOID and tag not in ("html", "body") and _is_aside(tag, attributes):
            self.skipped, self.skipped_depth = tag, 1
            return
        if tag == "br":
            self._break()
        elif tag in BLOCKS:
            self._break(blank=True)
        self.lists += tag == "dl"
        if tag in HEADINGS:
            self.page.headings.add(len(self.page.lines))
        if tag == "h1":
            self.held, self.words = "h1", []
        if tag == "pre":
            self.pre = []
        self._cell(tag)
        self._lead(tag, attributes.get("class", ""))

    def _cell(self, tag: str) -> None:
        """Count the cells of a row; a table whose head says so has a column of speakers."""
        if tag == "table":
            self.speakers = -1
        elif tag == "tr":
            self.column = -1
        elif tag in ("td", "th"):
            self.column += 1
            self.header = [] if tag == "th" else None

    def _lead(self, tag: str, names: str) -> None:
        """Begin what may be a label: at the head of a line, or behind nothing but a time."""
        called = bool(SPEAKER_CLASS.search(names))
        sure = tag in ("cite", "dt") or called or (tag == "td" and self.column == self.speakers)
        before = "".join(self.line).strip()
        behind_time = sure and CLOCK.fullmatch(before[:20].strip("[]() ")) is not None
        if tag not in BLOCKS and TIME_CLASS.search(names):
            self.line.append(" ")
            self.time_tag = tag
        if not (tag in LEADS or tag == "i" or sure) or self.lead is not None:
            return
        if not before or behind_time:
            self.line.append(" " if before else "")
            self.lead, self.lead_tag, self.lead_sure = [], tag, sure
            self.lead_called = PLACE_OF_NAME.search(names) is not None and tag not in BLOCKS

    def _head(self, tag: str, attributes: dict[str, str]) -> None:
        meta = self.page.meta
        if tag == "meta":
            name = (
                attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            )
            if name and attributes.get("content"):
                meta.setdefault(name.casefold(), attributes["content"])
        elif tag == "html" and attributes.get("lang"):
            meta.setdefault("lang", attributes["lang"])
        elif tag == "link" and "canonical" in attributes.get("rel", "").casefold():
            meta.setdefault("canonical", attributes.get("href", ""))
        elif tag in ("audio", "video", "source") and attributes.get("src"):
            meta.setdefault("audio", attributes["src"])
        elif tag == "time" and attributes.get("datetime"):
            meta.setdefault("time", attributes["datetime"])
        elif tag == "title" and "title" not in meta:
            self.held, self.words = "title", []

    def end(self, tag: str) -> None:
        if self.held == tag:
            self.page.meta.setdefault(tag, " ".join("".join(self.words).split()))
            self.held = None
        if self.skipped:
            if tag == self.skipped:
                self.skipped_depth -= 1
                if not self.skipped_depth:
                    self.skipped = None
            return
        if tag == self.lead_tag and self.lead is not None:
            self._end_lead()
        if tag == "pre" and self.pre is not None:
            self.page.preformatted.append("".join(self.pre))
            self.pre = None
        if tag in BLOCKS:
            self._break(blank=True)
        elif tag in ("time", self.time_tag):
            self.line.append(" ")
            self.time_tag = ""
        if tag == "th" and self.header is not None:
            if "".join(self.header).strip(" \n:").casefold() in SPEAKER_HEADS:
                self.speakers = self.column
            self.header = None

    def _end_lead(self) -> None:
        text = " ".join("".join(self.lead or ()).split())
        self.whole = text
        if not text and self.lead_called:
            self.line.append(">> ")  # the place for a name is empty: nobody knows who speaks
        if text and (self.lead_tag != "i" or self.lead_sure):
            group = self.lists if self.lead_tag == "dt" else 0
            self.page.leads.append(Lead(len(self.page.lines), text, self.lead_sure, group))
            if self.lead_sure and not text.endswith(":"):
                self.line.append(": ")
            elif self.lead_sure:
                self.line.append(" ")
        self.lead = None

    def data(self, data: str) -> None:
        if self.held:
            self.words.append(data)
        if self.skipped:
            return
        if self.lead is not None:
            self.lead.append(data)
        if self.header is not None:
            self.header.append(data)
        if self.pre is not None:
            self.pre.append(data)
            *whole, last = data.split("\n")
            for part in whole:
                self.line.append(part)
                self._break()
            self.line.append(last)
        else:
            self.line.append(data)

    def _break(self, *, blank: bool = False) -> None:
        if self.lead is not None:
            self._end_lead()
        text = "".join(self.line)
        if self.whole and " ".join(text.split()) == self.whole:
            self.page.emphasised.add(len(self.page.lines))
        self.whole = ""
        self.line.clear()
        if self.pre is None and not text.strip():
            blank = blank and bool(self.page.lines) and bool(self.page.lines[-1])
            if blank:
                self.page.lines.append("")
            return
        self.page.lines.append(text if self.pre is not None else " ".join(text.split()))
        if blank:
            self.page.lines.append("")

    def comment(self, text: str) -> None:
        """Comments are for those who made the page."""

    def close(self) -> Page:
        self._break()
        return self.page


def _is_aside(tag: str, attributes: dict[str, str]) -> bool:
    if tag in NOT_SPEECH or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role", "").casefold() in ASIDE_ROLES:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return names != " " and ASIDE_CLASS.search(names[:400]) is not None


def walk(text: str, target: Any) -> None:
    """Tell a target of lxml's parser what is in a page, as far as it can be read.

    Args:
        text: the page.
        target: an object with `start`, `end`, `data` and `close`.
    """
    from lxml import etree  # loaded when there is a page to read, not for every file

    text = DECLARATION.sub("", text, count=1)  # the text is decoded, whatever it says
    # lxml calls with str throughout; its stubs say bytes, too.
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True)
    try:
        for start in range(0, len(text), CHUNK):
            parser.feed(text[start : start + CHUNK])
        parser.close()
    except (etree.LxmlError, ValueError):
        target.close()


def read_page(text: str) -> Page:
    """The page in `text`; what is broken in it is read as browsers do, as far as it goes."""
    page = _Walk()
    walk(text, page)
    return page.page
