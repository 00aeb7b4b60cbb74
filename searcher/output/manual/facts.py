"""What the manual says beside the commands: exit statuses, and variables of the environment."""

from typing import NamedTuple


class Fact(NamedTuple):
    """A row of a manual: something that is typed or seen, and what it means."""

    typed: str
    means: str


_ERROR = Fact("2", "an error; one line on standard error says what and where")

#: The exit statuses of a command that answers something, as most do, and of one that does
#: something.
ANSWERS = (Fact("0", "something was found and shown"), Fact("1", "nothing was found"), _ERROR)
DOES = (Fact("0", "it is done"), _ERROR)

#: The exit statuses of commands that differ.
_OTHERS = {
    "": (
        Fact("0", "something was found and shown, or what was asked for is done"),
        Fact("1", "nothing was found"),
        _ERROR,
    ),
    "verify": (
        Fact("0", "every quotation is verbatim or cleaned, and said by whom it is ascribed to"),
        Fact("1", "one is not"),
        _ERROR,
    ),
    "saved run": (
        Fact("0", "something is new"),
        Fact("1", "nothing is new"),
        Fact("2", "an error; a search could not be run"),
    ),
    "check": (
        Fact("0", "the index is whole"),
        Fact("2", "something is broken, or could not be read again"),
    ),
    "index": (
        Fact("0", "all files were read, or nothing is new"),
        Fact("2", "a file was not read"),
    ),
    "config": (
        Fact("0", "the config file is right, or there is none"),
        Fact("1", "with --path: the environment says that there is none"),
        Fact("2", "something in it is wrong"),
    ),
    "parse": (Fact("0", "all files were read"), Fact("2", "a file was not read")),
}
#: Commands that do something and answer nothing.
_DOING = (
    "copy", "remove", "status", "speakers merge", "speakers split", "speakers rename",
    "speakers role", "saved add", "saved remove", "play", "serve", "publish", "mcp", "help",
    "completion",
)  # fmt: skip

#: The variables that are read, in the order of the manual.
ENVIRONMENT = (
    Fact(
        "SEARCHER_INDEX",
        "the folder of the index, or its address in a cluster; several are separated as in PATH",
    ),
    Fact(
        "SEARCHER_SCREEN",
        "what a terminal shows: `fit`, as many quotes as fit; `pager`, all in a pager; `all`",
    ),
    Fact("SEARCHER_CONFIG", "the config file; empty for none"),
    Fact("SEARCHER_PAGER", "the pager, with its options; empty for none"),
    Fact("PAGER", "the pager where searcher has none of its own; `less` if it is not set"),
    Fact("SEARCHER_PLAYER", "the player of `searcher play`, with its options"),
    Fact("BROWSER", "the browser that `searcher play` and `searcher serve --open` open"),
    Fact("SEARCHER_TOKEN", "the token that each client of `searcher serve` must know"),
    Fact("SEARCHER_CACHE", "the folder for what is kept of clusters, in place of the user's cache"),
    Fact("SEARCHER_OPENSEARCH_USER", "the user of a cluster"),
    Fact("SEARCHER_OPENSEARCH_PASSWORD", "the password of that user"),
    Fact("SEARCHER_OPENSEARCH_CA", "a file of the certificates that the cluster's are signed with"),
    Fact(
        "SEARCHER_OPENSEARCH_CONFIG",
        "a file with these three, which only its owner may read",
    ),
    Fact("NO_COLOR", "no colours, if it has a value"),
    Fact("FORCE_COLOR", "colours where the output is no terminal, too, if it has a value"),
    Fact("FORCE_HYPERLINK", "`1`: links on every terminal; `0`: none"),
    Fact("COLUMNS, LINES", "the size of the terminal"),
    Fact("XDG_CONFIG_HOME", "where the config file is: `searcher/config.toml`"),
    Fact("XDG_DATA_HOME, XDG_STATE_HOME", "where the index and the last search are, on Linux"),
)


def statuses(command: str) -> tuple[Fact, ...]:
    """What the exit status of a command means.

    Args:
        command: its name without `searcher`, such as `speakers merge`; empty for `searcher`.
    """
    return _OTHERS.get(command) or (DOES if command in _DOING else ANSWERS)
