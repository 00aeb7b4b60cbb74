"""Expands a search for a speaker or a role by the names in the registry.

The index has the names and roles of each program. The registry says which names are of one
person, and has corrections by hand. The turns of those names are added to the query tree, and
those that corrections give to somebody else are taken out of it. No transcript is read again.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from corpus.model import UNKNOWN_SPEAKER
from corpus.people.generic_names import is_generic_name
from index.library.library import Library, Relabelled
from index.registry.corrections import Correction
from index.registry.registry import Registry
from index.text.tokenizer import forms as forms_of
from searcher.query.query_tree import And, Listed, Not, Or, Phrase, Tree, Word, every

#: A program's id, or None for all programs, and a name found there.
Found = tuple[str | None, str]

#: What stands between a voice and its recording.
_IN = re.compile(r"\S\s+in\s+\S", re.IGNORECASE)


def by_name(tree: Tree, library: Library) -> Tree:
    """The turns of people with this name in the index or in the registry."""
    registry = library.registry
    more: list[Found] = [
        (None, found)
        for found, name in registry.links.items()
        # A correction may say that a name is not the person that it is linked to.
        if _matches(name, tree) and registry.name("", found) == registry.name("", name)
    ]
    for person in registry.corrections:
        if _matches(person.name, tree):
            more += _names_found(registry, person)
            more += person.only
    found: Tree = Or((tree, *_turns_of(more, _given_away(registry, tree)))) if more else tree
    for name, programs in _without_their_label(tree, library).items():
        turns = every([Word("person", (name,)), Word("program", tuple(programs))])
        found = _decided(found, turns, is_match=False)
    for one in library.relabelled:
        names = (one.correction.name, one.label.label)
        found = _decided(found, _listed(one), any(_matches(name, tree) for name in names))
    return found


def exactly(name: str, library: Library) -> Tree:
    """The turns of the person who is listed under this name: of nobody else of these words."""
    if not library.is_whole:
        return _listed_as(name, library)
    names, numbers = library.speakers
    if name not in names:
        return Listed(())
    # Turns that are deleted, and those that are withheld, have a speaker, too.
    theirs = (numbers == names.index(name)) & library.findable
    return Listed(tuple(theirs.nonzero()[0].tolist()))


def _listed_as(name: str, library: Library) -> Tree:
    """The same by names that were found, for a library that does not have all turns."""
    registry = library.registry
    found = [one for one in library.vocabulary("person") if registry.name("", one) == name]
    # In single programs corrections say otherwise.
    pairs: list[Found] = list(dict.fromkeys(p for one in registry.corrections for p in one.only))
    theirs = [(None, one) for one in found]
    others = [p for p in pairs if registry.name(p[0] or "", p[1]) != name and p[1] in found]
    here = [p for p in pairs if registry.name(p[0] or "", p[1]) == name]
    tree = every([_any_of(theirs), Not(_any_of(others))]) if others else _any_of(theirs)
    return Or((tree, _any_of(here))) if here else tree


def by_voice(typed: str, library: Library) -> Tree | None:
    """The turns of a voice of one recording by the name that is listed, `Speaker 1 in TITLE`."""
    words = forms_of(typed)
    if not _IN.search(typed):
        return None
    found: list[Found] = []
    for entry in library.entries():
        program = entry.program
        names = (*(person.name for person in program.participants), UNKNOWN_SPEAKER)
        for name in dict.fromkeys(names):
            listed = (f"{name} in {title}" for title in (program.title, program.id))
            if any(forms_of(one) == words for one in listed) and is_generic_name(name):
                found.append((program.id, name))
    if not found:
        return None
    # Turns whose label a correction gives to somebody are theirs.
    return every([_any_of(found), *(Not(_listed(one)) for one in library.relabelled)])


def _given_away(registry: Registry, tree: Tree) -> dict[str, list[str]]:
    """The names with the programs in which corrections give them to people whom nobody named."""
    taken: dict[str, list[str]] = {}
    decided: set[Found] = set()
    for person in registry.corrections:
        for program, name in person.only:
            if (program, name) not in decided and not _matches(person.name, tree):
                taken.setdefault(name, []).append(program)
            decided.add((program, name))
    return taken


def _without_their_label(tree: Tree, library: Library) -> dict[str, list[str]]:
    """The people, each with programs, whom a tree names by labels only that they no longer have.

    The index has for each turn all labels of its speaker, those too that a correction
    gives to somebody else.
    """
    lost: dict[tuple[str, str], set[str]] = {}
    for one in library.relabelled:
        for program in one.programs:
            lost.setdefault((program, one.label.name), set()).add(one.label.label)
    found: dict[str, list[str]] = {}
    for (program, name), labels in lost.items():
        entry = library.entry(program)
        people = entry.program.participants if entry else ()
        left = [n for person in people if person.name == name for n in person.labels]
        names = [name, library.registry.name(program, name), *left]
        if not any(_matches(n, tree) for n in names if n not in labels):
            found.setdefault(name, []).append(program)
    return found


def by_role(tree: Tree, library: Library) -> Tree:
    """The turns of people with this role. The registry replaces a role in the index."""
    registry = library.registry
    # Of the corrections the most particular comes last, and of two that are alike the first one.
    people = registry.corrections[::-1]
    found = tree
    for person in people:
        if person.role is not None:
            names = _names_found(registry, person)
            found = _decided(found, _any_of(names), _matches(person.role, tree))
    if found is not tree:
        for person in people:
            if person.role is None and person.only:
                # The role of somebody else of that name is not theirs.
                turns = _any_of(person.only)
                found = Or((And((found, Not(turns))), And((tree, turns))))
    for person in people:
        if person.role is not None and person.only:
            found = _decided(found, _any_of(person.only), _matches(person.role, tree))
    for person in people:
        for program, role in person.roles:
            names = _names_found(registry, person)
            here: list[Found] = [(program, name) for _, name in names]
            here += [pair for pair in person.only if pair[0] == program]
            found = _decided(found, _any_of(here), _matches(role, tree))
    for one in library.relabelled:
        for known, programs in _roles(one, registry).items():
            turns = every([_listed(one), Word("program", tuple(programs))])
            if known == _KEPT:
                found = Or((And((found, Not(turns))), And((tree, turns))))
            else:
                found = _decided(found, turns, known is not None and _matches(known, tree))
    return found


#: Stands for the role that the index has.
_KEPT = ""


def _roles(one: Relabelled, registry: Registry) -> dict[str | None, list[str]]:
    """The programs in which the turns with a label have each role, None for no role."""
    found: dict[str | None, list[str]] = {}
    for program in one.programs:
        role = registry.role(program, one.label.name, _KEPT, one.label.label)
        found.setdefault(role, []).append(program)
    return found


def _decided(tree: Tree, turns: Tree, is_match: bool) -> Tree:
    """The same tree, but some turns match it, or do not match it."""
    return Or((tree, turns)) if is_match else And((tree, Not(turns)))


def _listed(one: Relabelled) -> Tree:
    return Listed(tuple(one.documents.tolist()))


def _names_found(registry: Registry, person: Correction) -> list[Found]:
    """The names in any program of the person of a correction."""
    known = {person.name, *person.also}
    linked = [found for found, name in registry.links.items() if name in known]
    names = dict.fromkeys((person.name, *person.also, *linked))
    return [(None, name) for name in names if registry.correction("", name) is person]


def _any_of(people: Iterable[Found]) -> Tree:
    """The turns under any of these names."""
    return Or(tuple(_turns_of(people)))


def _turns_of(
    people: Iterable[Found], taken: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> list[Tree]:
    """A tree for each name: the turns under this name.

    Args:
        people: the names.
        taken: for names in any program, the programs in which they are somebody else's.
    """
    trees: list[Tree] = []
    for program, name in people:
        where: list[Tree] = [] if program is None else [Word("program", (program,))]
        if program is None and name in taken:
            where.append(Not(Word("program", tuple(taken[name]))))
        trees.append(every([Word("person", (name,)), *where]))
    return trees


def _matches(name: str, tree: Tree) -> bool:
    """Whether a name would match a tree of words, if it were indexed."""
    in_name = forms_of(name)
    # A pattern that no word of the index has has no forms, and matches nothing.
    forms: list[Collection[str] | None]
    match tree:
        case And(parts):
            return all(_matches(name, part) for part in parts)
        case Phrase(words):
            # Names have no synonyms. What is no word of the index is any word of a name.
            forms = [word.forms if isinstance(word, Word) else None for word in words]
        case Word(_, one):
            forms = [one]
        case _:
            raise TypeError(f"a name must be a tree of words: {tree!r}")
    return any(
        all(
            form is None or word in form for word, form in zip(in_name[start:], forms, strict=False)
        )
        for start in range(len(in_name) - len(forms) + 1)
    )
