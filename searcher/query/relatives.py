"""Words of the same family that are no forms of one word: `performance` and `performant`.

A search for a word does not find them. In a question they are a sign of its subject.
"""

from collections.abc import Iterable
from functools import cache

from index.fields import TEXT
from index.library.library import ENGLISH, Library

#: A stem of fewer letters begins too many families: `us`, `use`, `user`.
SHORTEST = 4
#: A relative in so many times as many turns means something else: `useful` and `used`.
MOST_FREQUENT = 10


def relatives(forms: Iterable[str], library: Library) -> tuple[str, ...]:
    """The words of the index, without these forms, that have the stem of one of them.

    The stems are those of Porter2 (M. F. Porter: Snowball, 2001), for words of English.
    """
    if ENGLISH not in library.languages and "" not in library.languages:
        return ()
    known = dict.fromkeys(forms)
    stem = _stemmer().stemWord
    stems = {stem(form) for form in known if form.isalpha() and form.isascii()}
    turns = sum(library.document_frequency(TEXT, form) for form in known)
    found: dict[str, None] = {}
    for each in stems:
        if len(each) < SHORTEST:
            continue
        # In an ending the last letter of a stem can differ: `company`, `companies`.
        for word in library.vocabulary(TEXT, each[:-1]):
            if (
                word not in known
                and stem(word) == each
                and library.document_frequency(TEXT, word) <= MOST_FREQUENT * turns
            ):
                found[word] = None
    return tuple(found)


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    # Only questions need it.
    import Stemmer

    return Stemmer.Stemmer("english")
