"""The names of published files: the same for the same program or word, on every file system."""

import re
from hashlib import sha256

_OTHER = re.compile("[^a-z0-9]+")
#: How much of an id is readable in a name.
_READABLE = 48


def of_program(program_id: str) -> str:
    """The file of a program, without its suffix: what is readable of its id, and a hash of it.

    Other files may come and go, and a disk may take capital letters for small ones or refuse
    `aux`: the name depends on nothing but the id, and two ids have two names.

    >>> of_program("2019/M Protein")
    '2019-m-protein-ad1c6f44a2'
    """
    readable = _OTHER.sub("-", program_id.lower()).strip("-")[:_READABLE].strip("-")
    return f"{readable or 'program'}-{_hash(program_id)}"


def of_words(prefix: str) -> str:
    """The file of the words that begin with a prefix, without its suffix.

    >>> of_words("ca"), of_words("é")
    ('0063-0061', '00e9')
    """
    return "-".join(f"{ord(character):04x}" for character in prefix)


def of_word(word: str) -> str:
    """The file of one frequent word, without its suffix."""
    return f"word-{_hash(word)}"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
