"""`searcher mcp`: the index as a tool for assistants."""

import importlib.util
from pathlib import Path

import click

from searcher.commands.arguments import Command
from searcher.commands.index_options import index_directories, indexes_option

INSTALL = "pip install 'transcript-searcher[mcp]'"


@click.command("mcp", cls=Command)
@indexes_option
def command(directories: tuple[Path | str, ...]) -> int:
    """Let an assistant search the index: a server of the Model Context Protocol.

    An assistant starts this command by itself and speaks with it over standard input
    and output; docs/mcp.md says what to write into its settings. Its tools are search,
    show, who_said, verify, list_programs and list_speakers. They only read, and no
    model is called. The server sees changes of the index, and ends with its client.

    \b
    pip install 'transcript-searcher[mcp]'
    searcher mcp --index FOLDER
    """  # noqa: D301 - click prints the lines after \b as they are
    # The first version of the SDK, which has another interface, lacks this package.
    if importlib.util.find_spec("mcp_types") is None:
        raise click.ClickException(f"searcher mcp needs the SDK of the protocol: {INSTALL}")
    # `--help` starts without the engine and the SDK.
    from searcher.archive import Archive

    with Archive.open(*index_directories(directories)) as archive:
        # A missing index is told first: to load the SDK takes two thirds of a second.
        from searcher.mcp.stdio import serve

        serve(archive)
    return 0
