"""`searcher completion`: what completes command lines in a shell."""

import contextlib
import io
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.commands.argument_order import command_first
from searcher.commands.arguments import SUMMARIES, Command, PerCall
from searcher.commands.completing.reply import SHELLS
from searcher.commands.index_options import configured_index_option, index_directories, opened
from searcher.safe_text import one_line
from searcher.time_limit import PROCESSOR, OutOfTime, TimeLimit

if TYPE_CHECKING:
    from searcher.archive import Archive
    from searcher.commands.completing.candidate import Name

#: After so much time of the processor nothing is completed, in seconds: an index may be very large.
_ENOUGH = 1.0
#: A longer command line is not completed, in characters.
_LONGEST = 10_000
#: What a file of ours has in its first lines, by which it is known again.
_OURS = "The completion of searcher for"


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
@click.option(
    "--install",
    "is_installed",
    cls=PerCall,
    is_flag=True,
    help="Write it to the file where the shell looks for it, in place of printing it.",
)
@click.option("--line", hidden=True, help="The command line up to the cursor.")
@click.option("--replaced", default="", hidden=True, help="What the shell replaces.")
@configured_index_option
@click.pass_context
def command(
    context: click.Context, shell: str, is_installed: bool, line: str | None, replaced: str
) -> int:
    """Print a script that completes command lines of searcher in bash, zsh or fish.

    It completes commands, options and their values, fields of a search such as speaker:, and the
    speakers, programs, topics, tags and saved searches of the index that the line names.

    \b
    searcher completion bash --install
    eval "$(searcher completion bash)"      in ~/.bashrc, in place of that
    searcher completion zsh --install
    searcher completion fish --install
    """  # noqa: D301 - click prints the lines after \b as they are
    if line is not None:
        # Whatever is wrong with the line or the index, whoever types is not disturbed.
        with contextlib.suppress(Exception), contextlib.redirect_stderr(io.StringIO()):
            told = _in_time(lambda: _reply(context.find_root(), shell, line, replaced))
            click.echo(told, nl=False)
    elif is_installed:
        _install(shell)
    else:
        click.echo(_script(shell), nl=False)
    return 0


def _in_time(answer: Callable[[], str]) -> str:
    """What a function returns; nothing if that takes too long, where the system can count it."""
    if threading.current_thread() != threading.main_thread():
        return answer()
    with contextlib.suppress(OutOfTime), contextlib.closing(TimeLimit(PROCESSOR)) as limit:
        return limit.within(_ENOUGH, answer)
    return ""


def _reply(root: click.Context, shell: str, line: str, replaced: str) -> str:
    """What a shell is told of a command line up to the cursor."""
    # Only a line that is completed needs these.
    from searcher.commands.completing.answer import answer
    from searcher.commands.completing.cursor import cursor
    from searcher.commands.completing.reply import reply

    if len(line) > _LONGEST:
        return ""
    at = cursor(line, is_fish=shell == "fish")
    words = list(at.words[1:])
    group = root.command
    assert isinstance(group, click.Group)
    if words and words[0].startswith("-"):
        search = group.get_command(root, "search")
        assert search is not None
        words = command_first(words, group.list_commands(root), search.params)
    with _Index(words) as index:
        found = answer(root, root.meta[SUMMARIES], words, at.word, index.names)
        return reply(shell, found, at, replaced)


class _Index(contextlib.ExitStack):
    """The names in the index that a command line is about.

    It is opened when a name is asked for. An index in a cluster is not asked: it may be far away.
    What may not be shown is not named.

    Args:
        words: the words of the command line before the cursor.
    """

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words
        self._archive: Archive | None = None
        self._folders: list[Path] = []

    def names(self, field: str) -> "Iterable[Name]":
        """The names of a field, or of what people keep: speakers with most turns first."""
        # Few lines end in a name.
        from searcher.commands.completing.of_archive import names

        if self._archive is None:
            if any(word.startswith("--engine") for word in self._words):
                return ()
            places = index_directories(list(_indexes(self._words)))
            self._folders = [place for place in places if isinstance(place, Path)]
            if not self._folders:
                return ()
            self._archive = self.enter_context(opened(self._folders))
        return names(self._archive, self._folders, field)


def _indexes(words: Sequence[str]) -> Iterator[Path]:
    """The folders that `--index` names in a command line."""
    rest = iter(words)
    for word in rest:
        name, has_value, value = word.partition("=")
        if word == "--":
            return
        if name == "--index" and (folder := value if has_value else next(rest, "")):
            # The shell has not replaced a tilde yet.
            yield Path(folder).expanduser()


def _script(shell: str) -> str:
    # Only the script is read as a resource.
    from importlib.resources import files

    scripts = files("searcher.commands.completing") / "scripts"
    return (scripts / f"searcher.{shell}").read_text("utf-8")


def _install(shell: str) -> None:
    """Write the script where the shell looks for it, after saying where.

    Raises:
        click.UsageError: something else is there.
    """
    # Nothing else here writes a file.
    from index import atomic

    path, needs = _place(shell)
    shown = one_line(str(path))
    if path.exists() and _OURS not in path.read_text("utf-8", errors="replace")[:500]:
        raise click.UsageError(
            f"{shown} is there and is not ours: move it away, or print the script: "
            f"searcher completion {shell}"
        )
    click.echo(f"writing {shown}")
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.replace(path, _script(shell).encode())
    click.echo(needs)


def _place(shell: str) -> tuple[Path, str]:
    """The file in which a shell looks for the completion, and what else it needs."""
    again = "open a new shell to use it"
    if shell == "fish":
        return _folder("XDG_CONFIG_HOME", ".config") / "fish/completions/searcher.fish", again
    if shell == "zsh":
        lines = "fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit"
        return Path.home() / ".zfunc/_searcher", f"put this into ~/.zshrc, then {again}: {lines}"
    data = _folder("XDG_DATA_HOME", ".local/share") / "bash-completion"
    named = os.environ.get("BASH_COMPLETION_USER_DIR")
    folder = Path(named) if named else data
    needs = 'it needs the package bash-completion; without it: eval "$(searcher completion bash)"'
    return folder / "completions/searcher", f"{again}; {needs}"


def _folder(variable: str, default: str) -> Path:
    """A folder of the user, which a variable of the environment names."""
    named = os.environ.get(variable, "")
    return Path(named) if Path(named).is_absolute() else Path.home() / default
