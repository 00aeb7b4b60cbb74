"""`searcher search`: the quotes that answer a search."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher import safe_text
from searcher.commands.options import index_directory, index_option, json_option
from searcher.ranking.orders import ORDERS

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from searcher.engines.results import Results


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--limit", default=10, show_default=True, metavar="N", type=click.IntRange(1, 10_000))
@click.option(
    "--offset", default=0, metavar="N", type=click.IntRange(0), help="Leave out the best N."
)
@click.option(
    "--context", default=0, metavar="N", type=click.IntRange(0, 100),
    help="Show N turns before and after each quote.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Only what matches best: the first tier with a match.")
@click.option(
    "--sort", default="relevance", show_default=True, type=click.Choice(ORDERS),
    help="By date, the latest first with -date, or by program.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Show where each score comes from.")
@click.option("--sounds-like", is_flag=True, help="Look for what sounds like the words, too.")
@click.option(
    "--no-synonyms", is_flag=True, help="Leave out what synonyms.toml beside the index adds."
)
@click.option("--speaker", metavar="NAME", help="Only turns of this person.")
@click.option(
    "--program", metavar="ID", help="Only turns of this program: its id, or words of its title."
)
@click.option("--role", metavar="WORD", help="Only turns of people with this role.")
@click.option("--series", metavar="WORD", help="Only programs of this series.")
@click.option("--topic", metavar="WORD", help="Only programs on this topic.")
@click.option("--lang", metavar="CODE", help="Only programs in this language, such as en.")
@click.option("--since", metavar="DATE", help="Only programs from this year, month or day on.")
@click.option("--until", metavar="DATE", help="Only programs up to this year, month or day.")
@json_option
@index_option
def command(
    words: tuple[str, ...],
    limit: int,
    offset: int,
    context: int,
    strict: bool,
    sort: str,
    explain: bool,
    no_synonyms: bool,
    sounds_like: bool,
    as_json: bool,
    directory: Path | None,
    **narrowed: str | None,
) -> int:
    """Search for quotes: who said it, to which question, where.

    Each argument is a clause, and all clauses must be met. Plain words go
    through tiers: said together, all in one turn, some of them.

    \b
    maintenance                  the word in any inflection
    "M protein"                  the words together, then apart
    '"M protein"'                quotes inside: exactly these words
    'trial OR study -window'     operators, in upper case
    'mainten* speaker:NAME'      any letters; who says it

    `searcher help syntax` has all that can be typed, with examples.
    """  # noqa: D301 - click reads the \b as "leave these lines as they are"
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word.partition("=")[0][:40], possibilities=_OPTIONS)
    # `--help` starts without the engine.
    from searcher.archive import Archive
    from searcher.query.filters import Filters

    with Archive.open(index_directory(directory)) as archive:
        found = archive.search(
            *words,
            limit=limit,
            offset=offset,
            context=context,
            strict=strict,
            filters=Filters(**narrowed),
            sort=sort,
            explain=explain,
            synonyms=not no_synonyms,
            sounds_like=sounds_like,
        )
    if as_json:
        from searcher.output import jsonl

        for record in jsonl.results(found, offset=offset):
            click.echo(jsonl.line(record))
    elif found.total:
        # Machines read JSON without the printers of people.
        from searcher.output import console, text

        text.results(found, console.out())
    else:
        safe_text.warn(f"nothing found for {safe_text.shortened(found.asked)}")
    if not as_json:
        for line in _suggested(found):
            safe_text.warn(line)
    return 0 if found.total else 1


def _suggested(found: "Results") -> Iterator[str]:
    """What is said and may have been meant: `revlimid: said are “rev limit” (3 turns), …`."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for near in found.suggestions:
        said = f"“{' '.join(near.said)}” ({safe_text.counted(near.turns, 'turn')})"
        groups.setdefault(near.asked, []).append(said)
    for asked, instead in groups.items():
        yield f"{' '.join(asked)}: what was said is {', '.join(instead)}"


_OPTIONS = [
    option for parameter in command.params for option in parameter.opts if option.startswith("--")
]
