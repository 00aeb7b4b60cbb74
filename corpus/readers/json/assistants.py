"""Conversations with an assistant as ChatGPT exports them: messages in a tree.

An answer that was asked for again is a branch; the conversation is the branch that ends with
`current_node`. What programs tell each other (`system`, `tool`) nobody said.
"""

from collections.abc import Iterator

from corpus.draft import Draft
from corpus.readers.json.json_tree import Node
from corpus.segmentation import Piece

SAID_BY = frozenset(("user", "assistant"))


def is_tree(node: Node) -> bool:
    """Whether an object holds messages by id, each with its parent."""
    if not node.holds("mapping", dict):
        return False
    return any(
        isinstance(one, dict) and {"message", "parent"} <= set(one) for one in _by_id(node).values()
    )


def pieces(root: Node, _: Draft) -> Iterator[Piece]:
    """The messages of a conversation, a turn each."""
    for node in _branch(root):
        message = node.get("message")
        author = message.get("author")
        role = author.get("role").text()
        if role not in SAID_BY:
            continue
        label = author.get("name").text() or role
        parts = message.get("content").get("parts", "text")
        texts = list(parts.each()) if isinstance(parts.value, list) else [parts]
        begins = True
        for text in texts:
            for paragraph in text.paragraphs() if isinstance(text.value, str) else ():
                yield Piece(label, paragraph, is_paragraph=True, begins=begins)
                begins = False


def _by_id(root: Node) -> dict[str, object]:
    mapping = root.get("mapping").value
    return mapping if isinstance(mapping, dict) else {}


def _branch(root: Node) -> list[Node]:
    """The nodes from the first message to the current one; all of them, where none is current."""
    mapping = root.get("mapping")
    nodes = {key: mapping.get(key) for key in _by_id(root)}
    nodes = {key: node for key, node in nodes.items() if isinstance(node.value, dict)}
    at = root.get("current_node").text() if root.holds("current_node", str) else ""
    branch: list[Node] = []
    seen: set[str] = set()
    while at in nodes and at not in seen:
        seen.add(at)
        branch.append(nodes[at])
        parent = nodes[at].get("parent")
        at = parent.value if isinstance(parent.value, str) else ""
    return branch[::-1] or list(nodes.values())
