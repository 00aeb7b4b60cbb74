"""Who was there: the names that the head of minutes lists, which may be in lower case.

`* Team members: niko, josh` and a list under `## Present` say that `josh:` is a person.
"""

import re
from collections.abc import Iterator

#: Where people are listed, in lines.
HEAD = 80
WHO_CAME = (
    r"(?:(?:team |council |committee )?(?:members|participants)(?: present)?|attendees|attendance"
    r"|in attendance|present|others|guests|observers|scribe|note[- ]?taker|minute[- ]?taker"
    r"|minutes|chair|facilitator|teilnehmer|anwesend|asistentes|présents)"
)
LISTED = re.compile(
    rf"[ \t]{{0,8}}(?:[-*+•][ \t]+)?[*_]{{0,2}}{WHO_CAME}[*_]{{0,2}}:[*_]{{0,2}}[ \t]+"
    r"(?P<names>\S.*)",
    re.I,
)
HEADING = re.compile(rf"[ ]{{0,3}}#{{1,6}}[ \t]+{WHO_CAME}\W*", re.I)
ITEM = re.compile(r"[ \t]{0,8}[-*+•][ \t]+(?P<names>[^\s:][^:]{0,80})")
BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
ADDED = re.compile(r"\s*(?:[@(<\[]|\s[-–—]\s).*")
NAME = re.compile(r"[^\W\d_][\w.'’-]{1,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3}")


def named(lines: list[str]) -> list[str]:
    """The names in the lists of who was there, as they are written."""
    return [
        name
        for text in _lists(lines[:HEAD])
        for part in BETWEEN.split(text)
        if NAME.fullmatch(name := ADDED.sub("", part.strip(" *_.")))
    ]


def _lists(lines: list[str]) -> Iterator[str]:
    under = False
    for line in lines:
        if match := LISTED.match(line[:400]):
            yield match["names"]
        elif HEADING.fullmatch(line[:80]):
            under = True
        elif under and (item := ITEM.fullmatch(line[:200])):
            yield item["names"]
        elif line.strip():
            under = False
