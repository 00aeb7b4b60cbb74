"""The addresses of pages: each state of a page has one, which can be shared."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

#: How a flag is written; see `searcher.parameters.parameter`.
_FLAGS = {True: "on", False: "off"}
#: Nothing is at these: a browser takes them for parts of a path.
_NO_NAMES = ("", ".", "..")


def of(path: str, asked: Iterable[tuple[str, object]] = (), *, anchor: str = "") -> str:
    """An address with what it asks for.

    Args:
        path: the path, as it is sent.
        asked: names with values. A value that is None, "" or 0 is left out; of several values
            each is sent.
        anchor: the part of the page to show.
    """
    sent = _sent(asked)
    query = f"?{urlencode(sent, errors='replace')}" if sent else ""
    return f"{path}{query}{'#' if anchor else ''}{anchor}"


def _sent(asked: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    """Names with values as they are sent."""
    return [
        (name, _FLAGS[one] if isinstance(one, bool) else str(one))
        for name, value in asked
        for one in (value if isinstance(value, tuple | list) else (value,))
        if one is False or one not in (None, "", 0)
    ]


def program(program_id: str, *, q: str = "", turn: int | None = None) -> str:
    """The page of a program, with what a search finds marked, at one of its turns."""
    path = f"/program/{quote(program_id, errors='replace')}"
    return of(path, (("q", q), ("turn", turn)), anchor=f"turn-{turn}" if turn else "")


def media(program_id: str) -> str:
    """The recording of a program, where this server has it."""
    return f"/media/{quote(program_id, errors='replace')}"


def speaker(name: str) -> str:
    """The page of a person; "" where a name can be no address."""
    if any(part in _NO_NAMES for part in name.split("/")):
        return ""
    return f"/speaker/{quote(name, errors='replace')}"


class Asked:
    """What a page is asked with: to write the address of the same page with one thing changed.

    Args:
        path: of the page.
        values: what it is asked with; see `of`.
        defaults: values that are not written.
    """

    def __init__(
        self, path: str, values: Mapping[str, object], defaults: Mapping[str, object] | None = None
    ) -> None:
        self.path = path
        self._values = values
        self._defaults = defaults or {}

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def items(self) -> list[tuple[str, object]]:
        """What is asked, without what is the default."""
        return [
            (name, value)
            for name, value in self._values.items()
            if value != self._defaults.get(name)
        ]

    def fields(self, *without: str) -> list[tuple[str, str]]:
        """What is asked as hidden fields of a form, which starts at the first page."""
        return _sent(
            (name, value) for name, value in self.items() if name not in (*without, "offset")
        )

    def but(self, path: str = "", /, **changed: object) -> str:
        """The address with other values; from the first page on, unless `offset` is given."""
        return self.replaced(**changed).at(path or self.path)

    def at(self, path: str) -> str:
        """The address of another page that is asked the same."""
        return of(path, self.items())

    def replaced(self, **changed: object) -> "Asked":
        """The same with other values."""
        values = {**self._values, **({"offset": 0} if "offset" in self._values else {}), **changed}
        return Asked(self.path, values, self._defaults)

    def but_values(self, name: str, values: tuple[str, ...]) -> str:
        """The address with other values of a filter."""
        return self.replaced(**{name: values}).at(self.path)

    def without_value(self, name: str, value: str) -> str:
        """The address with one value of a filter less."""
        return self.but_values(name, tuple(one for one in self.values(name) if one != value))

    def tidy(self, sent: Iterable[tuple[str, str]]) -> str:
        """The address without the fields of a form that were left empty; "" if none were."""
        return self.at(self.path) if any(not value.strip() for _, value in sent) else ""

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a filter: none, one or several."""
        value = self._values.get(name)
        if isinstance(value, tuple):
            return value
        return (str(value),) if value else ()
