"""Finds words in a text by their letters, where it is certain that these are all matches.

To count words up to a position takes much longer than to find the letters of a word. A word that
has neither a letter, a digit nor a sign beside it that could belong to it is surely a word. If
there are as many of those as the index has matches in the turn, they are the matches.
"""

from index.text.tokenizer import ASCII_WORD, readable
from searcher.query.query_tree import And, OneOf, Or, Tree, Word

#: With more forms each text is searched too often.
_MOST_FORMS = 8
#: What may belong to a word before it or after it, beside letters and digits.
_JOINING = frozenset("abcdefghijklmnopqrstuvwxyz0123456789'.+#")
#: A dot at the end of a sentence is followed by one of these.
_AFTER_DOT = frozenset(" \n\t\"')")

Span = tuple[int, int]


class CertainWords:
    """The words of a search, if each place where one of them is said is a match.

    Args:
        tree: what a turn matches.
    """

    def __init__(self, tree: Tree) -> None:
        forms = _forms(tree)
        # Numbers and initials may be written in several ways.
        simple = [form for form in forms or () if form.isascii() and form.isalpha()]
        self._forms = simple if forms is not None and len(forms) <= _MOST_FORMS else []

    def spans(self, text: str, count: int) -> list[Span] | None:
        """The characters of the matches of a turn, in order; None if that is not certain.

        Args:
            text: of the turn.
            count: how many matches it has.
        """
        if not self._forms:
            return None
        plain, pattern = readable(text)
        if pattern is not ASCII_WORD:
            return None
        plain = f" {plain.lower()}  "
        found: list[Span] = []
        for form in self._forms:
            size = len(form)
            place = plain.find(form)
            while place >= 0:
                end = place + size
                after = plain[end]
                if plain[place - 1] not in _JOINING and (
                    after not in _JOINING or (after == "." and plain[end + 1] in _AFTER_DOT)
                ):
                    # Before the text there is one blank more.
                    found.append((place - 1, end - 1))
                place = plain.find(form, end)
        return sorted(found) if len(found) == count else None


def _forms(tree: Tree) -> set[str] | None:
    """The forms of the words of a tree in which every word is a match; None for other trees."""
    match tree:
        case Word("text", forms, ()):
            return set(forms)
        case OneOf(parts) | And(parts) | Or(parts):
            found: set[str] = set()
            for part in parts:
                if isinstance(part, Word) and part.field != "text" and isinstance(tree, And):
                    continue
                of_part = _forms(part) if isinstance(part, Word | OneOf) else None
                if of_part is None:
                    return None
                found |= of_part
            return found
    return None
