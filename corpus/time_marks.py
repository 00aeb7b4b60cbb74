"""Times inside a text, kept while the text is put together, and taken out of it at last.

A reader writes a mark in the place of a stamp, `[04:10]`. The mark goes with the words around
it when lines are joined and markup is removed, so that its offset is known in the end.
"""

import re
from collections.abc import Iterable

# Characters of the private use area, which mean nothing in a text.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(rf"{OPEN}(\d{{1,9}}(?:\.\d{{1,3}})?){CLOSE}")
LEFT = re.compile(f"[{OPEN}{CLOSE}]")


def mark(seconds: float) -> str:
    """What stands for a time in a text until `take` takes it out."""
    return f"{OPEN}{round(seconds, 3)}{CLOSE}"


def take(paragraphs: Iterable[str]) -> tuple[list[str], list[tuple[int, float]]]:
    """Paragraphs without marks, and the moments in them.

    Returns:
        The paragraphs that are not empty; pairs of a character offset in them, joined by
        blank lines, and the seconds. Times that run backwards are left out.
    """
    paragraphs = list(paragraphs)
    if OPEN not in "".join(paragraphs):
        return [paragraph for paragraph in paragraphs if paragraph], []
    kept: list[str] = []
    moments: list[tuple[int, float]] = []
    waiting: list[float] = []
    before = 0
    for paragraph in paragraphs:
        text, found = _taken(paragraph) if OPEN in paragraph else (paragraph, [])
        if not text:
            waiting += [seconds for _, seconds in found]
            continue
        moments += [(before, seconds) for seconds in waiting]
        moments += [(before + offset, seconds) for offset, seconds in found]
        waiting = []
        kept.append(text)
        before += len(text) + 2
    return kept, _ascending(moments)


def _taken(paragraph: str) -> tuple[str, list[tuple[int, float]]]:
    """A paragraph without its marks, and where they stood."""
    text = ""
    found: list[tuple[int, float]] = []
    end = 0
    for match in MARK.finditer(paragraph):
        text = _joined(text, paragraph[end : match.start()])
        found.append((len(text), float(match[1])))
        end = match.end()
    text = _joined(text, paragraph[end:]).rstrip()
    return text, [(min(offset, len(text)), seconds) for offset, seconds in found]


def _joined(before: str, after: str) -> str:
    after = LEFT.sub("", after)
    return before + (after.lstrip() if not before or before[-1].isspace() else after)


def _ascending(moments: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Moments with ascending offsets and times; of several at one place the last counts."""
    kept: list[tuple[int, float]] = []
    for offset, seconds in moments:
        if kept and seconds < kept[-1][1]:
            continue
        if kept and kept[-1][0] == offset:
            kept.pop()
        kept.append((offset, seconds))
    return kept
