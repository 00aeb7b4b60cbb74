"""Labels that the source itself gives names to: a code in a cast, an id in a list of persons."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.draft import UNNAMED, Draft
from corpus.model import Participant
from corpus.people import resolution


def resolve(draft: Draft) -> tuple[tuple[Participant, ...], dict[str, Participant]]:
    """The participants of a draft and the one behind each label, as `people.resolve` gives them.

    What the source says comes first: a label that it names stands for that name,
    and only the names are compared with each other.
    """
    if not draft.names:
        return resolution.resolve(draft)
    turns = [replace(turn, label=draft.names.get(turn.label, turn.label)) for turn in draft.turns]
    participants, behind = resolution.resolve(replace(draft, turns=turns))
    counts = Counter(turn.label for turn in draft.turns if turn.label != UNNAMED)
    printed: dict[Participant, list[str]] = {participant: [] for participant in participants}
    for label, _ in counts.most_common():
        printed[behind[draft.names.get(label, label)]].append(label)
    named = {p: replace(p, labels=tuple(labels)) for p, labels in printed.items()}
    return (
        tuple(named[participant] for participant in participants),
        {label: named[behind[draft.names.get(label, label)]] for label in counts},
    )


def name_labels(draft: Draft, names: Sequence[str | None]) -> None:
    """Take for each turn the name that the source's id gives, and keep labels of several apart.

    One title may have several people in it: they are labelled as in "The CHAIR (Ann Lee)".

    Args:
        draft: its turns are labelled as printed.
        names: a name for each turn, or None where the source gives no id.
    """
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for turn, name in zip(draft.turns, names, strict=True):
        if name is not None:
            behind[turn.label].add(name)
    for turn, name in zip(draft.turns, names, strict=True):
        if name is None:
            continue
        if len(behind[turn.label]) > 1:
            turn.label = f"{turn.label} ({name})"
        if turn.label != name:
            draft.names[turn.label] = name
