"""Names that a feed gives to the voices of an episode, where that is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from corpus.draft import UNNAMED, Draft
from corpus.labels.label_words import key
from corpus.people.generic_names import is_generic_name
from corpus.people.names import name_words, same_person

_AROUND = " []()<>*:#"


def name_cast(draft: Draft, cast: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Name the voices of a draft by the people whom a feed lists; the labels that it names.

    A label such as `Host` gets a name only if the feed lists one host, the transcript has no other
    label of a host, and no other label may be that person. A label that is a part of a name gets
    the full name only if all labels and all people are each other's. `Speaker 1` gets none. What
    the transcript says of its own speakers goes before all of this.

    Args:
        draft: a transcript.
        cast: names, each with a role.

    Returns:
        Pairs of a generic label and the name that it got.
    """
    if draft.speakers or draft.names or not cast:
        return ()
    labels = list(dict.fromkeys(turn.label for turn in draft.turns if turn.label != UNNAMED))
    if any(turn.speaker is not None for turn in draft.turns):
        return ()
    if _are_each_others(labels, [name for name, _ in cast]):
        draft.speakers.update(cast)
        return ()
    roles = Counter(role for _, role in cast)
    named = []
    for name, role in cast:
        label = _label_of(role, labels) if roles[role] == 1 else None
        if label is not None and not any(_may_be(other, name) for other in labels):
            draft.names[label] = name
            draft.speakers[name] = role
            named.append((label, name))
    return tuple(named)


def _are_each_others(labels: Collection[str], names: Collection[str]) -> bool:
    """Whether each label may be one of the names only, and each name one of the labels."""
    if len(labels) != len(names):
        return False
    fits = [[name for name in names if _is_part(label, name)] for label in labels]
    return all(len(each) == 1 for each in fits) and len({each[0] for each in fits}) == len(names)


def _is_part(label: str, name: str) -> bool:
    return not is_generic_name(label) and same_person(name_words(label), name_words(name))


def _label_of(role: str, labels: Sequence[str]) -> str | None:
    """The one label that says a role; None where another label may say it, too: `Host 2`."""
    if not is_generic_name(role):
        return None
    word = re.compile(rf"\b{re.escape(role)}s?\b", re.IGNORECASE)
    near = [label for label in labels if word.search(label)]
    exact = [label for label in near if key(label).strip(_AROUND) == role]
    return exact[0] if len(near) == len(exact) == 1 else None


def _may_be(label: str, name: str) -> bool:
    """Whether a label may be a person: a part of the name, or its initials."""
    words = name_words(name)
    initials = "".join(word[0] for word in words)
    letters = "".join(filter(str.isalpha, label)).casefold()
    return same_person(name_words(label), words) or letters == initials
