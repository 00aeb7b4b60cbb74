"""JSON whose keys are names: `[{"Ann": "text"}, {"Bo": "text"}]`, and one object with them all.

In one object the names recur, which JSON permits, and which no dictionary keeps.
"""

import json
from collections import Counter

from corpus.draft import DraftTurn
from corpus.labels import label_shape
from corpus.readers.json.json_tree import Node
from corpus.readers.json.mojibake import may_need_mending, mended

#: Fewer are no conversation.
FEWEST = 4
#: The share of texts that are sentences rather than values.
SAID = 0.7
WORDS_OF_SPEECH = 3
#: Other words in small letters are keys of an object: `text`, `note`.
ROLES = frozenset("a agent answer assistant bot customer human q question user".split())

Member = tuple[str, str]


def turns(root: Node, text: str) -> list[DraftTurn]:
    """The turns of members whose keys are names that recur; none where they are keys.

    Args:
        root: what the parser made of the file.
        text: the file.
    """
    members = _of_lists(root) or _of_object(root, text)
    names = Counter(name for name, _ in members)
    if len(members) < FEWEST or not 1 < len(names) <= len(members) / 2:
        return []
    if any(label_shape.shape(name) is None or _is_key(name) for name in names):
        return []
    said = sum(1 for _, words in members if len(words.split()) >= WORDS_OF_SPEECH)
    if said < SAID * len(members):
        return []
    return [DraftTurn(name, [words]) for name, words in members if words]


def _is_key(name: str) -> bool:
    key = label_shape.key(name)
    if key in ROLES or key in label_shape.WHO:
        return False
    return key in label_shape.LEAD_INS or name.islower()


def _of_lists(root: Node) -> list[Member]:
    """The members of a list of objects with one text each, the root or one of its values."""
    values = [root.get(key) for key in root.keys()]  # noqa: SIM118  (a Node is no mapping)
    for node in (root, *values):
        if not isinstance(node.value, list) or not node.value:
            continue
        found = [_only_member(one) for one in node.value]
        if all(found):
            return [member for member in found if member]
    return []


def _only_member(value: object) -> Member | None:
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, said),) = value.items()
    return (" ".join(name.split()), " ".join(said.split())) if isinstance(said, str) else None


def _of_object(root: Node, text: str) -> list[Member]:
    """The members of the one object, those with the same key, too."""
    if not isinstance(root.value, dict) or len(root.value) < 2:
        return []
    if not all(isinstance(said, str) for said in root.value.values()):
        return []
    # The file was parsed once, so it is sound and not nested.
    pairs: object = json.loads(text, object_pairs_hook=list)
    if may_need_mending(text):
        pairs = mended([list(pair) for pair in pairs]) if isinstance(pairs, list) else []
    if not isinstance(pairs, list) or len(pairs) == len(root.value):
        return []
    return [(" ".join(name.split()), " ".join(str(said).split())) for name, said in pairs]
