"""`searcher serve`: the index in a browser, and over HTTP."""

import importlib.util
import os
from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.options import index_directories, indexes_option

INSTALL = "pip install 'transcript-searcher[web]'"
#: What a client must know, if this is set: an option would be seen in the list of processes.
TOKEN = "SEARCHER_TOKEN"


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0: any."
)
@click.option("--open", "opened", is_flag=True, help="Open the browser.")
@indexes_option
def command(host: str, port: int, opened: bool, directories: tuple[Path, ...]) -> int:
    """Serve the index: pages for a browser, and an API for programs.

    \b
    pip install 'transcript-searcher[web]'
    searcher serve --open
    """  # noqa: D301 - click prints the lines after \b as they are
    if not all(map(importlib.util.find_spec, ("starlette", "uvicorn", "jinja2"))):
        raise click.ClickException(f"searcher serve needs a web server: {INSTALL}")
    from searcher.web.exchange.site import Settings
    from searcher.web.front.policy import LOOPBACK, Policy
    from searcher.web.front.serve import open_browser, serve
    from searcher.web.readers.pool import Limits

    folders = tuple(map(os.path.abspath, index_directories(directories)))

    def told(address: str) -> None:
        click.echo(f"Serving {address}")
        if opened:
            open_browser(address)

    serve(
        Settings(folders),
        Policy(hosts=LOOPBACK, token=os.environ.get(TOKEN, "")),
        Limits(),
        host=host,
        port=port,
        told=told,
    )
    return 0
