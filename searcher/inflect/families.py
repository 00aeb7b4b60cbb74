"""The inflections of all words of a vocabulary at once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from searcher.inflect import LANGUAGES, chinese, english, inflections, korean


def families(
    words: Sequence[str], said: Iterable[str], language: str
) -> Iterator[tuple[str, list[str]]]:
    """Each word with its other forms, as `inflections` finds them one by one.

    To look each word up compares it with all that begin like it, which takes long for many words:
    here words are grouped by their bases or stems once.

    Args:
        words: the words to look up, in their form in the index.
        said: the words that can be found.
        language: a BCP 47 tag; only the part before the first hyphen counts.
    """
    language = language.partition("-")[0].lower()
    vocabulary = sorted(said)
    keys = _keys(language)
    members: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        for key in keys(word):
            members[key].append(word)

    def beginning(prefix: str) -> list[str]:
        start = bisect_left(vocabulary, prefix)
        return vocabulary[start : bisect_left(vocabulary, prefix + "\U0010ffff", start)]

    for word in words:
        if korean.is_hangul(word) or chinese.is_chinese(word):
            found = dict.fromkeys(inflections(word, beginning, language))
        else:
            found = dict.fromkeys(each for key in keys(word) for each in members.get(key, ()))
        found.pop(word, None)
        if found:
            yield word, [*found]


def _keys(language: str) -> Callable[[str], Iterable[str]]:
    """What the forms of a word have in common, by the word."""
    if language == "en":
        return english.bases
    if language not in LANGUAGES or language == "ko":
        return lambda word: (word,)
    # As in `inflections`.
    from searcher.inflect import snowball

    return lambda word: snowball.stems(word, language)
