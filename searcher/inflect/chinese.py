"""Simplified and traditional forms of a Chinese character: 发, 發 and 髮.

The table is that of OpenCC, an optional package (`pip install 'transcript-searcher[chinese]'`).
Without it every character is only itself. A token of Chinese is one character, so no phrase
has to be converted.
"""

from collections.abc import Mapping
from functools import cache

#: The blocks of Chinese characters that have two forms.
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def is_chinese(word: str) -> bool:
    """Whether a word is one Chinese character."""
    return len(word) == 1 and any(ord(word) in block for block in _BLOCKS)


def variants(character: str) -> tuple[str, ...]:
    """The simplified and the traditional forms of a character, without itself."""
    return tuple(other for other in _classes().get(character, ()) if other != character)


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """For each character with several forms all of them. It takes 0.1 s, once."""
    try:
        import opencc
    except ImportError:
        return {}
    characters = [chr(code) for block in _BLOCKS for code in block]
    # On lines of their own, characters are not converted as a phrase.
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    forms: dict[str, dict[str, None]] = {}
    for character, simple in zip(characters, simplified, strict=True):
        forms.setdefault(simple, {simple: None})[character] = None
    return {
        character: tuple(some) for some in forms.values() if len(some) > 1 for character in some
    }
