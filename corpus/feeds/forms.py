"""Which form of a transcript is read: first one that names speakers, then one with times."""

import re
from collections import Counter
from pathlib import Path

#: The suffixes of forms, the most telling first.
FORMS = (".json", ".vtt", ".srt", ".html", ".htm", ".txt")
_HEAD = 64 << 10
_SPEAKER_KEY = re.compile(r'"speaker(?:_?[Nn]ame)?"\s{0,9}:\s{0,9}"[^"]')
_VOICE = re.compile(r"<v(?:\.[\w.]{1,60})?[ \t][^>]")
_CITED = re.compile(r"<cite>[^<]{1,80}</cite>|<(?:b|strong)>[^<]{1,80}:\s{0,9}</")
_LABEL = re.compile(r"^[\s>*_-]{0,6}\[?(?P<label>[^\W\d_][^:\n\]<>*_]{0,40})[\]*_]{0,5}:\s", re.M)


def names_speakers(head: bytes) -> bool:
    """Whether the beginning of a transcript says who speaks, at a glance.

    A label must come twice: notes on an episode have lines such as `Guest: Ann Lee`, too.
    """
    text = head.decode("utf-8", "replace")
    if any(mark.search(text) for mark in (_SPEAKER_KEY, _VOICE, _CITED)):
        return True
    labels = Counter(found["label"] for found in _LABEL.finditer(text))
    return any(count > 1 for count in labels.values())


def preference(path: Path) -> tuple[bool, int]:
    """A key to sort the forms of a transcript by: the first is read."""
    suffix = path.suffix.lower()
    place = FORMS.index(suffix) if suffix in FORMS else len(FORMS)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        head = b""
    return not names_speakers(head), place
