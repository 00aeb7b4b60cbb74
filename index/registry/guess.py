"""Which names of an index can only be one person: the guess that a registry starts from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.labels.shape import TITLED
from corpus.people.resolution import name_words, same_person
from corpus.people.voices import is_of_one_recording
from index import sealed
from index.registry.registry import name_of


def write(directory: Path, generation: int, names: Iterable[str]) -> None:
    """Guess who is who among the names found in all programs, and keep it for a generation."""
    record = {"generation": generation, "names": guess(names)}
    sealed.write(directory / name_of(generation), record)


def guess(names: Iterable[str]) -> dict[str, str]:
    """Put names together that can only be one person.

    Names of two words and more meet without titles, degrees, middle names, accents and
    case. A titled last name alone joins the only person of that last name. A first name
    alone joins nobody: two programs may well have two people of that name. What a
    recording calls its voices (`Speaker 1`, `Host`) joins nobody, either.

    Returns:
        A found name to the name of the person, where the two differ.
    """
    spellings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        if is_of_one_recording(name):
            continue  # the Host of two recordings is two people
        spellings[name_words(name) or (name,)].append(name)
    by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in spellings:
        if len(words) > 1:
            by_last[words[-1]].append(words)
    joined: dict[str, str] = {}
    for words, names_of in spellings.items():
        target = _person(words, names_of, by_last)
        best = max(spellings[target], key=_quality)
        joined |= {name: best for name in names_of if name != best}
    return joined


def _person(
    words: tuple[str, ...], names: list[str], by_last: Mapping[str, list[tuple[str, ...]]]
) -> tuple[str, ...]:
    """The longest form that these words can only stand for, or the words themselves."""
    if len(words) == 1 and not all(TITLED.match(name) for name in names):
        return words
    others = [other for other in by_last.get(words[-1], ()) if same_person(words, other)]
    longer = [other for other in others if len(other) > len(words)]
    if any(not same_person(one, other) for one in longer for other in longer):
        return words
    return max(longer, key=len, default=words)


def _quality(name: str) -> tuple[bool, int, int, str]:
    """What makes one spelling of a name better: capitals at their place, no signs, all of it."""
    signs = sum(1 for character in name if not (character.isalnum() or character in " .,'’-"))
    return not (name.isupper() or name.islower()), -signs, len(name), name
