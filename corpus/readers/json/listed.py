"""The list of the conversation, wherever in a JSON it stands.

Where a form is not known by its keys, the list is looked for: objects with a key such as
`speaker` or `name` and one such as `text` or `spoken`. If several lists could be the
conversation, none is guessed.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from corpus.errors import CorpusError
from corpus.readers.json.json_tree import Node
from corpus.readers.json.records import ASKED, SPEAKER, name_in, text_in
from corpus.readers.json.times import START, START_MS

# Keys that name many things; who speaks is named again and again, or beside what is said.
OF_ANYTHING = frozenset({"name", "author", "person", "character", "role"})
OF_SPEECH = ("spoken", "said", "utterance", "speech", "dialogue", "line", "message")
MOST_NODES = 2_000_000
DEEPEST = 12
#: How much longer than all others together the text of a list must be to be the conversation.
CLEARLY = 4


@dataclass(slots=True)
class Listed:
    """Objects that stand under one path, such as `chapters[].lines[]`.

    Attributes:
        length: the characters of their texts.
    """

    path: str
    items: list[Node] = field(default_factory=list)
    length: int = 0


def find(root: Node) -> Listed:
    """The list of the conversation, wherever it stands.

    Raises:
        CorpusError: there is none, or several could be it.
    """
    lists = _lists(root)
    found = [one for one in lists if _holds(one, with_speaker=True)] or [
        one for one in lists if _holds(one, with_speaker=False)
    ]
    # Words inside of segments say what the segments say.
    found = [
        one
        for one in found
        if not any(one is not other and one.path.startswith(other.path) for other in found)
    ]
    for one in found:
        one.length = sum(len(text_in(item)) for item in one.items)
    found.sort(key=lambda one: -one.length)
    if not found or not found[0].length:
        keys = ", ".join(key[:40] for key in root.keys()[:8]) or "none"
        raise CorpusError(
            root.path,
            f"no list in the JSON holds objects with a speaker and a text; its keys are: {keys}",
            advice="segments with `speaker` and `text` are read",
        )
    longest, *others = found
    if others and all(_says_the_same(one, longest) for one in others):
        # The same talk in pieces of several sizes.
        return min(found, key=lambda one: len(one.items))
    if longest.length < CLEARLY * sum(one.length for one in others):
        names = " and ".join(f"`{one.path}`" for one in found[:2])
        raise CorpusError(
            root.path,
            f"several lists in the JSON could be the conversation: {names}",
            advice="leave one of them in the file",
        )
    return longest


def _says_the_same(one: Listed, other: Listed) -> bool:
    """Whether two lists begin with the same words and are about as long."""
    begins, also = (
        "".join(c for item in listed.items[:ASKED] for c in text_in(item).casefold() if c.isalnum())
        for listed in (one, other)
    )
    length = min(len(begins), len(also), 200)
    return one.length > 0.8 * other.length and begins[:length] == also[:length]


def _lists(root: Node) -> list[Listed]:
    """The objects in lists, by their paths; a bounded number of values is looked at."""
    found: dict[str, Listed] = defaultdict(lambda: Listed(""))
    stack = [(root, "", 0)]
    looked = 0
    while stack and looked < MOST_NODES:
        node, path, depth = stack.pop()
        looked += 1
        if depth > DEEPEST:
            continue
        if isinstance(node.value, list):
            children = [child for child in node.each() if isinstance(child.value, dict | list)]
            objects = [child for child in children if isinstance(child.value, dict)]
            if objects:
                listed = found[f"{path}[]"]
                listed.path = f"{path}[]"
                listed.items += objects
            stack += [(child, f"{path}[]", depth + 1) for child in reversed(children)]
        elif isinstance(node.value, dict):
            stack += [
                (node.get(key), f"{path}.{key}" if path else key, depth + 1)
                for key in reversed(node.keys())
                if isinstance(node.value[key], dict | list)
            ]
    return list(found.values())


def _holds(listed: Listed, *, with_speaker: bool) -> bool:
    """Whether most of the objects have a text, and a speaker or else a time."""
    asked = listed.items[:ASKED]
    said = [item for item in asked if text_in(item)]
    if len(said) < 0.5 * len(asked) or not said:
        return False
    if with_speaker:
        return sum(1 for item in said if name_in(item)) >= 0.5 * len(said) and _names_voices(said)
    return sum(1 for item in said if item.get(*START, *START_MS).value is not None) == len(said)


def _names_voices(said: list[Node]) -> bool:
    """Whether the names are those of voices, and not of recipes or places."""
    keys = {next((key for key in SPEAKER if item.holds(key)), "") for item in said}
    if not keys <= OF_ANYTHING or any(item.holds(key) for item in said for key in OF_SPEECH):
        return True
    return 1 < len({name_in(item) for item in said}) < len(said)
