"""Short forms of names that the head of a transcript explains: `Walther Horn (WH), Dana Trim (DT)`.

`corpus.metadata.front_matter` knows those that stand one a line, `WH: Walther Horn`.
"""

import re

ITEM = re.compile(
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ \t]+[\w.'’-]+){1,4})[ \t]*[(\[](?P<short>[A-ZÀ-Þ]{1,4})[)\]]"
)
BETWEEN = re.compile(r"[\s,;&*+•–-]*(?:\b(?:and|und|et|y|e)\b)?[\s,;.]*")
LED_IN = re.compile(r"[^\W\d_][\w /-]{2,30}:\s*")
#: Where short forms are explained, in lines.
HEAD = 60


def listed(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The names that short forms stand for, and the text without the lines that list them.

    A short form is one only where it is a label.
    """
    found: dict[str, str] = {}
    rest = list(lines)
    for number, line in enumerate(lines[:HEAD]):
        if ("(" not in line and "[" not in line) or len(line) > 2000:
            continue
        items = list(ITEM.finditer(line))
        names = {
            match["short"]: " ".join(match["name"].split())
            for match in items
            if match["short"][0] == match["name"][0].upper()
        }
        if not names or (number and not _is_list(line)):
            continue
        labels = {short for short in names if _is_label(short, lines)}
        if labels:
            found.update({short: names[short] for short in labels})
            rest[number] = ""
    return found, rest


def _is_list(line: str) -> bool:
    """Whether a line holds such names and nothing else, but for words that lead them in."""
    led_in = LED_IN.match(line)
    bare = ITEM.sub("", line[led_in.end() if led_in else 0 :])
    return BETWEEN.sub("", bare) == ""


def _is_label(short: str, lines: list[str]) -> bool:
    pattern = re.compile(rf"\W{{0,6}}{short}\W{{0,3}}(?:[:：]|$)")
    return any(pattern.match(line[:40]) for line in lines)
