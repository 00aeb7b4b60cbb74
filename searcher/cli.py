"""The command `searcher`: the table of its commands, and what errors become.

Exit status: 0 where something was found, 1 where nothing was, 2 for an error.
Errors are one line on standard error; a search that cannot be read is shown
with a caret under the place.
"""

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from corpus.errors import CorpusError
from index.errors import IndexProblem
from searcher import safe_text
from searcher._version import __version__
from searcher.errors import QueryError

#: Each command: a module of `searcher.commands` that is imported when it is called.
COMMANDS = {
    "search": "Search for quotes (`searcher WORDS` does the same).",
    "index": "Add files and folders to the index, or bring them up to date.",
    "programs": "List the programs of the index.",
    "speakers": "List who speaks in the index.",
    "parse": "Show what the reader makes of a file, without an index.",
    "demo": "Index and search the sample transcripts.",
    "help": "Help on a command; `searcher help syntax`: all that a search can say.",
}

ERROR = 2


class Commands(click.Group):
    """A group that imports a command when it is called; other words are a search."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"searcher.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would make an error of a closed pipe."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _closed_pipe()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `search` before what begins with no command and no option of the group."""
        if args and args[0] not in (*COMMANDS, "--help", "--version"):
            args = ["search", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"max_content_width": safe_text.WIDEST},
    epilog="Start with `searcher demo`. Each command has its own --help.",
)
@click.version_option(__version__, message="searcher %(version)s")
@click.pass_context
def group(context: click.Context) -> None:
    """Who said what, to which question, where: search in transcripts.

    searcher "M protein"        said together, in that order, comes first

    searcher maintenance        a word in any inflection

    searcher index FOLDER       what is searched: interviews, podcasts, meetings
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: list[str] | None = None) -> None:
    """Run the command, and end the process with its status."""
    # A search ends before it has made much garbage; to look for it takes longer.
    gc.set_threshold(100_000)
    status = run(arguments)
    # All is written and closed. To take NumPy apart module by module takes 20 ms more.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def run(arguments: list[str] | None = None) -> int:
    """Run the command; its exit status. Errors are printed, not raised."""
    try:
        status: Any = group.main(args=arguments, prog_name="searcher", standalone_mode=False)
        sys.stdout.flush()
    except QueryError as error:
        _caret(error)
        return ERROR
    except (CorpusError, IndexProblem) as error:
        safe_text.warn(str(error))
        return ERROR
    except click.ClickException as error:
        error.show()
        return ERROR
    except (click.Abort, KeyboardInterrupt):
        safe_text.warn("interrupted; the index is as it was")
        return ERROR
    except BrokenPipeError:
        return _closed_pipe()
    except OSError as error:
        # A disk that is full, a folder that may not be written: what the system says of it.
        where = f"{error.filename}: " if error.filename else ""
        safe_text.warn(f"{where}{error.strerror or error}; see whether it can be written")
        return ERROR
    return status if isinstance(status, int) else 0


def _closed_pipe() -> int:
    """Whoever read the output has seen enough. Python flushes once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _caret(error: QueryError) -> None:
    """A search with a caret under the place that cannot be read."""
    # Most searches can be read.
    from searcher.output import caret

    sys.stderr.write(caret.lines(error))
