"""`searcher serve`: the index in a browser, and over HTTP."""

import importlib.util
import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from index.opensearch.scheme import is_address
from searcher.commands.arguments import Command, Measure
from searcher.commands.index_options import index_directories, indexes_option
from searcher.safe_text import shortened

INSTALL = "pip install 'transcript-searcher[web]'"
#: What a client must know, if this is set: an option would be seen in the list of processes.
TOKEN = "SEARCHER_TOKEN"
#: A name as clients may call a server, or an address.
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,253}|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?")
#: A shorter token can be guessed.
_SHORTEST = 16
#: Requests a second of one client, where others than this machine can ask.
_RATE = 20.0


@click.command("serve", cls=Command)
@click.option(
    "--host", default="127.0.0.1", show_default=True,
    help="The address to listen on. If other machines can reach it, a token or --behind-proxy "
    "is needed.",
)  # fmt: skip
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535),
    help="The port to listen on; 0 for any that is free.",
)  # fmt: skip
@click.option("--open", "opened", is_flag=True, help="Open the browser.")
@click.option("--title", default="Searcher", show_default=True, help="The name on the pages.")
@click.option("--media", is_flag=True, help="Serve the recordings in the indexed folders, too.")
@click.option(
    "--token-file", type=click.Path(path_type=Path),
    help=f"A file with the token that each client must know, in its first line. Default: ${TOKEN}.",
)  # fmt: skip
@click.option(
    "--behind-proxy", is_flag=True,
    help="A reverse proxy asks who the clients are, and says where they come from.",
)  # fmt: skip
@click.option(
    "--allow-host", "names", multiple=True, metavar="NAME",
    help="A name that clients may call the server by; may be given again.",
)  # fmt: skip
@click.option(
    "--readers", type=click.IntRange(1, 64),
    help="How many processes search. Default: one for each processor, at least 2, at most 8.",
)  # fmt: skip
@click.option(
    "--rate", type=Measure(0),
    help="Requests a second of one client, on average; 0 for any number. Default: "
    f"{_RATE:g} if other machines can ask, else 0.",
)  # fmt: skip
@click.option(
    "--time-limit", "seconds", default=2.0, show_default=True, type=Measure(0.2, 600),
    help="How long an answer may take, in seconds.",
)  # fmt: skip
@indexes_option
def command(
    host: str,
    port: int,
    opened: bool,
    title: str,
    media: bool,
    token_file: Path | None,
    behind_proxy: bool,
    names: tuple[str, ...],
    readers: int | None,
    rate: float | None,
    seconds: float,
    directories: tuple[Path | str, ...],
) -> int:
    """Serve the index: pages for a browser, and an API for programs.

    Only this machine can reach it, unless --host says otherwise. The server only
    reads. It sees changes of the index, and stops at Ctrl-C. docs/serve.md says how to
    put it behind a reverse proxy.

    \b
    pip install 'transcript-searcher[web]'
    searcher serve --open
    """  # noqa: D301 - click prints the lines after \b as they are
    if not all(map(importlib.util.find_spec, ("starlette", "uvicorn", "httptools", "jinja2"))):
        raise click.ClickException(f"searcher serve needs a web server: {INSTALL}")
    # `--help` starts without a web server.
    from searcher.web.exchange.site import Settings
    from searcher.web.front.policy import LOOPBACK, Policy
    from searcher.web.front.serve import open_browser, serve
    from searcher.web.readers.pool import Limits

    token = _token(token_file)
    is_open = bool(token) or behind_proxy
    folders = tuple(
        str(each) if is_address(each) else os.path.abspath(each)  # noqa: PTH100 - a text is wanted
        for each in index_directories(directories)
    )

    def told(address: str) -> None:
        click.echo(f"Serving {address}")
        if opened:
            open_browser(address)

    serve(
        Settings(folders, title, media),
        Policy(
            hosts=(*LOOPBACK, *_hosts(host, names)),
            token=token,
            behind_proxy=behind_proxy,
            rate=rate if rate is not None else _RATE if is_open else 0.0,
        ),
        Limits(readers=readers or min(8, max(2, os.cpu_count() or 1)), seconds=seconds),
        host=host,
        port=port,
        told=told,
    )
    return 0


def _hosts(host: str, names: Sequence[str]) -> list[str]:
    """The names as they stand in a `Host` header, without a port.

    Raises:
        click.ClickException: one is no name, and nobody could ever ask by it.
    """
    for name in names:
        if not _NAME.fullmatch(name):
            raise click.ClickException(
                f"--allow-host {shortened(name, 60)}: it must be a name or an address alone, "
                "without a scheme, a port or a path; for example: quotes.example.org"
            )
    return [
        name.lower() if name.count(":") < 2 or name.startswith("[") else f"[{name.lower()}]"
        for name in (host, *names)
    ]


def _token(file: Path | None) -> str:
    """The token that clients must know, or "".

    Raises:
        click.ClickException: the file cannot be read, or the token can be guessed.
    """
    token, where = os.environ.get(TOKEN, "").strip(), TOKEN
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise click.ClickException(f"--token-file {file}: {reason}") from None
        token, where = (lines[0].strip() if lines else ""), f"--token-file {file}"
        if not token:
            raise click.ClickException(f"{where}: its first line is empty")
    if token and (len(token) < _SHORTEST or not token.isascii() or " " in token):
        raise click.ClickException(
            f"{where}: a token has at least {_SHORTEST} characters of ASCII without blanks; "
            'make one with: python -c "import secrets; print(secrets.token_urlsafe())"'
        )
    return token
