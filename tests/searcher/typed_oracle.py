"""Which turns of programs a search as it was typed finds: every word of every turn is looked at.

Nothing of an index or of the engine is used, but for two tables that have tests of
their own: which words are inflections of a word, and who is who across programs.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import product

from corpus.model import Program, Turn
from index.fields import FIELDS, FILTERS
from index.text.tokenizer import words
from searcher.errors import QueryError
from searcher.inflect import inflections
from searcher.query.filters import Filters
from searcher.syntax.lexer import is_plain, joined_words, plain_words
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Dated,
    Exact,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    OneOfMany,
    Or,
    Pattern,
    PhraseWord,
    Plain,
    Regular,
    Tagged,
    Window,
    Within,
    Written,
)
from tests.oracle import folded, spoken

#: A turn: the id of its program and its number.
Place = tuple[str, int]
#: The first and the last word of what is said somewhere.
Span = tuple[int, int]

#: A question is at most so many turns before its answer.
FARTHEST = 20


class Oracle:
    """All that is said in some programs.

    Args:
        programs: the programs.
        names: a name that was found in a program to the name of the person, where they differ.
    """

    def __init__(self, programs: Sequence[Program], names: Mapping[str, str]) -> None:
        self.programs = programs
        self.names = names
        self.ids = {program.id for program in programs}
        # What is worked out for a field is kept: it is asked for in every turn.
        self.inflected = cache(self.inflected)  # type: ignore[method-assign]
        self.one = cache(self.one)  # type: ignore[method-assign]
        self.spoken = cache(spoken)

    def found(self, tree: Node, filters: Filters | None = None) -> set[Place]:
        """The turns that match a tree, and the filters."""
        return {
            (program.id, turn.number)
            for program in self.programs
            for place, turn in enumerate(program.turns)
            if self.allowed(filters or Filters(), program, turn)
            and self.matches(tree, program, place)
        }

    def matches(self, tree: Node, program: Program, place: int) -> bool:
        """Whether a turn, the so-manieth of its program from 0, matches a tree."""
        match tree:
            case And(parts):
                return all(self.matches(part, program, place) for part in parts)
            case Or(parts):
                return any(self.matches(part, program, place) for part in parts)
            case Not(part):
                return not self.matches(part, program, place)
            case Asked(part) | Answered(part):
                other = self.beside(program, place, -1 if isinstance(tree, Asked) else 1)
                return other is not None and self.matches(part, program, other)
            case Within(left, right, turns):
                near = [n for n in range(len(program.turns)) if abs(n - place) <= turns]
                return any(
                    self.matches(here, program, place)
                    and any(self.matches(there, program, n) for n in near)
                    for here, there in ((left, right), (right, left))
                )
            case Written(_, typed):
                return bool(self.written(typed, program.turns[place].text))
            case Dated(wanted):
                return in_range(program.date, wanted.first, wanted.last)
            case Tagged():
                # Nobody has put a tag on a sample.
                return False
            case Field("program", Plain() | Exact(), value) if value in self.ids:
                return program.id == value
            case Field(name, part, _):
                return self._in_field(part, name, program, program.turns[place])
        said = self.spoken(program.turns[place].text)
        return bool(self.spans(tree, said, "text", language(program)))

    def _in_field(self, part: Node, name: str, program: Program, turn: Turn) -> bool:
        """Whether one of the values of a field matches, each by itself."""
        match part:
            case And(parts):
                return all(self._in_field(each, name, program, turn) for each in parts)
            case Or(parts):
                return any(self._in_field(each, name, program, turn) for each in parts)
            case Not(each):
                return not self._in_field(each, name, program, turn)
        values = self.values(name, program, turn)
        if name == "speaker":
            values = [*values, self.person(turn)]
        code = language(program)
        return any(self.spans(part, self.spoken(value), name, code) for value in values)

    def values(self, name: str, program: Program, turn: Turn) -> list[str]:
        """What the program says in a field of a turn: one text, several, or none."""
        held: list[str | None] = []
        match name:
            case "speaker":
                labels = [p.labels for p in program.participants if turn.label in p.labels]
                held = [turn.speaker, turn.label, *(label for some in labels for label in some)]
            case "role":
                held = [turn.role]
            case "program":
                held = [program.title]
            case "series":
                held = [program.series]
            case "topic":
                held = [*program.topics]
            case "section":
                held = [turn.section]
            case "lang":
                held = [program.language]
        return [value for value in held if value]

    def beside(self, program: Program, place: int, step: int) -> int | None:
        """The nearest turn in a direction by another person, if it is not too far."""
        other = place
        while 0 <= other < len(program.turns) and abs(other - place) <= FARTHEST:
            if self.person(program.turns[other]) != self.person(program.turns[place]):
                return other
            other += step
        return None

    def person(self, turn: Turn) -> str:
        """Who speaks."""
        return self.names.get(turn.speaker, turn.speaker)

    def allowed(self, filters: Filters, program: Program, turn: Turn) -> bool:
        """Whether a turn is what the filters ask for: all of their words, in any inflection."""
        asked = dict(filters.each())
        (since,), (until,) = (asked.pop(name, ("",)) for name in ("since", "until"))
        if (since or until) and not in_range(
            program.date, days(since)[0] if since else "", days(until)[1] if until else "~"
        ):
            return False
        return all(
            any(self._has(name, value, program, turn) for value in values)
            for name, values in asked.items()
        )

    def _has(self, name: str, value: str, program: Program, turn: Turn) -> bool:
        """Whether a turn is what one value of a filter asks for."""
        if name == "program" and value in self.ids:
            return program.id == value
        if name == "speaker" and value.startswith("="):
            return self.person(turn) == value[1:]
        return self._holds(value, FILTERS[name][0].name, program, turn)

    def _holds(self, value: str, name: str, program: Program, turn: Turn) -> bool:
        """Whether a field has all words of a value, or the name of the person has."""
        texts = [" | ".join(self.values(name, program, turn))]
        if name == "speaker":
            texts.append(self.person(turn))
        code = language(program)
        return any(
            all(self.spans(Plain((word,)), self.spoken(text), name, code) for word in spoken(value))
            for text in texts
        )

    # What is said at places of a text

    def spans(self, tree: Node, said: Sequence[str], field: str, code: str) -> set[Span]:
        """The positions of words, phrases and near words in a text."""
        match tree:
            case Plain(words):
                return together([self.inflected(word, field, code) for word in words], said)
            case Exact(words):
                return together([self.one(word, field) for word in words], said)
            case Pattern() | Fuzzy() | Regular():
                return together([self.one(tree, field)], said)
            case Or(parts):
                return {span for part in parts for span in self.spans(part, said, field, code)}
            case Near(left, right, distance, ordered):
                return {
                    span
                    for a, b in product(
                        *(self.spans(each, said, field, code) for each in (left, right))
                    )
                    if 1 <= b[0] - a[1] <= distance
                    or (not ordered and 1 <= a[0] - b[1] <= distance)
                    for span in (a, b)
                }
            case Window(words, width):
                where = [together([self.one(word, field)], said) for word in words]
                return {
                    span
                    for spans in product(*where)
                    if len(set(spans)) == len(spans) and max(spans)[0] - min(spans)[0] <= width
                    for span in spans
                }
        raise TypeError(f"this stands nowhere: {tree!r}")

    def written(self, typed: Sequence[str], text: str) -> set[Span]:
        """The positions of words with their case and their accents."""
        said = [unicodedata.normalize("NFC", text[word.start : word.end]) for word in words(text)]
        return together([{word} for word in typed], said)

    def inflected(self, word: str, field: str, code: str) -> set[str]:
        """A word, and the words of a field that are inflections of it in a language."""
        every = self.vocabularies[field]
        if field in ("speaker", "lang"):
            return {word}
        return {*inflections(word, lambda first: [w for w in every if w.startswith(first)], code)}

    def one(self, word: PhraseWord, field: str) -> set[str]:
        """A word as it is, or the words of a field that a part stands for."""
        if isinstance(word, AnyWord):
            return {*self.vocabularies[field]}
        if isinstance(word, str):
            return {word}
        return {*filter(_matching(word), self.vocabularies[field])}

    @cached_property
    def vocabularies(self) -> dict[str, list[str]]:
        """The words of each field."""
        turns = [(program, turn) for program in self.programs for turn in program.turns]
        fields = {
            name: [value for program, turn in turns for value in self.values(name, program, turn)]
            for name in FIELDS
        }
        fields["text"] = [turn.text for _, turn in turns]
        return {
            name: sorted({word for text in texts for word in spoken(text)})
            for name, texts in fields.items()
        }


def language(program: Program) -> str:
    """The language of a program; one that tells none is taken to be in English."""
    return (program.language or "en").partition("-")[0].lower()


def _matching(node: OneOfMany) -> Callable[[str], bool]:
    """Whether a word is one of those that a part stands for."""
    match node:
        case Pattern(pattern):
            return lambda said: of_pattern(said, folded(pattern))
        case Fuzzy(near, distance):
            return lambda said: wrong(said, near) <= distance
        case Regular(expression):
            matching = re.compile(expression, re.IGNORECASE | re.ASCII)
            return lambda said: matching.fullmatch(said) is not None


def together(wanted: Sequence[set[str]], said: Sequence[str]) -> set[Span]:
    """Where words are one right after the other."""
    first, *others = wanted
    starts = [start for start, word in enumerate(said) if word in first]
    return {
        (start, start + len(others))
        for start in starts
        if start + len(others) < len(said)
        and all(said[start + i] in forms for i, forms in enumerate(others, 1))
    }


def of_pattern(word: str, pattern: str) -> bool:
    """Whether a word is of a pattern: `*` is any letters, `?` one."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(of_pattern(word[skipped:], pattern[1:]) for skipped in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and of_pattern(word[1:], pattern[1:])


def wrong(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many, or exchanged with the next; none twice."""
    far = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, j in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        far[i, j] = min(
            far[i - 1, j] + 1,
            far[i, j - 1] + 1,
            far[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
        )
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            far[i, j] = min(far[i, j], far[i - 2, j - 2] + 1)
    return far[len(one), len(other)]


def days(date: str) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    year, month, day = (*date.split("-"), "", "")[:3]
    first, last = month or "01", month or "12"
    length = calendar.monthrange(int(year), int(last))[1]
    return f"{year}-{first}-{day or '01'}", f"{year}-{last}-{day or length}"


def in_range(date: str | None, first: str, last: str) -> bool:
    """Whether all days that a date stands for are from one to another."""
    if date is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return False
    begin, end = days(date)
    return first <= begin and end <= last


def as_read(arguments: Sequence[str]) -> Node:
    """The tree of several arguments.

    The words of an argument without operators are a phrase, and so are arguments of one
    word each: nobody quotes `car t`.

    Raises:
        QueryError: one of them cannot be read, or has no word.
    """
    if all(map(is_plain, arguments)):
        said = [some for some in arguments if plain_words(some)]
        if said and all(len(joined_words(some)) == 1 for some in said):
            return Plain(tuple(word for some in said for word in plain_words(some)))
        parts: tuple[Node, ...] = tuple(Plain(plain_words(some)) for some in said)
    elif tiers := beside_fields(arguments):
        return tiers[-1]
    else:
        parts = tuple(map(_clause, arguments))
    if not parts:
        raise QueryError(arguments[0], 0, "there is no word", "maintenance")
    return parts[0] if len(parts) == 1 else And(parts)


def beside_fields(arguments: Sequence[str]) -> list[Node]:
    """The tiers of several plain words beside fields: as a phrase, and all in one turn.

    It is empty for any other search.
    """
    clauses: list[list[Plain]] = []
    fields: list[Node] = []
    for argument in arguments:
        if is_plain(argument) and plain_words(argument):
            clauses.append([Plain(some) for some in joined_words(argument)])
            continue
        node = parse(argument)
        parts = node.parts if isinstance(node, And) else (node,)
        clauses.append([part for part in parts if isinstance(part, Plain)])
        for part in parts:
            if not isinstance(part, Plain):
                if not isinstance(part.part if isinstance(part, Not) else part, Field | Dated):
                    return []
                fields.append(part)
    clauses = [clause for clause in clauses if clause]
    if not fields or sum(map(len, clauses)) < 2:
        return []
    each = [part for clause in clauses for part in clause]
    if max(map(len, clauses)) == 1:
        clauses = [each]
    phrases = [Plain(tuple(w for part in clause for w in part.words)) for clause in clauses]
    return [And((*phrases, *fields)), And((*each, *fields))]


def _clause(argument: str) -> Node:
    words = plain_words(argument)
    return Plain(words) if words and is_plain(argument) else parse(argument)


def stand_for(oracle: Oracle, node: object, field: str = "text") -> Iterator[int]:
    """Of each part of a tree that stands for several words of its field, how many they are."""
    match node:
        case Pattern() | Fuzzy() | Regular():
            yield len(oracle.one(node, field))
        case Field(name, part, _):
            yield from stand_for(oracle, part, name)
        case Not(part) | Asked(part) | Answered(part):
            yield from stand_for(oracle, part, field)
        case Near(left, right) | Within(left, right):
            yield from stand_for(oracle, left, field)
            yield from stand_for(oracle, right, field)
        case Exact(words) | Window(words):
            for word in words:
                yield from stand_for(oracle, word, field)
        case And(parts) | Or(parts):
            for each in parts:
                yield from stand_for(oracle, each, field)
