"""A search for those who type words only, written in the search language."""

from collections.abc import Callable, Iterator, Sequence

from searcher.errors import QueryError
from searcher.syntax.lexer import plain_words
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import And, Exact, Node, Not, Or, Plain
from searcher.syntax.unparse import unparse


def composed(every: str = "", exact: str = "", some: str = "", none: str = "") -> str:
    """The search for turns with these words; "" if there are none.

    Whatever is typed is words: no sign in it is an operator.

    Args:
        every: all of these words are said, in any inflection.
        exact: exactly these words are said, in this order.
        some: any of these words is said.
        none: none of these words is said.
    """
    musts, options, excluded = (_nodes(text) for text in (every, some, none))
    parts: list[tuple[Node, str]] = [*musts]
    phrase = tuple(word for word in plain_words(exact) if _can_be_typed(Exact((word,))))
    if phrase:
        parts.append((Exact(phrase), f'"{" ".join(exact.replace(chr(34), " ").split())}"'))
    if len(options) > 1:
        alternatives = Or(tuple(node for node, _ in options))
        parts.append((alternatives, f"({' OR '.join(typed for _, typed in options)})"))
    else:
        parts += options
    parts += [(Not(node), f"-{typed}") for node, typed in excluded]
    if not parts:
        return ""
    # Words side by side would be searched in tiers, from a phrase to some of them.
    between = " AND " if len(parts) == len(musts) else " "
    return _first_that_reads(_tree(parts), _ways(parts, between))


def _nodes(text: str) -> list[tuple[Node, str]]:
    """The words between blanks, each with how it was typed; `IL-6` is one part of two words."""
    found = ((Plain(words), typed) for typed in text.split() if (words := plain_words(typed)))
    return [(node, typed) for node, typed in found if _can_be_typed(node)]


def _can_be_typed(node: Node) -> bool:
    """Whether words can be written in the search language; some emoticons are operators there."""
    try:
        return parse(unparse(node)) == node
    except (QueryError, ValueError):
        return False


def _tree(parts: Sequence[tuple[Node, str]]) -> Node:
    nodes = tuple(node for node, _ in parts)
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _ways(parts: Sequence[tuple[Node, str]], between: str) -> Iterator[Callable[[], str]]:
    """How the parts can be written: as they were typed, or as the index has their words."""
    whole = len(parts) == 1 and isinstance(parts[0][0], Or)
    typed = between.join(text for _, text in parts)
    yield lambda: typed[1:-1] if whole else typed
    yield (
        lambda: (
            unparse(_tree(parts))
            if between == " "
            else between.join(unparse(node) for node, _ in parts)
        )
    )


def _first_that_reads(tree: Node, ways: Iterator[Callable[[], str]]) -> str:
    for way in ways:
        try:
            written = way()
            if parse(written) == tree:
                return written
        except (QueryError, ValueError):
            # A sign in it is an operator, or a word cannot be typed.
            continue
    return unparse(tree)
