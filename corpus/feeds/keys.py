"""By what a file and an item of a feed are compared: the last part of an address, a name."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from corpus.metadata.dates import GENERIC
from corpus.metadata.sidecar import INNER

_APART = re.compile(r"[\W_]+")
_SUFFIX = re.compile(r"\.(?=[0-9]{0,4}[A-Za-z])[A-Za-z0-9]{2,5}$")
_LANGUAGE = re.compile(r"\.(?P<tag>[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2})$")
#: Longer names are compared by their beginnings.
_LONGEST = 200


def key(text: str) -> str:
    """A name as it is compared: without case, every run of other signs a hyphen."""
    plain = unicodedata.normalize("NFC", text[:_LONGEST]).casefold()
    return _APART.sub("-", plain).strip("-")


def parts(url: str) -> tuple[str, ...]:
    """The parts of the path of an address, decoded: of `https://host/a/b%20c` `a` and `b c`."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ()
    return tuple(part for each in path.split("/") if (part := unquote(each).strip()))


def stem(name: str) -> str:
    """A name without a suffix such as `.mp3`; `v1.5` has none."""
    return _SUFFIX.sub("", name)


def stems(name: str) -> list[str]:
    """The names that a file goes by: `talk.en.vtt` is `talk.en` and `talk`."""
    whole = stem(name)
    return list(dict.fromkeys((key(whole), key(INNER.sub("", whole)))))


def language(name: str) -> str | None:
    """The language in the name of a file: `en` of `talk.en.vtt`."""
    found = _LANGUAGE.search(stem(name))
    return found["tag"] if found else None


def tells_much(name: str) -> bool:
    """Whether a key can hardly be that of something else: not `42`, not `ep1`, not `transcript`."""
    letters, signs = sum(map(str.isalpha, name)), sum(map(str.isalnum, name))
    return name not in GENERIC and (letters > 3 or (letters > 0 and signs > 4))


def last(url: str | None) -> str:
    """The key of the last part of an address, without its suffix; empty where there is none."""
    found = parts(url or "")
    return key(stem(found[-1])) if found else ""
