"""Heads and numbers of pages that stand between the lines of a text.

A page number is a line that comes again with a number that grows. The head of a page is a
line that comes again, each time beside a page number. Neither was said by anybody.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

#: A head of a page is no longer than this.
LONGEST = 100
#: From so many on, numbers that grow are no coincidence.
FEWEST_PAGES = 3
#: A head stands within so many lines of a page number.
NEAR = 3
#: A page number grows by this much at most, since some pages carry none.
LARGEST_STEP = 20

NUMBER = re.compile(r"\d+")
CLOCK = re.compile(r"\d:\d\d|\d\d?\.\d\d\b(?!\.\d{4})")
#: What a line is made of that is a page number and nothing else.
BARE = re.compile(
    r"[\s\-–—.\[\]()|]*(?:(?:page|seite|pagina|página|p|s)\.?\s*)?#[\s\-–—.\[\]()|]*", re.I
)
ENDS = (".", "!", "?", "…", ":", "：", "。", "！", "？", ".”", '."')


def without(lines: list[str]) -> list[str]:
    """The lines without heads and numbers of pages, but for the words at the very top.

    Those may be the title and the date. A sentence that goes on over the end of a page is
    whole again.
    """
    found = _numbers(lines)
    if not found:
        return lines
    found |= _heads(lines, found)
    for at, line in enumerate(lines):
        if line.strip() and at not in found:
            break
        if any(c.isalpha() for c in line):
            found.discard(at)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if number not in found:
            kept.append(lines[number])
            number += 1
            continue
        while number < len(lines) and (number in found or not lines[number].strip()):
            number += 1
        _join_page(kept, lines[number] if number < len(lines) else "")
    return kept


def _join_page(kept: list[str], following: str) -> None:
    """Part the page that ends from the next one, unless a sentence goes on."""
    while kept and not kept[-1].strip():
        kept.pop()
    goes_on = bool(kept) and not kept[-1].rstrip().endswith(ENDS) and following[:1].islower()
    if kept and not goes_on:
        kept.append("")


def _numbers(lines: Sequence[str]) -> set[int]:
    """The lines that carry the number of a page: alone, or behind the same words each time."""
    runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        bare = line.strip()
        if len(bare) > LONGEST or not (figures := list(NUMBER.finditer(bare))):
            continue
        if bare.endswith((":", "：")) or CLOCK.search(bare):
            continue
        # The number that grows is the first of the line or the last one.
        for figure in {figures[0].span(): figures[0], figures[-1].span(): figures[-1]}.values():
            if figure.end() - figure.start() <= 6:
                around = f"{bare[: figure.start()]}#{bare[figure.end() :]}"
                runs[around].append((at, int(figure[0])))
    found: set[int] = set()
    for around, run in runs.items():
        if _grows(run) and (BARE.fullmatch(around) or _is_dated(around)):
            found.update(at for at, _ in run)
    return found


def _grows(run: list[tuple[int, int]]) -> bool:
    values = [value for _, value in run]
    steps = [two - one for one, two in pairwise(values)]
    fits = sum(1 for step in steps if 0 < step <= LARGEST_STEP)
    return len(values) >= FEWEST_PAGES and fits >= 0.9 * len(steps)


def _is_dated(around: str) -> bool:
    """Whether the words beside a number hold another: a date, the number of a session."""
    return any(c.isdigit() for c in around) and not around.endswith(ENDS)


def _heads(lines: Sequence[str], pages: set[int]) -> set[int]:
    """The lines that come again, nearly always beside the number of a page."""
    near = {at + step for at in pages for step in range(-NEAR, NEAR + 1)} - pages
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        bare = line.strip()
        if bare and len(bare) <= LONGEST and at not in pages and not bare.endswith(ENDS):
            places[bare].append(at)
    return {
        at
        for found in places.values()
        if len(found) >= FEWEST_PAGES
        # The last page may have no number behind its foot.
        and sum(1 for at in found if at in near) >= min(0.9 * len(found), len(found) - 1)
        and len(found) >= 0.5 * len(pages)
        for at in found
    }
