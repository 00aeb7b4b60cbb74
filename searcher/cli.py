"""The command `searcher`: its table of commands, and how errors are printed.

Exit status: 0 if something was found and shown, 1 if nothing was, 2 for an error.
An error is one line on standard error. The error of a search has a caret under the place.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from index.errors import CommitInterrupted, PartInterrupted
from searcher import config_file, safe_text
from searcher._version import __version__
from searcher.commands.argument_order import command_first
from searcher.commands.arguments import NO_COMMAND, SUMMARIES
from searcher.errors import PassageUnknown, QueryError, SearcherError

#: Each command with its line of help. A module of `searcher.commands` has its name, with an
#: underscore for a hyphen.
COMMANDS = {
    "search": "Search for quotes. `searcher WORDS` does the same.",
    "live": "Search while you type, in a session. `searcher` alone does the same.",
    "show": "Show a transcript, or a part of it: around a turn, at a time, with matches marked.",
    "kwic": "Show every match on a line of its own, with the words around it.",
    "collocates": "List the words that are near a word more often than by chance.",
    "keywords": "List the words that a speaker or a program says more than others.",
    "stats": "Count who says something, how often and since when; who talks how much.",
    "index": "Add files and folders to the index, or bring them up to date.",
    "copy": "Copy an index to an OpenSearch cluster.",
    "remove": "Take programs out of the index.",
    "status": "Show what the index holds, how large and how old it is, and from where.",
    "programs": "List the programs in the index.",
    "speakers": "List the speakers in the index, or correct who is who.",
    "verify": "Check quotations: were they said, in these words, and by whom?",
    "packet": "Write quotes as evidence, with citations and checksums, that can be checked later.",
    "watch": "Keep the index up to date while files change, and tell of new quotes.",
    "saved": "Save searches, and show what is new for them since the last time.",
    "tag": "Put tags on turns, and list them; `tag:CODE` in a search finds them.",
    "note": "Write notes on turns, and list them.",
    "correct": "Correct words that were misheard, at one place or everywhere after a review.",
    "play": "Play the recording from the moment of a quote.",
    "clip": "Cut quotes out of their recordings, or list where they are.",
    "serve": "Serve the index: pages for a browser, and an API for programs.",
    "publish": "Write the programs as a site that needs no server.",
    "config": "Show your defaults for options, and where each is from.",
    "mcp": "Let an assistant search the index, over the Model Context Protocol.",
    "check": "Check that the files of the index are whole.",
    "parse": "Show how files are read, without an index.",
    "demo": "Index the sample transcripts and search them.",
    "completion": "Print what completes command lines in bash, zsh or fish, or install it.",
    "help": "Show help on a command. `searcher help syntax`: the search language.",
}

ERROR = 2

#: Handlers of errors that fail, or print what nobody reads. The last one is that of the locale `C`,
#: and replaces only what is no character.
_FAILING = ("strict", "backslashreplace", "surrogateescape")

_HELP, _VERSION = ("-h", "--help"), ("-V", "--version")
_GROUP_OPTIONS = (*_HELP, *_VERSION)
#: Options that say where an index is: without a word after them they begin a session, too.
_PLACES = ("--index", "--engine")


class ClosedPipe(Exception):
    """The program that reads standard output has closed it."""


@contextlib.contextmanager
def _closed_pipes() -> Iterator[None]:
    """Click ends the process with status 1 on a BrokenPipeError: raise another exception."""
    try:
        yield
    except BrokenPipeError as error:
        raise ClosedPipe from error


class Commands(click.Group):
    """A group that imports a command when it is called. Other words are a search."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"searcher.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Parse the arguments, which prints the help if they ask for it."""
        with _closed_pipes():
            path = config_file.existing()
            if path is not None:
                # Most people have no config file.
                from searcher.commands.defaults import Defaults
                from searcher.commands.settings import Settings

                options.setdefault("default_map", Defaults(Settings(path), self, self))
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _closed_pipes():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first; where none is named, it is `search`."""
        ctx.meta[SUMMARIES] = COMMANDS
        if self._begins_session(args):
            args = ["live", *args]
        elif args and args[0].startswith("-") and args[0] not in (*_GROUP_OPTIONS, "--"):
            search = self.get_command(ctx, "search")
            assert search is not None
            args = command_first(args, COMMANDS, search.params)
        if args and args[0] not in (*COMMANDS, *_GROUP_OPTIONS):
            ctx.meta[NO_COMMAND] = True
            args = ["search", *args]
        return super().parse_args(ctx, args)

    def _begins_session(self, args: list[str]) -> bool:
        """Whether no word is given, at most an index, and somebody sits at a terminal."""
        if args and (args[0] not in _PLACES or len(args) % 2 or {*args[::2]} - {*_PLACES}):
            return False
        if sys.stdout is None or sys.stdout.closed or not sys.stdout.isatty():
            return False
        # Most command lines have words.
        from searcher.output.streams import terminal

        return terminal.is_interactive() and not terminal.is_simple()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"max_content_width": safe_text.WIDEST, "help_option_names": _HELP},
    epilog="Start with `searcher demo`. Each command has its own --help. --index, --format, "
    "--json, --output and --color stand before a command or after it.",
)
@click.version_option(__version__, *_VERSION, message="searcher %(version)s")
@click.pass_context
def group(context: click.Context) -> None:
    """Search transcripts: who said what, in answer to which question, and where.

    searcher index FOLDER      read transcripts: interviews, podcasts, meetings

    searcher "M protein"       search: as a phrase first, then less exact

    searcher maintenance       search: the word in any inflection

    A program is one transcript. A turn is what one speaker says until another one
    speaks. A label is the speaker's name as the transcript prints it. A tier is how
    exactly a turn matches: as a phrase, all the words in one turn, all the words in
    a question and its answer, or some of the words.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main() -> None:
    """The console script: run the command line, and end the process with its status."""
    # The library that NumPy multiplies with starts a thread for each processor when it is loaded,
    # which takes longer than a search. None of this is multiplied by more than one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A search ends before it has made much garbage; looking for it would take longer.
    gc.set_threshold(100_000)
    status = run()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # `run` has reported what went wrong; a closed pipe is no error. Whoever interrupts the
        # writing to a reader that does not read wants to leave.
        with contextlib.suppress(OSError, KeyboardInterrupt):
            stream.flush()
    # All files are closed. The regular exit takes 20 ms to unload NumPy module by module.
    os._exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit status.

    A program can embed the command with this function. It prints errors, does not end
    the process, and leaves the process as it was. Only a defect of this program raises.

    Args:
        arguments: the words after `searcher`; None for those of this process.

    Raises:
        TypeError: the arguments are one string, whose letters would be the words.
    """
    if isinstance(arguments, str):
        raise TypeError(f"{arguments!r}: the arguments must be a list, as [{arguments!r}]")
    with _open_streams():
        return _run(arguments)


@contextlib.contextmanager
def _open_streams() -> Iterator[None]:
    """Let no output fail for what it is.

    The null device is opened in place of an output that is closed, where Python has None. What
    the encoding of an output lacks is replaced.
    """
    with contextlib.ExitStack() as stack:
        for name, redirected in (
            ("stdout", contextlib.redirect_stdout),
            ("stderr", contextlib.redirect_stderr),
        ):
            if getattr(sys, name) is None:
                null = stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
                stack.enter_context(redirected(null))
            stack.enter_context(_any_text(getattr(sys, name)))
        yield


@contextlib.contextmanager
def _any_text(stream: Any) -> Iterator[None]:
    """Let a stream replace the characters that its encoding lacks."""
    errors = getattr(stream, "errors", None)
    if not hasattr(stream, "reconfigure") or errors not in _FAILING:
        yield
        return
    stream.reconfigure(errors=safe_text.replacing(stream.encoding))
    try:
        yield
    finally:
        # The reader may have closed it.
        with contextlib.suppress(OSError, ValueError):
            stream.reconfigure(errors=errors)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        try:
            status: Any = group.main(args=arguments, prog_name="searcher", standalone_mode=False)
            sys.stdout.flush()
        except SystemExit as ended:
            # This is how click ends the completion of a word in a shell.
            status = ended.code
        except (
            SearcherError, OSError, click.ClickException, click.Abort, KeyboardInterrupt,
            MemoryError,
        ) as error:  # fmt: skip
            return _report(error)
    except (ClosedPipe, BrokenPipeError):
        # The program that reads the output has seen enough.
        return 0
    return status if isinstance(status, int) else 0


def _report(error: BaseException) -> int:
    """Print an error; its exit status."""
    try:
        _explain(error)
    except BrokenPipeError:
        raise
    except (OSError, MemoryError):
        # What explains it cannot be loaded: no file can be opened, or there is no memory.
        safe_text.warn(str(error))
    return ERROR


def _explain(error: BaseException) -> None:
    # Click raises its own exception for every interrupt.
    if isinstance(error, click.Abort) and isinstance(error.__cause__, KeyboardInterrupt):
        error = error.__cause__
    match error:
        case BrokenPipeError():
            raise error
        case QueryError():
            # Most searches are valid.
            from searcher.output.messages import caret

            sys.stderr.write(caret.lines(error))
        case PassageUnknown():
            safe_text.warn(error.reason)
            for line in error.listed:
                sys.stderr.write(safe_text.wrapped(f"  {safe_text.one_line(line)}") + "\n")
        case click.ClickException():
            # As above.
            from searcher.output.messages import usage_errors

            safe_text.warn(usage_errors.line(error))
        case OSError():
            # As above.
            from searcher.output.messages import system_errors

            safe_text.warn(system_errors.line(error))
        case MemoryError():
            safe_text.warn("there is not enough memory; close other programs")
        case CommitInterrupted():
            safe_text.warn(f"interrupted when the work was done; {error.made}")
        case PartInterrupted():
            safe_text.warn(
                "interrupted; what was done by then is in the index, and the same command goes on"
            )
        case click.Abort() | KeyboardInterrupt():
            safe_text.warn("interrupted; the index is unchanged")
        case _:
            safe_text.warn(str(error))
