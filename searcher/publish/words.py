"""The words of a published archive: which turns say each of them, and where.

An inverted index in files that a browser loads one by one. A word's postings are one list of
numbers: for each turn the distance from the turn before, how often it says the word, and the
positions, each as the distance from the one before.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpus.corrected_words import source_text
from corpus.model import Turn
from index.text.tokenizer import forms
from index.word_corrections.positions import edges
from searcher.inflect.families import families
from searcher.publish import names, script

#: How many characters of a word choose its file.
PREFIX = 2
#: Postings with more numbers than this have a file of their own.
LARGE = 20_000


class Words:
    """The words of turns that are added one by one."""

    def __init__(self) -> None:
        #: For each word the number of a turn and a position, by turns.
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        #: The words that are said in each language.
        self._languages: dict[str, set[str]] = {}
        #: How many words each turn has.
        self.lengths = array("I")

    def add(self, turn: Turn, language: str | None) -> None:
        """Add a turn of a program in a language."""
        number = len(self.lengths)
        found = forms(turn.text)
        said = [*enumerate(found)]
        if turn.corrections:
            said = sorted({*said, *_of_file(turn)})
        for position, word in said:
            self._places[word].extend((number, position))
        self.lengths.append(len(found))
        self._languages.setdefault(language or "en", set()).update(word for _, word in said)

    def write(self, folder: Path) -> None:
        """Write the files."""
        shards: dict[str, dict[str, object]] = defaultdict(dict)
        relatives = self._relatives()
        for word in sorted(self._places):
            postings = [*_postings(self._places[word])]
            record: list[object] = [relatives.get(word, [])]
            if len(postings) > LARGE:
                script.write(folder, names.of_word(word), postings)
                record.append(names.of_word(word))
            else:
                record.append(postings)
            shards[word[:PREFIX]][word] = record
        for prefix, words in shards.items():
            script.write(folder, names.of_words(prefix), words)

    def _relatives(self) -> dict[str, list[str | list[str]]]:
        """The other forms of each word, of those that are said.

        A form that is one in some of the languages only comes with these: it counts in programs
        of these languages, as in a search of the index.
        """
        every = sorted(self._places)
        having: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for language, said in self._languages.items():
            for word, forms_of in families(every, said, language):
                for form in forms_of:
                    having[word].setdefault(form, []).append(language)
        languages = len(self._languages)
        return {
            word: [
                form if len(codes) == languages else [form, *codes]
                for form, codes in others.items()
            ]
            for word, others in having.items()
        }


def _of_file(turn: Turn) -> Iterator[tuple[int, str]]:
    """The words that the file has where words were corrected, at the positions of those."""
    file = forms(source_text(turn))
    for first, end, other, other_end in zip(*[iter(edges(turn))] * 4, strict=True):
        for place, word in enumerate(file[first:end]):
            yield max(other, min(other + place, other_end - 1)), word


def _postings(places: "array[int]") -> Iterator[int]:
    turn = at = 0
    while at < len(places):
        number = places[at]
        end = at
        while end < len(places) and places[end] == number:
            end += 2
        yield number - turn
        yield (end - at) // 2
        before = 0
        for position in places[at + 1 : end : 2]:
            yield position - before
            before = position
        turn, at = number, end
