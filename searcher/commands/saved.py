"""`searcher saved`: searches that are kept, and what is new for them."""

import shlex
import sys
from collections import deque
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import after_commit
from searcher.commands.argument_order import GLOBAL
from searcher.commands.arguments import Command, Group, PerCall, SearchCommand
from searcher.commands.index_options import index_directory, index_option, opened
from searcher.commands.marks import printed
from searcher.commands.output_options import JSON, format_options
from searcher.commands.search_options import counted_options, filters_of
from searcher.output.printer import printer
from searcher.safe_text import counted, one_line, warn

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.engines.every import Every
    from searcher.kept.feed import Item
    from searcher.kept.news import News
    from searcher.kept.saved import SavedSearch

#: The exit status of a run of which a search could not be run.
ERROR = 2
#: The formats that say, too, that nothing is new; the others print nothing then.
_TELL_NOTHING = (JSON,)
_NONE = "there are no saved searches: save one with `searcher saved add NAME WORDS`"
#: The formats for people, in which the quotes of each search have a heading of their own.
_ONE_BY_ONE = ("text", "short")


class Saved(Group):
    """A group whose commands have the options that may stand before them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the global options before a command behind it, but for that of the index."""
        own: list[str] = []
        moved: list[str] = []
        place = 0
        while place < len(args) and (name := args[place].partition("=")[0]) in GLOBAL:
            count = 2 if GLOBAL[name] and name == args[place] else 1
            (own if name == "--index" else moved).extend(args[place : place + count])
            place += count
        return super().parse_args(ctx, [*own, *args[place : place + 1], *moved, *args[place + 1 :]])


@click.group("saved", cls=Saved)
@index_option
@click.pass_context
def command(context: click.Context, directory: Path | None) -> None:
    """Save searches, and show what is new for them since they were last run.

    They are kept in saved.json in the folder of the index, with what they have told:
    no quote is new twice, whatever happens to its file, its turn or the index.

    \b
    searcher saved add dust -- dust storm        save a search
    searcher saved run                           what is new, for all searches
    searcher saved run dust --atom dust.xml      and add it to a feed
    """  # noqa: D301 - click prints the lines after \b as they are
    context.obj = index_directory(directory)


@command.command("add", cls=SearchCommand)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="NAME WORDS...")
@click.option("--from-now", cls=PerCall, is_flag=True, help="What is found now is not new.")
@counted_options
@click.pass_obj
def add(directory: Path, /, words: tuple[str, ...], from_now: bool, **options: Any) -> int:
    """Save a search under NAME. Words and filters are those of a search.

    Plain words must all be in one turn: a saved search has no weaker tiers. The first
    run tells all that is there, unless --from-now is given.

    \b
    searcher saved add dust --speaker okafor -- dust storm
    """  # noqa: D301 - click prints the lines after \b as they are
    name, *query = words
    if not query:
        raise click.UsageError("the words of the search are missing: searcher saved add NAME WORDS")
    filters = filters_of(options)
    with opened([directory]) as archive:
        search = archive.save(name, *query, from_now=from_now, filters=filters, **options)
        with after_commit():
            archive.close()
            printed(f"saved {one_line(search.name)}: {typed(search)}")
    return 0


def finished(run: Callable[..., Callable[[], int]]) -> Callable[..., int]:
    """A command that returns what is to be done when its output is whole."""

    @wraps(run)
    def to_the_end(*args: Any, **options: Any) -> int:
        return run(*args, **options)()

    return to_the_end


@command.command("run", cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--atom",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the new quotes to this feed (Atom), which is made if it is not there.",
)
@click.option(
    "-C",
    "--context",
    default=0,
    metavar="N",
    type=click.IntRange(0, 100),
    help="Show N turns before and after each quote.",
)
@finished
@format_options
@click.pass_obj
def run(
    directory: Path, names: tuple[str, ...], atom: Path | None, context: int, output_format: str
) -> Callable[[], int]:
    """Show the quotes that are new since the last run, of all saved searches or of some.

    The exit status is 0 if something is new and 1 if not, 2 if a search cannot be run.
    Nothing is printed if nothing is new (but for a summary with --json), so cron sends mail
    only when there is something to read.

    \b
    searcher saved run
    searcher saved run dust --atom dust.xml
    """  # noqa: D301 - click prints the lines after \b as they are
    # As above.
    from contextlib import ExitStack

    stack = ExitStack()
    try:
        archive = stack.enter_context(opened([directory]))
        telling = stack.enter_context(ExitStack())
        news = telling.enter_context(archive.news(*names, context=context))
        items = _printed(news, atom, output_format)
    except BaseException as error:
        stack.__exit__(type(error), error, error.__traceback__)
        raise

    def finish() -> int:
        if not news.told:
            warn(_NONE)
        with stack:
            with telling:
                if atom is not None and news.total:
                    _added(atom, items, news)
            with after_commit():
                archive.close()
                for one in news.told:
                    if one.problem is not None:
                        warn(f"the saved search {one.search.name} cannot be run: {one.problem}")
        if any(one.problem is not None for one in news.told):
            return ERROR
        return 0 if news.total else 1

    return finish


def _printed(news: "News", atom: Path | None, output_format: str) -> "deque[Item]":
    """Print what is new; the last entries for a feed."""
    from searcher.kept import feed

    items: deque[Item] = deque(maxlen=feed.MOST if atom else 0)
    if atom is not None:
        # What cannot be added to is said before anything is printed.
        feed.checked(atom)
    every = news.every
    if every is None or not (news.total or output_format in _TELL_NOTHING):
        return items
    if len(news.told) > 1 and output_format in _ONE_BY_ONE:
        _print_each(news, items, output_format)
        return items
    if len(news.told) > 1:
        for one in news.told:
            if one.total:
                _name(one.search, one.total)
    printer(output_format).every(_noted(every, items))
    return items


def _print_each(news: "News", items: "deque[Item]", output_format: str) -> None:
    """Print what is new for each search below a line with its name."""
    for number, (search, every) in enumerate(news.by_search()):
        if number and output_format == "text":
            click.echo()
        sys.stdout.flush()
        _name(search, every.found.total)
        printer(output_format).every(_noted(every, items))


def _name(search: "SavedSearch", total: int) -> None:
    warn(f"{search.name}: {counted(total, 'new quote')}")


def _noted(every: "Every", items: "deque[Item]") -> "Every":
    """The same quotes; each is noted for a feed, if there is one, when it is read."""
    from searcher.kept.feed import item

    if not items.maxlen:
        return every

    def quotes() -> Any:
        for quote in every.quotes:
            items.append(item(quote))
            yield quote

    return every.replaced(quotes=quotes())


def _added(atom: Path, items: "deque[Item]", news: "News") -> None:
    from searcher.kept import feed
    from searcher.kept.news import moment

    names = ", ".join(one.search.name for one in news.told)
    feed.add(atom, items, f"New for {names}", moment())


@command.command("list", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one object per search.")
@click.pass_obj
def listed(directory: Path, as_json: bool) -> int:
    """List the saved searches, with when each was last run.

    \b
    searcher saved list
    """  # noqa: D301 - click prints the lines after \b as they are
    with opened([directory]) as archive:
        searches = archive.saved()
    if not searches:
        warn(_NONE)
    for search in searches:
        if as_json:
            click.echo(_as_json(search))
        else:
            when = f"last run {search.run}" if search.run else "never run"
            printed(f"{one_line(search.name)}: {typed(search)} ({when})")
    return 0 if searches else 1


def _as_json(search: "SavedSearch") -> str:
    """A line of JSON in ASCII, in which the terminal finds nothing to obey."""
    # As above.
    import json

    from searcher.output.values.json_objects import whole

    return json.dumps(whole("saved", search.to_dict())).replace("\x7f", "\\u007f")


@command.command("remove", cls=Command)
@click.argument("name")
@click.pass_obj
def remove(directory: Path, name: str) -> int:
    """Remove a saved search, and what it has told.

    \b
    searcher saved remove dust
    """  # noqa: D301 - click prints the lines after \b as they are
    with opened([directory]) as archive:
        search = archive.unsave(name)
        with after_commit():
            archive.close()
            printed(f"removed {one_line(search.name)}: {typed(search)}")
    return 0


def typed(search: "SavedSearch") -> str:
    """A saved search as it is typed after `searcher`."""
    words = list(search.query)
    for name, value in search.filters.items():
        for each in (value,) if isinstance(value, str) else value:
            words += [f"--{name}", each]
    words += ["--sounds-like"] * search.sounds_like + ["--no-synonyms"] * (not search.synonyms)
    return one_line(shlex.join(words))
