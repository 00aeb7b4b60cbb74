"""Expands a search for a speaker or a role by the names in the registry.

The index has the names and roles of each program. The registry says which names are of one
person, and has corrections by hand. The turns of those names are added to the query tree, and no
transcript is read again.
"""

from collections.abc import Iterable, Sequence

from index.registry.registry import Registry
from index.text.tokenizer import forms as forms_of
from searcher.query.query_tree import And, Not, Or, Phrase, Tree, Word, every

#: A program's id, or None for all programs, and a name found there.
Found = tuple[str | None, str]


def by_name(tree: Tree, registry: Registry) -> Tree:
    """The turns of people with this name in the index or in the registry."""
    more: list[Found] = [
        (None, found) for found, name in registry.guessed.items() if _matches(name, tree)
    ]
    for person in registry.corrections:
        if _matches(person.name, tree):
            more += _names_found(registry, [person.name, *person.also])
            more += person.only
    return Or((tree, *_turns_of(more))) if more else tree


def by_role(tree: Tree, registry: Registry) -> Tree:
    """The turns of people with this role. The registry replaces a role in the index."""
    more: list[Found] = []
    less: list[Found] = []
    for person in registry.corrections:
        if person.role is not None:
            found = [*_names_found(registry, [person.name, *person.also]), *person.only]
            (more if _matches(person.role, tree) else less).extend(found)
    if less:
        tree = And((tree, Not(Or(tuple(_turns_of(less))))))
    return Or((tree, *_turns_of(more))) if more else tree


def _names_found(registry: Registry, names: Sequence[str]) -> list[Found]:
    """The names in any program of the people with these names."""
    guessed = [found for found, name in registry.guessed.items() if name in names]
    return [(None, name) for name in dict.fromkeys((*names, *guessed))]


def _turns_of(people: Iterable[Found]) -> list[Tree]:
    """A tree for each name: the turns under this name."""
    trees: list[Tree] = []
    for program, name in people:
        where: list[Tree] = [] if program is None else [Word("program", (program,))]
        trees.append(every([*where, Word("person", (name,))]))
    return trees


def _matches(name: str, tree: Tree) -> bool:
    """Whether a name would match a tree of words, if it were indexed."""
    in_name = forms_of(name)
    match tree:
        case And(parts):
            return all(_matches(name, part) for part in parts)
        case Phrase(words):
            # Names have no synonyms.
            forms = [word.forms for word in words if isinstance(word, Word)]
        case Word(_, one):
            forms = [one]
        case _:
            raise TypeError(f"a name must be a tree of words: {tree!r}")
    return any(
        all(word in form for word, form in zip(in_name[start:], forms, strict=False))
        for start in range(len(in_name) - len(forms) + 1)
    )
