"""Signs of numbers: minus, currencies, percent. They are no words, and they change the meaning."""

from unicodedata import category

from searcher.quotes.quote import Span
from searcher.verify.verdict import Difference, Kind

#: Words that can stand in the place of a sign, as they begin.
_SPELLED = ("percent", "per cent", "prozent", "pour cent", "por ciento", "per mille", "promille")
_MINUS = "-\u2212"
_PERCENT = "%\u2030"
#: What can stand before a minus: after a letter or a number it is a hyphen or a dash.
_OPENING = "([{\"'“‘„«"


def difference(quoted: str, at: Span, said: str, place: Span) -> Difference | None:
    """A number that was said with other signs: `5` is not `-5`, `$5` or `5%`.

    Args:
        quoted: the text of the quotation.
        at: the characters of the number in it.
        said: the text of the turn.
        place: the characters of the number in the turn.

    Returns:
        None if the signs are the same, or are words in one of both.
    """
    signs = _signs(quoted, *at) ^ _signs(said, *place)
    if not signs or _is_spelled(quoted, at[1]) or _is_spelled(said, place[1]):
        return None
    span = _with_signs(quoted, *at)
    number = said[slice(*_with_signs(said, *place))]
    return Difference(Kind.REPLACED, quoted[slice(*span)], number, span, "number")


def _is_spelled(text: str, end: int) -> bool:
    return text[end : end + 12].strip().casefold().startswith(_SPELLED)


def _with_signs(text: str, start: int, end: int) -> Span:
    """The characters of the number from `start` to `end`, with its signs."""
    low, high = start, end
    while low and _is_sign_before(text, low - 1):
        low -= 1
    after = high
    while after < len(text) and text[after] in " \u00a0\u202f":
        after += 1
    if after < len(text) and (text[after] in _PERCENT or _is_price(text, after)):
        high = after + 1
    return low, high


def _signs(text: str, start: int, end: int) -> frozenset[str]:
    """The signs of the number from `start` to `end`."""
    low, high = _with_signs(text, start, end)
    found = (text[low:start] + text[end:high]).replace("\u2212", "-")
    return frozenset(found.replace("\u00a0", "").replace("\u202f", "").replace(" ", ""))


def _is_sign_before(text: str, at: int) -> bool:
    if category(text[at]) == "Sc":
        return True
    before = text[at - 1] if at else " "
    opens = before.isspace() or before in _OPENING or category(before) == "Sc"
    return text[at] in _MINUS and opens


def _is_price(text: str, at: int) -> bool:
    """Whether a sign of a currency belongs to the number before it, and not to one after it."""
    return category(text[at]) == "Sc" and not text[at + 1 : at + 2].isdigit()
