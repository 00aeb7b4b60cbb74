"""Talk pages of MediaWiki: what is written before a signature is by the one who signs.

A signature is a link to a user and a time at the end of a line. Text that stands at
another depth than the signed line below it may be by somebody else: it is nobody's.
"""

import re
from collections.abc import Iterator

from corpus.draft import UNNAMED, Draft, DraftTurn
from corpus.errors import NotATranscript
from corpus.metadata.dates import iso_date
from corpus.source import Source

ZONE = re.compile(r" \([A-Z]{2,5}\)")
STAMP = re.compile(rf"\d{{1,2}}:\d{{2}}, [^()\n\[\]]{{6,40}}{ZONE.pattern}\W{{0,10}}$", re.M)
USER_LINK = re.compile(r"\[\[:?[^\[\]|:\n]{2,25}:(?P<user>[^\[\]|/#\n]{1,80})[^\[\]\n]{0,160}\]\]")
UNSIGNED = re.compile(
    r"\{\{(?:subst:)?(?:unsigned|xsign|unsignedIP2?)\|(?P<user>[^|{}\n]{1,80})", re.I
)
HEADING = re.compile(r"(={2,6})\s*(?P<text>.+?)\s*\1\s*$")
LINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{0,300})\]\]")
WEB_LINK = re.compile(r"\[https?://\S{1,500}(?: ([^\[\]\n]{0,300}))?\]")
TEMPLATE = re.compile(r"\{\{[^{}]{0,2000}\}\}")
TAG = re.compile(r"<ref[^<>/]{0,200}>[^<>]{0,2000}</ref>|<!--.{0,300}?-->|</?[A-Za-z][^<>]{0,300}>")
FEWEST_SIGNATURES = 2
HEAD = 200_000


def recognises(source: Source) -> bool:
    """Whether lines end with signatures, several of them."""
    found = 0
    head = source.text[:HEAD]
    # Hardly a text has the zone of a time in brackets, and to find one takes little.
    if "[[" not in head or ZONE.search(head) is None:
        return False
    for match in STAMP.finditer(head):
        line = head[head.rfind("\n", 0, match.start()) + 1 : match.start()]
        found += USER_LINK.search(line[-600:]) is not None
        if found >= FEWEST_SIGNATURES:
            return True
    return False


def read(source: Source) -> Iterator[Draft]:
    """The one page of talk."""
    draft = Draft()
    section: str | None = None
    pending: list[tuple[int, str]] = []
    for line in source.text.split("\n"):
        if heading := HEADING.match(line[:300]):
            _leave(pending, section, draft)
            section = _plain(heading["text"]) or section
            continue
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(":*#"))
        signed = _signed(line)
        if signed is None:
            pending.append((depth, _plain(line[depth:])))
            continue
        user, when, text = signed
        own = len(pending)
        while own and pending[own - 1][0] == depth:
            own -= 1
        _leave(pending[:own], section, draft)
        said = [part for _, part in pending[own:]] + [_plain(text[depth:])]
        pending.clear()
        draft.date = draft.date or iso_date(when.partition(", ")[2])
        if said := [part for part in said if part]:
            draft.turns.append(DraftTurn(user, said, section=section))
    _leave(pending, section, draft)
    if not any(turn.label for turn in draft.turns):
        raise NotATranscript(source.path, "no signature has anything written before it")
    yield draft


def _signed(line: str) -> tuple[str, str, str] | None:
    """The one who signs a line, when, and the text before the signature."""
    if unsigned := UNSIGNED.search(line):
        return " ".join(unsigned["user"].split()), "", line[: unsigned.start()]
    stamp = STAMP.search(line)
    if stamp is None:
        return None
    tail = max(0, stamp.start() - 600)
    links = list(USER_LINK.finditer(line, tail, stamp.start()))
    if not links:
        return None
    # A signature links to the user and then to his or her talk page: both name one user.
    user = links[-1]["user"].strip().replace("_", " ")
    first = next(link for link in links if link["user"].strip().replace("_", " ") == user)
    text = line[: first.start()].rstrip().rstrip("-–—~ ")
    return user, stamp[0], text


def _leave(pending: list[tuple[int, str]], section: str | None, draft: Draft) -> None:
    """Give lines that nobody has signed to nobody; what opens the page is its description."""
    said = [part for _, part in pending if part]
    pending.clear()
    if not said:
        return
    if draft.turns or section is not None:
        draft.turns.append(DraftTurn(UNNAMED, said, section=section))


def _plain(text: str) -> str:
    """Wikitext as people see it."""
    for _ in range(3):  # templates in templates
        text = TEMPLATE.sub("", text)
    text = LINK.sub(r"\1", TAG.sub("", text))
    text = WEB_LINK.sub(lambda match: match[1] or "", text)
    return " ".join(re.sub(r"'{2,5}", "", text).split())
