"""Searches for a speaker or a role, widened by what the registry knows beyond the index.

The index holds names and roles as each program has them. A person who was found
under another name, or whose name or role was said by hand, is found all the same:
the turns of that found name are added to the tree, no transcript is read again.
"""

from collections.abc import Iterable, Sequence

from whoosh import query as whoosh

from index.analysis import words
from index.registry import Registry
from searcher.anyof import leaf

#: A program's id, or None for all programs, and a name found there.
Found = tuple[str | None, str]


def by_name(tree: whoosh.Query, registry: Registry) -> whoosh.Query:
    """Who has this name: by the index, or by the registry."""
    more: list[Found] = [
        (None, found) for found, name in registry.guessed.items() if _says(name, tree)
    ]
    for said in registry.corrections:
        if _says(said.name, tree):
            more += _found_as(registry, [said.name, *said.also])
            more += said.only
    return whoosh.Or([tree, *_turns_of(more)]) if more else tree


def by_role(tree: whoosh.Query, registry: Registry) -> whoosh.Query:
    """Who has this role: by the index, unless the registry says another."""
    more: list[Found] = []
    less: list[Found] = []
    for said in registry.corrections:
        if said.role is not None:
            found = [*_found_as(registry, [said.name, *said.also]), *said.only]
            (more if _says(said.role, tree) else less).extend(found)
    if less:
        tree = whoosh.And([tree, whoosh.Not(whoosh.Or(_turns_of(less)))])
    return whoosh.Or([tree, *_turns_of(more)]) if more else tree


def _found_as(registry: Registry, names: Sequence[str]) -> list[Found]:
    """The names found in any program that stand for one of these."""
    guessed = [found for found, name in registry.guessed.items() if name in names]
    return [(None, name) for name in dict.fromkeys((*names, *guessed))]


def _turns_of(people: Iterable[Found]) -> list[whoosh.Query]:
    """A tree for each name: the turns of whoever was found under it."""
    trees: list[whoosh.Query] = []
    for program, name in people:
        person = whoosh.Term("person", name)
        where = whoosh.Term("program", program) if program is not None else None
        trees.append(whoosh.And([where, person]) if where else person)
    return trees


def _says(name: str, tree: whoosh.Query) -> bool:
    """Whether a name would match a tree of words, if it were indexed."""
    said = [word.text for word in words(name)]
    if isinstance(tree, whoosh.And):
        return all(_says(name, part) for part in tree.subqueries)
    parts = tree.subqueries if isinstance(tree, whoosh.Sequence) else [tree]
    forms = [leaf(part)[1] for part in parts]
    return any(
        all(word in form for word, form in zip(said[start:], forms, strict=False))
        for start in range(len(said) - len(forms) + 1)
    )
