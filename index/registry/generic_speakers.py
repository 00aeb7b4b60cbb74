"""Whether a name found in a program is of a person, or of a voice of this recording only.

A search needs no such question, so the registry does not know the names of voices.
"""

from corpus.people.generic_names import is_generic_name
from index.registry.registry import Registry


def is_generic_speaker(registry: Registry, program: str, found: str) -> bool:
    """Whether a found name is no person's: it is generic, and no correction names a person."""
    return is_generic_name(found) and registry.correction(program, found) is None
