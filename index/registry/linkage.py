"""Record linkage: which names found in programs can only be one person.

A registry starts from these links. Corrections by hand overrule them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.labels.label_words import TITLED
from corpus.people.generic_names import is_generic_name
from corpus.people.names import name_words, same_person
from index import checksummed_json
from index.registry.registry import name_of


def write(
    directory: Path, generation: int, names: Iterable[str], public: Iterable[str] | None = None
) -> None:
    """Link the names found in all programs, and keep the links for a generation.

    Args:
        directory: the index.
        generation: of the index.
        names: the names.
        public: those that may be shown; None for all of them.
    """
    record: dict[str, object] = {"generation": generation, "names": link(names)}
    if public is not None:
        record["public"] = link(public)
    checksummed_json.write(directory / name_of(generation), record)


def link(names: Iterable[str]) -> dict[str, str]:
    """Link names that can only be one person.

    Names of two words and more meet without titles, degrees, middle names, accents and
    case. A titled last name alone joins the only person of that last name. A first name
    alone joins nobody: two programs may well have two people of that name. Nor does an
    initial that fits two first names of one last name, nor what a recording calls its voices
    (`Speaker 1`, `Host`).

    Returns:
        A found name to the name of the person, where the two differ.
    """
    spellings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        if is_generic_name(name):
            continue  # the Host of two recordings is two people
        spellings[name_words(name) or (name,)].append(name)
    # Whether two forms of two words and more are one person is decided by their first and last
    # words. So one form stands for all of them: the longest.
    longest: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for words in spellings:
        if len(words) > 1:
            known = longest[words[-1]].setdefault(words[0], words)
            longest[words[-1]][words[0]] = max(known, words, key=len)
    # How many first names of a last name begin with a letter.
    initials = Counter(
        (last, first[0]) for last, firsts in longest.items() for first in firsts if len(first) > 1
    )
    joined: dict[str, str] = {}
    decided: dict[tuple[str, str, int], tuple[str, ...] | None] = {}
    for words, names_of in spellings.items():
        target = words
        if len(words) > 1 or all(TITLED.match(name) for name in names_of):
            key = words[0], words[-1], len(words)
            if key not in decided:
                decided[key] = _longer(
                    words,
                    longest.get(words[-1], {}),
                    is_ambiguous=initials[words[-1], words[0][0]] > 1,
                )
            target = decided[key] or words
        best = max(spellings[target], key=_quality)
        joined |= {name: best for name in names_of if name != best}
    return joined


def _longer(
    words: tuple[str, ...], longest: Mapping[str, tuple[str, ...]], *, is_ambiguous: bool
) -> tuple[str, ...] | None:
    """The longest form that these words can only stand for, or None.

    Args:
        words: the form that may be short for another one.
        longest: for each first word the longest form with the last name of `words`.
        is_ambiguous: the initial of the first word is that of several first names.
    """
    found: list[tuple[str, ...]] = []
    first = words[0]
    # A first name is only written as it is, or by its initial; an initial fits many names.
    firsts = (first, first[0]) if len(words) > 1 and len(first) > 1 else tuple(longest)
    if len(words) > 1 and len(first) > 1 and is_ambiguous:
        firsts = (first,)
    for other in filter(None, map(longest.get, firsts)):
        if len(other) < len(words) or other == words or not same_person(words, other):
            continue
        # Of more than two forms two contradict each other, so that this list stays short.
        if any(not same_person(other, one) for one in found):
            return None
        found.append(other)
    return max((other for other in found if len(other) > len(words)), key=len, default=None)


def _quality(name: str) -> tuple[bool, int, int, str]:
    """What makes one spelling of a name better: capitals at their place, no signs, all of it."""
    signs = sum(1 for character in name if not (character.isalnum() or character in " .,'’-"))
    return not (name.isupper() or name.islower()), -signs, len(name), name
