"""Turns as the plugin reads them, and query trees as requests to it; written for tests only."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from corpus.model import Program
from index.library.library import Library
from index.library.segments import LENGTHS
from index.text.tokenizer import forms
from searcher.matching.evaluate import Evaluator
from searcher.query.query_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Near,
    Not,
    OneOf,
    Or,
    Phrase,
    Tree,
    Window,
    Within,
    Word,
    field_of,
)
from searcher.query.relatives import relatives
from searcher.ranking.conversation import Conversation
from searcher.ranking.parameters import DEFAULT

Body = dict[str, Any]

_WORDS = {"type": "text", "analyzer": "whitespace", "norms": False}

#: The index has one shard: what is tested is what a shard answers.
INDEX: Body = {
    "settings": {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": -1,
        "sort.field": ["key"],
        "merge.policy.segments_per_tier": 30,
    },
    "mappings": {
        "dynamic": False,
        "properties": {
            "key": {"type": "long"},
            "voice": {"type": "integer"},
            "rounded": {"type": "integer"},
            "language": {"type": "keyword"},
            "text": _WORDS,
            "speaker": _WORDS,
            "title": _WORDS,
        },
    },
}


def turns(library: Library, programs: Sequence[Program]) -> Iterator[tuple[str, Body]]:
    """Each turn of an index, by the number of its document."""
    known = {program.id: program for program in programs}
    numbers = library.program_numbers
    lengths = LENGTHS[library.length_codes(np.arange(library.size, dtype=np.uint32))]
    for document in range(library.size):
        program = int(numbers[document])
        if program:
            name, turn = library.turn(document)
            yield (
                str(document),
                {
                    "key": program << 20 | turn.number,
                    "voice": int(library.speaker_numbers[document]),
                    "rounded": int(lengths[document]),
                    "language": known[name].language or "",
                    "text": " ".join(forms(turn.text)),
                    "speaker": " ".join(forms(turn.speaker)),
                    "title": " ".join(forms(known[name].title)),
                },
            )


class Requests:
    """Trees as requests, with the weights of an index.

    Args:
        evaluator: of the index.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._mean = evaluator.library.mean_length

    def query(self, tree: Tree) -> Body:
        """A tree as a query."""
        match tree:
            case And(parts):
                wanted = [self.query(part) for part in parts if not isinstance(part, Not)]
                unwanted = [self.query(part.part) for part in parts if isinstance(part, Not)]
                return {"bool": {"must": wanted, "must_not": unwanted}}
            case Or(parts):
                return {"bool": {"should": [self.query(part) for part in parts]}}
            case Not(part):
                return {"bool": {"must_not": [self.query(part)]}}
            case Asked(part):
                return {"searcher_asked": {"query": self.query(part)}}
            case Answered(part):
                return {"searcher_answered": {"query": self.query(part)}}
            case Within(left, right, distance):
                sides = {"left": self.query(left), "right": self.query(right)}
                return {"searcher_within": {**sides, "turns": distance}}
        said: Body = {"field": field_of(tree), "tree": part_of(tree)}
        if said["field"] == "text":
            said |= {"weight": self._evaluator.postings.weight(tree), "mean": self._mean}
        return {"searcher_said": said}

    def conversation(self, conversation: Conversation) -> Body:
        """The ranking of a question, without the turns that are to be ranked."""
        # What the plugin is told is what the ranking has found out about the words.
        known: Any = conversation
        order = list(known.words.postings)
        return {
            "mean": self._mean,
            "words": [self._word(known, form) for form in order],
            "pairs": [[order.index(left), order.index(right)] for left, right in known.words.pairs],
            "named": [
                {"query": documents(person.documents), "strength": person.strength}
                for person in known.words.named
            ],
            "parameters": parameters(),
        }

    def _word(self, known: Any, form: str) -> Body:
        word = known.words.trees[form]
        some = (
            relatives(word.forms, self._evaluator.library)
            if form not in known.words.light and isinstance(word, Word)
            else ()
        )
        return {
            "tree": part_of(word),
            "relatives": list(some),
            "weight": known.words.weights[form],
            "informative": form in known.words.informative,
            "about": self.query(word.in_field("title")),
        }


def documents(numbers: Any) -> Body:
    """Turns by their documents."""
    return {"ids": {"values": [str(number) for number in numbers.tolist()]}}


def parameters() -> Body:
    """The weights of the parts of a score."""
    names = (
        "saturation shortness relative around question near near_saturation nearness about "
        "length without_telling_words named"
    )
    return {name: getattr(DEFAULT, name) for name in names.split()}


def part_of(tree: Tree) -> Body:
    """A tree that has positions, as a part of a request."""
    match tree:
        case Word(_, words, only):
            said: Body = {"word": list(words)}
            return said | ({"only": {form: list(codes) for form, codes in only}} if only else {})
        case AnyWord():
            return {"any": True}
        case Phrase(words):
            return {"phrase": [part_of(word) for word in words]}
        case OneOf(parts) | Or(parts):
            return {"one_of": [part_of(part) for part in parts]}
        case Near(left, right, distance, ordered):
            sides = {"left": part_of(left), "right": part_of(right)}
            return {"near": {**sides, "distance": distance, "ordered": ordered}}
        case Window(words, width):
            needed = [{"words": some, "count": count} for some, count in tree.needed()]
            return {
                "window": {
                    "words": [part_of(word) for word in words],
                    "width": width,
                    "needed": needed,
                }
            }
    raise TypeError(f"no part of a request: {tree!r}")
