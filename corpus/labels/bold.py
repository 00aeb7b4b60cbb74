"""Other ways to set a name apart in Markdown, brought to the usual `**Name:**`.

Underscores are asterisks; single ones, quotation marks down the left edge and
headings that are names are brought over only where the whole document has them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice, pairwise

from corpus.labels import label_shape
from corpus.labels.clauses import is_clause, is_counted_part, is_dated
from corpus.labels.minutes_items import heads_decisions, is_note

UNDERSCORES = re.compile(r"^(?P<in>[ \t]{0,3})__(?=\S)(?P<label>[^_\n]{1,80})__(?=[:\s]|$)", re.M)
EMPHASIS = re.compile(
    r"^(?P<sign>[*_])(?=[^\W_])(?P<label>[^*_\n:]{1,60}):(?P=sign)(?=[ \t])", re.M
)
EMPHASIS_BEFORE = re.compile(
    r"^(?P<sign>[*_])(?=[^\W_])(?P<label>[^*_\n:]{1,60})(?P=sign):(?=[ \t])", re.M
)
LINKED = re.compile(r"^\[(?P<label>[^\W\d_][^\[\]\n:]{0,59})\]\([^()\s]{1,500}\):(?=[ \t])", re.M)
# A picture of who speaks, before the name.
PICTURE = re.compile(r"^[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]{1,8}[ ]?(?=\*\*)", re.M)
ROW = re.compile(r"^[ ]{0,3}\|(?P<cells>[^\n]*)\|[ \t]*$", re.M)
RULED = re.compile(r"[-: ]+")
HEADS = frozenset(("speaker", "name", "who", "sprecher", "time", ""))
FEWEST_ROWS, MOST_COLUMNS = 4, 4
# A question that is bold as a whole, and a time within the bold type.
WHOLE = re.compile(
    r"^\*\*(?P<label>[^\W\d_][^*\n:]{0,59}):[ \t]+(?P<said>[^*\n]{1,5000})\*\*[ \t]*$", re.M
)
ITALIC_WHOLE = re.compile(
    r"^(?P<sign>[*_])(?P<label>[^\W\d_][^*_\n:]{0,59}):[ \t]+(?P<said>[^*_\n]{1,5000})(?P=sign)"
    r"[ \t]*$",
    re.M,
)
# A dash behind a name in bold type.
DASHED = re.compile(
    r"^[ \t]{0,3}\*\*(?P<label>[^*\n:]{1,60})\*\*[ \t]*[–—-]{1,2}[ \t]+(?=\S)", re.M
)
# A line in bold type by itself over a label: it heads what follows.
TITLE_ALONE = re.compile(
    r"\n\n[ \t]{0,3}\*\*(?P<title>[^*\n:.?!,;]{2,60})\*\*[ \t]*"
    r"(?=\n{1,3}[ \t]{0,3}\*\*[^*\n:]{1,80}(?::\*\*|\*\*:))"
)
# The same over a list.
LIST_ALONE = re.compile(
    r"\n\n[ \t]{0,3}\*\*(?P<title>[^*\n.?!,;]{2,60})\*\*:?[ \t]*"
    r"(?=\n{1,3}[ \t]{0,3}[-*+][ \t])"
)
# `**Q. How?**` over `A. So.`
ASKED = re.compile(r"^\*\*Q[.)]?(?:\*\*|[ \t])", re.M)
ASKED_WHOLE = re.compile(
    r"^(?:\*\*)?(?P<label>[QA])(?P<stop>[.)]?)(?P<end>\*\*)?(?P<colon>:?)[ \t]+"
    r"(?P<said>[^\n]*?)(?:\*\*)?[ \t]*$",
    re.M,
)
PLAIN = re.compile(r"^(?P<label>[^\W\d_][^*\n:]{0,59}):(?=[ \t])", re.M)
TIME_INSIDE = re.compile(
    r"^\*\*\\?[\[(](?P<time>[\d:.]{4,12})\\?[\])][ \t]*(?P<label>[^*\n:]{1,80}):\*\*", re.M
)
TIME_BOLD = re.compile(
    r"^\*\*\\?[\[(](?P<time>[\d:.]{4,12})\\?[\])]\*\*[ \t]+\*\*(?P<label>[^*\n:]{1,80}):?\*\*:?",
    re.M,
)
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# A time before a name that has no colon, or behind it.
TIME_BEFORE = re.compile(
    rf"^[ \t]{{0,3}}\\?[\[(]?(?P<time>{CLOCK})\\?[\])]?[ \t]*[-–—|]?[ \t]*"
    r"\*\*(?P<label>[^\W\d_][^*\n:]{0,79}?):?\*\*:?(?=\s)",
    re.M,
)
TIME_BEHIND = re.compile(
    r"^[ \t]{0,3}\*\*(?P<label>[^\W\d_][^*\n:]{0,79}?)\*\*[ \t]*"
    rf"(?:\\?[\[(][ ]?(?P<time>{CLOCK})[ ]?\\?[\])]"
    rf"|[-–—|]?[ \t]*[*_]{{0,2}}(?P<bare>{CLOCK})[*_]{{0,2}}(?=[ \t]*$))"
    r"[ \t]*:?",
    re.M,
)
# A time that begins a paragraph of somebody who goes on.
TIME_ALONE = re.compile(rf"^[ \t]{{0,3}}(?P<time>\d{{1,2}}:{CLOCK})(?=[ \t]+[^\s*])", re.M)
FULL_WIDTH = re.compile(r"^(?P<open>[ \t]{0,3}\*\*[^*\n:：]{1,80})(?:：\*\*|\*\*：)", re.M)
# A name in bold type at the head of a list's item.
LISTED = re.compile(
    r"^[ \t]{0,3}[-*+•][ \t]+(?=\*\*(?P<label>[^*\n:]{1,80}?)(?::\*\*|\*\*:))", re.M
)
QUOTED = re.compile(r"^[ ]{0,3}>[ ]?", re.M)
HEADING = re.compile(r"^(?P<level>#{2,6})[ \t]+(?P<label>[^\W\d_][^\n:]{0,59}?):?[ \t]*#*$", re.M)
LIST = re.compile(r"\s*(?:[-*+|]|\d+[.)]|```)")
# Headings that recur in documents and name nobody.
PARTS = frozenset(
    """
    added arguments bug changed deprecated description example examples features fixed fixes
    internal notes options other parameters removed return returns security see syntax usage value
    """.split()
)
# So much of a document is asked how it sets names apart.
HEAD = 20_000
# Times beside names show in the first lines.
HEAD_TIMED = 6_000
# So many times beside names are no coincidence.
FEWEST_TIMED = 2


def usual(text: str) -> str:
    """The text with its names between `**`, where it sets them apart in another way."""
    head = text[:HEAD]
    # One sign is found in a text in a tenth of the time that two take.
    if ">" in head and "\n>" in head and _is_quoted(head):
        text = QUOTED.sub("", text)
        head = text[:HEAD]
    if "|" in head and "\n|" in head:
        text = _without_table(text)
        head = text[:HEAD]
    if "_" in head and "__" in head:
        text = UNDERSCORES.sub(r"\g<in>**\g<label>**", text)
    if "**" in text:
        text = PICTURE.sub("", text) if _holds(PICTURE, head) else text
        if "**\n" in text or "**:\n" in text:
            text = LIST_ALONE.sub(_listed, TITLE_ALONE.sub(r"\n\n## \g<title>", text))
        if "**Q" in head and len(ASKED.findall(head)) > 1:
            text = ASKED_WHOLE.sub(_asked, text)
        text = _with_times(text, head[:HEAD_TIMED])
        if "：" in text:
            text = FULL_WIDTH.sub(r"\g<open>:** ", text)
        if _holds(LISTED, head):
            text = _unlisted(text)
        if _holds(TIME_INSIDE, head):
            text = TIME_INSIDE.sub(r"**\g<label>:** [\g<time>]", text)
        if _holds(TIME_BOLD, head):
            text = TIME_BOLD.sub(r"**\g<label>:** [\g<time>]", text)
        if "** " in head and (":**" not in head and "**:" not in head):
            text = _with_dashes(text)
        return _without_bold_questions(text) if _holds(WHOLE, head) else text
    if ":*" in text or ":_" in text or "*:" in head or "_:" in head:
        return _emphasised(text)
    if "](" in head and "):" in head and (linked := _linked(text)) is not None:
        return linked
    if ITALIC_WHOLE.search(head):
        text = _without_bold_questions(ITALIC_WHOLE.sub(r"**\g<label>: \g<said>**", text))
    if "\n##" in text or text.startswith("##"):
        return _headed(text)
    return text


def _listed(match: re.Match[str]) -> str:
    """The head of a list of what was decided as a heading, under which nobody speaks."""
    return f"\n\n## {match['title']}" if heads_decisions(match["title"]) else match[0]


def _asked(match: re.Match[str]) -> str:
    """A question or an answer with its letter as a label, if it is one."""
    if not (match["stop"] or match["end"] or match["colon"] or match[0].startswith("**")):
        return match[0]  # `A dog barks`
    return f"**{match['label']}:** {match['said']}"


def _with_times(text: str, head: str) -> str:
    """Names in bold type beside times as labels, where they recur so."""
    for pattern in (TIME_BEFORE, TIME_BEHIND):
        if not _holds(pattern, head, FEWEST_TIMED):
            continue
        text = pattern.sub(
            lambda found: (
                f"**{found['label']}:** [{found['time'] or found['bare']}]"
                if found.re is TIME_BEHIND
                else f"**{found['label']}:** [{found['time']}]"
            ),
            text,
        )
        text = TIME_ALONE.sub(r"[\g<time>]", text)
    return text


def _holds(pattern: re.Pattern[str], head: str, times: int = 1) -> bool:
    """Whether so many lines begin with a pattern that has `^` as its first sign.

    A line end as the first sign of a pattern is found much faster than `^` is: then only
    the beginnings of lines are tried.
    """
    at_line = _after_line_end(pattern)
    return sum(1 for _ in islice(at_line.finditer("\n" + head), times)) == times


@cache
def _after_line_end(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("\n" + pattern.pattern.removeprefix("^"), re.M)


def _with_dashes(text: str) -> str:
    """`**Name** — text` as labels, where names recur so; terms that are explained do not."""
    counts = Counter(
        label_shape.key(m["label"]) for m in DASHED.finditer(text) if _speaks(m["label"])
    )
    recurring = sum(count for count in counts.values() if count > 1)
    if sum(1 for count in counts.values() if count > 1) < 2 or recurring < 0.8 * counts.total():
        return text
    return DASHED.sub(
        lambda match: f"**{match['label']}:** " if _speaks(match["label"]) else match[0], text
    )


def _unlisted(text: str) -> str:
    """Names at the head of items as labels, where they recur and most items begin with one."""
    found = list(LISTED.finditer(text))
    counts = Counter(label_shape.key(match["label"]) for match in found if _speaks(match["label"]))
    recurring = sum(count for count in counts.values() if count > 1)
    if len(counts) < 2 or recurring < 0.5 * len(found):
        return text
    return LISTED.sub(
        lambda match: "" if label_shape.key(match["label"]) in counts else match[0], text
    )


def _is_quoted(head: str) -> bool:
    lines = [line for line in head.split("\n")[:-1] if line.strip()]
    return sum(1 for line in lines if line.lstrip().startswith(">")) > 0.8 * len(lines)


def _without_bold_questions(text: str) -> str:
    """`**Q: How?**` over `A: So.` with both names set apart, where such questions recur."""
    asked = Counter(label_shape.key(match["label"]) for match in WHOLE.finditer(text))
    who = {name for name, count in asked.items() if count > 1 and _speaks(name)}
    if not who:
        return text
    text = WHOLE.sub(
        lambda match: (
            f"**{match['label']}:** {match['said']}"
            if label_shape.key(match["label"]) in who
            else match[0]
        ),
        text,
    )
    answered = Counter(label_shape.key(match["label"]) for match in PLAIN.finditer(text))
    who = {name for name, count in answered.items() if count > 1 and _speaks(name)}
    return PLAIN.sub(
        lambda match: (
            f"**{match['label']}:**" if label_shape.key(match["label"]) in who else match[0]
        ),
        text,
    )


def _speaks(name: str) -> bool:
    if is_note(name) or is_dated(name) or is_counted_part(name) or is_clause(name):
        return False
    name = name.strip()
    is_person = label_shape.shape(name) is not None or label_shape.shape(name.title()) is not None
    return is_person and name not in label_shape.LEAD_INS and not label_shape.is_marker_label(name)


def _emphasised(text: str) -> str:
    """`*Name:* text`, where such names recur."""
    for pattern in (EMPHASIS, EMPHASIS_BEFORE):
        counts = Counter(label_shape.key(match["label"]) for match in pattern.finditer(text))
        if sum(1 for count in counts.values() if count > 1) > 1:
            return pattern.sub(r"**\g<label>:**", text)
    return text


def _linked(text: str) -> str | None:
    """`[Name](address): text` as labels, where such names recur."""
    counts = Counter(label_shape.key(match["label"]) for match in LINKED.finditer(text))
    recurring = {name for name, count in counts.items() if count > 1 and _speaks(name)}
    if len(recurring) < 2 or len(recurring) < 0.5 * len(counts):
        return None
    return LINKED.sub(r"**\g<label>:**", text)


def _without_table(text: str) -> str:
    """The rows of a table as labels and what is said, where one column has names that recur."""
    rows = list(ROW.finditer(text))
    cells = [[cell.strip(" *_") for cell in row["cells"].split("|")] for row in rows]
    width = len(cells[0]) if cells else 0
    if (
        len(rows) < FEWEST_ROWS
        or not 2 <= width <= MOST_COLUMNS
        or any(len(c) != width for c in cells)
    ):
        return text
    columns = list(zip(*(c for c in cells if not RULED.fullmatch("".join(c) or "-")), strict=True))
    names = [n for n, column in enumerate(columns) if _are_names(column)]
    said = max(range(width), key=lambda n: sum(map(len, columns[n])), default=0) if columns else 0
    if len(names) != 1 or names[0] == said:
        return text
    at = names[0]
    parts, begin = [], 0
    for row, cell in zip(rows, cells, strict=True):
        name = cell[at].rstrip(":")
        ruled = RULED.fullmatch("".join(cell) or "-") is not None
        heads = label_shape.key(name) in HEADS or not name
        parts += [
            text[begin : row.start()],
            "" if ruled or heads else f"\n**{name}:** {cell[said]}\n",
        ]
        begin = row.end()
    return "".join([*parts, text[begin:]])


def _are_names(column: Sequence[str]) -> bool:
    """Whether cells are a few names that come again and again."""
    names = [label_shape.key(cell.rstrip(":")) for cell in column if cell]
    counts = Counter(name for name in names if name not in HEADS)
    recurring = sum(count for name, count in counts.items() if count > 1 and _speaks(name))
    return len(counts) > 1 and recurring >= 0.8 * counts.total() and max(map(len, names)) < 60


def _headed(text: str) -> str:
    """`### Name` over paragraphs, where nearly all headings of a level are names that recur."""
    found = list(HEADING.finditer(text))
    for level in sorted({match["level"] for match in found}, key=len, reverse=True):
        these = [match for match in found if match["level"] == level]
        counts = Counter(label_shape.key(match["label"]) for match in these)
        recurring = {name for name, count in counts.items() if count > 1 and may_name(name)}
        total = sum(counts[name] for name in recurring)
        listed = sum(1 for match in these if LIST.match(text[match.end() : match.end() + 80]))
        people = all(label_shape.shape(match["label"]) == "person" for match in these)
        if people and recurring and len(counts) > 1 and _take_turns(these):
            total = len(these)
            recurring = set(counts)
        if len(recurring) > 1 and total >= 0.8 * len(these) and listed <= 0.5 * len(these):
            return _with_bold(text, [match for match in these if label_shape.shape(match["label"])])
    return text


def _take_turns(headings: list[re.Match[str]]) -> bool:
    """Whether nobody is named twice in a row: people answer each other."""
    names = [label_shape.key(match["label"]) for match in headings]
    return all(one != two for one, two in pairwise(names)) and all(map(may_name, names))


def _with_bold(text: str, headings: list[re.Match[str]]) -> str:
    """The text with these headings as bold labels."""
    parts, at = [], 0
    for match in headings:
        parts += [text[at : match.start()], f"**{match['label']}:**"]
        at = match.end()
    return "".join([*parts, text[at:]])


def may_name(key: str) -> bool:
    """Whether a heading may be somebody's name, and no part of a document."""
    return not PARTS.intersection(key.split()) and key not in label_shape.LEAD_INS
