"""What an index is in a cluster: two indexes, their settings and their fields.

`NAME` has the turns. `NAME-programs` has the programs, the files that they were made of, and the
state (`index.opensearch.state`).
"""

import hashlib
from typing import Any

from index.fields import COLUMNS, OPENING, TEXT, Kind
from index.text.tokenizer import GAP

#: The format of the documents. Raise it with every change that an older reader cannot read.
VERSION = 1

#: How the number of a turn and that of its program make one key.
TURNS = 20
#: The most turns of a program.
MOST_TURNS = (1 << TURNS) - 1

#: A longer word is shortened, because the analyzer of the cluster splits it.
_LONGEST = 200

#: The first subtag of the language of a program.
LANGUAGE = "language"


def programs_of(name: str) -> str:
    """The index with the programs of an index of turns."""
    return f"{name}-programs"


def token(word: str) -> str:
    """A word as the cluster has it: a very long one is its beginning and its hash."""
    if len(word) <= _LONGEST:
        return word
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{word[: _LONGEST - 40]}\u2026{digest}"


def key(program: int, turn: int) -> int:
    """The key of a turn, by the number of its program and its own."""
    return program << TURNS | turn


def of_key(found: int) -> tuple[int, int]:
    """The number of a program and that of its turn."""
    return found >> TURNS, found & MOST_TURNS


def turns_body(shards: int, replicas: int) -> dict[str, Any]:
    """Settings and fields of the index of turns.

    Words are sent as the tokenizer of this project returns them, joined by blanks. So the cluster
    splits at blanks only, and knows no language.
    """
    fields: dict[str, Any] = {
        "key": {"type": "long"},
        "p": {"type": "integer"},
        "n": {"type": "integer"},
        "g": {"type": "integer"},
        "voice": {"type": "integer"},
        "length": {"type": "integer"},
        "rounded": {"type": "integer"},
        LANGUAGE: {"type": "keyword"},
        OPENING: {"type": "keyword"},
        TEXT: _words(),
        "record": {"type": "object", "enabled": False},
    }
    for column in COLUMNS:
        match column.kind:
            case Kind.WHOLE:
                # Longer ones would be refused; they are found by their token.
                fields[column.name] = {"type": "keyword"}
            case Kind.LINES:
                fields[column.name] = {**_words(), "position_increment_gap": GAP}
            case Kind.WORDS:
                fields[column.name] = _words()
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "index.sort.field": ["key"],
            "index.sort.order": ["asc"],
            "index.max_terms_count": 1 << 20,
            "index.max_result_window": 1 << 17,
            # As the local engine has it, but with the lengths and statistics of Lucene.
            "index.similarity.default": {"type": "BM25", "k1": 1.2, "b": 0.4},
        },
        "mappings": {
            "dynamic": False,
            "_source": {"includes": ["record"]},
            "properties": fields,
        },
    }


def programs_body(replicas: int) -> dict[str, Any]:
    """Settings and fields of the index of programs, files and the state."""
    return {
        "settings": {
            "number_of_shards": 1,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
        },
        "mappings": {
            "dynamic": False,
            "properties": {
                "kind": {"type": "keyword"},
                "p": {"type": "integer"},
                "g": {"type": "integer"},
                "body": {"type": "object", "enabled": False},
            },
        },
    }


def _words() -> dict[str, Any]:
    return {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
