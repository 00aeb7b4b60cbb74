r"""Mends JSON whose texts are UTF-8 that was read as Latin-1: `JosÃ©` is José.

Exports of Messenger, Facebook and Instagram are written so, with each byte as `\u00c3`.
"""

import re
from collections.abc import Iterator

ESCAPED = re.compile(r"\\u00[c-f][0-9a-f]\\u00[89ab][0-9a-f]", re.IGNORECASE)
#: First bytes of letters in UTF-8 as Latin-1 has them; hardly any other text has the letter.
LITERAL = "ÃÂâÐØ"
PAIR = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u2122\u201a-\u203a\u0152-\u0192\u02c6\u02dc]"
)
ENCODINGS = ("latin-1", "cp1252")


def may_need_mending(text: str) -> bool:
    """Whether the text of a JSON file has such a letter."""
    if "\\u00" in text and ESCAPED.search(text):
        return True
    if text.isascii() or not any(letter in text for letter in LITERAL):
        return False
    return PAIR.search(text) is not None


def mended(value: object) -> object:
    """The value with its texts as they were written; as it is, if one of them is right already.

    One text that is no UTF-8 shows that the others are right, too: somebody may write `Ã©`.
    """
    texts = [text for text in _texts(value) if not text.isascii()]
    for encoding in ENCODINGS:
        try:
            read = {text: text.encode(encoding).decode("utf-8") for text in texts}
        except UnicodeError:
            continue
        return _with(value, read)
    return value


def _texts(value: object) -> Iterator[str]:
    """The keys and texts in a value."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            stack += [*one, *one.values()]


def _with(value: object, read: dict[str, str]) -> object:
    if isinstance(value, str):
        return read.get(value, value)
    if isinstance(value, list):
        return [_with(one, read) for one in value]
    if isinstance(value, dict):
        return {read.get(key, key): _with(one, read) for key, one in value.items()}
    return value
