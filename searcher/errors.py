"""The errors of this package, under the base that all packages share.

SearcherError             anything that this project raises on purpose
├─ QueryError             a search cannot be read
├─ RequestError           an option of a search has a value that it cannot have
├─ ArchiveClosed          an archive was used after it was closed
├─ PassageUnknown         there is no such program, turn, time or hit to show
├─ NotFetched             a feed or a transcript could not be fetched
├─ index.errors.IndexProblem, and what is under it
└─ corpus.errors.CorpusError, and what is under it

What is wrong with one value is worded where it is raised.
"""

from corpus.errors import SearcherError

__all__ = [
    "ArchiveClosed",
    "NotFetched",
    "PassageUnknown",
    "QueryError",
    "RequestError",
    "SearcherError",
]


class QueryError(SearcherError):
    """A search that cannot be read.

    Attributes:
        source: the argument as it was typed.
        place: where in it, in characters from 0.
        reason: what is wrong there.
        example: a search of this kind that can be read.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     try:
    ...         archive.search('"M protein')
    ...     except searcher.QueryError as error:
    ...         print(error.place, error.source)
    0 "M protein
    """

    def __init__(self, source: str, place: int, reason: str, example: str) -> None:
        # All four are arguments of the base, so that the error can be pickled.
        super().__init__(source, place, reason, example)
        self.source = source
        self.place = place
        self.reason = reason
        self.example = example

    @property
    def plain_example(self) -> str:
        """The example as it is typed where no shell reads it."""
        return _in_python(self.example)

    def __str__(self) -> str:
        reason = self.reason[:1].lower() + self.reason[1:].rstrip(".")
        place = f"character {self.place + 1} of {self.source!r}: " if self.source else ""
        return f"{place}{reason}. For example: {self.plain_example}"


def _in_python(example: str) -> str:
    """An example without the quotes of a shell: `'"M protein"'` is `"M protein"`."""
    # Few errors are printed from Python.
    import shlex

    words = shlex.split(example)
    if not words[0].startswith("--"):
        return " ".join(words)
    pairs = zip(words[::2], words[1::2], strict=True)
    return ", ".join(f"{option.removeprefix('--')}={value!r}" for option, value in pairs)


class RequestError(SearcherError, ValueError):
    """An option of a search that does not exist, or has a value that it cannot have.

    It is a `ValueError`, too.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     archive.search("M protein", limit=-1)
    Traceback (most recent call last):
    searcher.errors.RequestError: limit=-1: the number must be 0 or more
    """


class ArchiveClosed(SearcherError):
    """An archive that was used after `close()`.

    >>> import searcher
    >>> archive = searcher.open("my-index")
    >>> archive.close()
    >>> archive.programs()
    Traceback (most recent call last):
    searcher.errors.ArchiveClosed: the archive is closed; open it again with searcher.open(PATH)
    """


class PassageUnknown(SearcherError):
    """Something to show that is not there, or that may be several programs.

    Attributes:
        reason: what is wrong, and what to do.
        listed: the programs that may be meant, a line each.

    >>> import searcher
    >>> with searcher.open("my-index") as archive:
    ...     archive.passage("m-protein:99")
    Traceback (most recent call last):
    searcher.errors.PassageUnknown: m-protein has no turn 99; it has 15 turns, from 1
    """

    def __init__(self, reason: str, listed: tuple[str, ...] = ()) -> None:
        super().__init__(reason, listed)
        self.reason = reason
        self.listed = listed

    def __str__(self) -> str:
        return " ".join((self.reason, "; ".join(self.listed))).strip()


class NotFetched(SearcherError):
    """A feed or a transcript that could not be fetched.

    Attributes:
        url: its address.
        reason: why.
        host_fails: whether the same must be expected of all that this host has.
    """

    def __init__(self, url: str, reason: str, *, host_fails: bool = False) -> None:
        super().__init__(f"{url}: not fetched: {reason}")
        self.url = url
        self.reason = reason
        self.host_fails = host_fails
