"""What a JSON file holds, with keys and types checked where they are used.

A `Node` knows its place in the file, so that a list where an object was due is
a CorpusError that names the key, and never a TypeError.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.metadata.dates import seconds
from corpus.readers.json.mojibake import may_need_mending, mended
from corpus.source import Source

KINDS = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
CLOCK = re.compile(r"\d{1,9}(?::\d{1,2}){0,2}(?:[.,]\d{1,9})?")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
OPENING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*\{)")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a JSON file.

    Attributes:
        value: what the parser made of it.
        path: the file.
        parent: the object or list that holds it; None at the root.
        key: the key or the index under which `parent` holds it.
        origin: where the root stands in the file, such as "line 3", or None.
    """

    value: object
    path: Path
    parent: "Node | None" = None
    key: str | int = ""
    origin: str | None = None

    @property
    def place(self) -> str | None:
        """The way to this value, such as "key results.channels[0]"; None at the root."""
        steps: list[str] = []
        node = self
        while node.parent is not None:
            steps.append(f"[{node.key}]" if isinstance(node.key, int) else f".{node.key}")
            node = node.parent
        key = f"key {''.join(reversed(steps)).lstrip('.')}" if steps else None
        return ", ".join(part for part in (node.origin, key) if part) or None

    def wrong(self, expected: str) -> CorpusError:
        """The error that says what stands here and what was expected."""
        found = KINDS.get(type(self.value), "something else")
        return CorpusError(self.path, f"{found} where {expected} was expected", place=self.place)

    def get(self, *names: str) -> "Node":
        """The value under the first of `names` that is there; a null node if none is.

        Raises:
            CorpusError: this is neither an object nor null.
        """
        if self.value is None:
            return Node(None, self.path, self, names[0])
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        for name in names:
            if self.value.get(name) is not None:
                return Node(self.value[name], self.path, self, name)
        return Node(None, self.path, self, names[0])

    def holds(self, name: str, kind: type | tuple[type, ...] = object) -> bool:
        """Whether this is an object with a value of `kind` under `name`; null is none."""
        if not isinstance(self.value, dict):
            return False
        value = self.value.get(name)
        return value is not None and isinstance(value, kind)

    def keys(self) -> list[str]:
        """The keys of an object; none where this is no object."""
        return list(self.value) if isinstance(self.value, dict) else []

    def each(self) -> "Iterator[Node]":
        """The values of a list; none where there is null.

        Raises:
            CorpusError: this is neither a list nor null.
        """
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        for index, value in enumerate(self.value):
            yield Node(value, self.path, self, index)

    def raw_text(self) -> str:
        """The text as it stands, half characters replaced; empty where there is null.

        Raises:
            CorpusError: this is neither text nor null.
        """
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            raise self.wrong("text")
        # `"\ud83d"` is JSON, and half of a character that no file can be written with.
        return self.value.encode("utf-8", "replace").decode("utf-8")

    def text(self) -> str:
        """The text with runs of white space folded; empty where there is null."""
        return " ".join(self.raw_text().split())

    def paragraphs(self) -> list[str]:
        """The paragraphs of a text, as blank lines part them."""
        blocks = (" ".join(block.split()) for block in BLANK_LINE.split(self.raw_text()))
        return [block for block in blocks if block]

    def name(self) -> str | None:
        """Text or a whole number as a name, or the name in an object; None for null.

        Raises:
            CorpusError: this is something else.
        """
        if isinstance(self.value, dict):
            return self.get("name", "display_name", "displayName", "label", "id", "ID").name()
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            if abs(self.value) >= 10**12:
                raise self.wrong("a name or a small number")
            return str(self.value)
        return self.text() or None

    def seconds(self, unit: float = 1.0) -> float | None:
        """A time in seconds; None for null and for what is no time, such as NaN or -1.

        Args:
            unit: how many seconds a number counts for, 0.001 for milliseconds.

        Raises:
            CorpusError: this is neither a number, text nor null.
        """
        value = self.value
        if isinstance(value, str):
            stamp = value.strip().removesuffix("s")
            if not CLOCK.fullmatch(stamp):
                return None
            return seconds(stamp) * (1.0 if ":" in stamp else unit)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong("a time")
        # Infinity, NaN and whole numbers too large for a float fail the comparison.
        return round(value * unit, 3) if 0 <= value < 1e12 else None


def looks_like_json(source: Source) -> bool:
    """Whether the text opens as an object, or as a list of objects, does."""
    return OPENING.match(source.text[:1000]) is not None


def parse(source: Source) -> Node:
    """The root of a JSON file; of JSON Lines, the list of the values of all lines.

    Raises:
        CorpusError: it is broken, or nested too deeply to be a transcript.
    """
    if _are_lines(source.text):
        lines = enumerate(source.text.split("\n"), start=1)
        values = [loads(line, source.path, number) for number, line in lines if line.strip()]
        return Node(values, source.path)
    return Node(loads(source.text, source.path), source.path)


def _are_lines(text: str) -> bool:
    """Whether the first two lines of a text are an object each."""
    lines = [line for line in text.lstrip().split("\n", 2)[:2] if line.strip()]
    return len(lines) > 1 and all(line[0] == "{" and _is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def loads(text: str, path: Path, line: int | None = None) -> object:
    """The value of a JSON text, where `line` says which line of the file it is.

    NaN and Infinity are read as null: exports of data frames write them for
    times that are not known.
    """
    try:
        # Errors other than of grammar are ValueError too, as for a number of 5,000 digits.
        value: object = json.loads(text, parse_constant=lambda _: None)
        if may_need_mending(text):
            value = mended(value)
    except json.JSONDecodeError as error:
        at = f"line {line or error.lineno}, column {error.colno}"
        raise CorpusError(
            path,
            f"broken JSON: {error.msg[:1].lower()}{error.msg[1:]}",
            place=at,
            advice="was the file saved or copied to its end?",
        ) from error
    except RecursionError as error:
        raise CorpusError(path, "the JSON is nested too deeply for a transcript") from error
    except ValueError as error:
        raise CorpusError(
            path, f"broken JSON: {error}", place=f"line {line}" if line else None
        ) from error
    return value
