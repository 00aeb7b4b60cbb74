"""What may stand at the cursor of a command line."""

from collections.abc import Iterator, Mapping, Sequence

import click

from searcher.commands.completing.candidate import Answer, Candidate, Kind, beginning
from searcher.commands.completing.clause import Names, clause
from searcher.commands.completing.place import Place, options, place, takes_value
from searcher.commands.completing.values import NOTHING, of_argument, of_option

#: The command that is meant where none is named.
_SEARCH = "search"
#: The commands that are about other commands, and what else they are about.
_TOPICS = {"help": ("syntax",), "config": ()}


def answer(
    root: click.Context,
    summaries: Mapping[str, str],
    words: Sequence[str],
    word: str,
    names: Names,
) -> Answer:
    """What may stand at the cursor; nothing where nothing is known.

    Args:
        root: the context of `searcher`.
        summaries: what each command does.
        words: the words before the cursor, the command first.
        word: what is typed of the word at the cursor.
        names: the names in the index.
    """
    at = place(root, words, _SEARCH)
    if at.option is not None:
        return of_option(at.option, word, names)
    if word.startswith("--") and not at.is_words_only:
        return _of_options(at, word, names)
    if word == "-" and not at.is_words_only:
        return Answer(Kind.WORDS, beginning(_options(at), word))
    if at.path and at.path[0] in _TOPICS:
        return Answer(Kind.WORDS, beginning(_topics(root, summaries, at), word))
    if isinstance(at.command, click.Group) and not at.words:
        return Answer(Kind.WORDS, beginning(_inner(at.command, at.context), word))
    if at.path or at.words or at.is_words_only:
        return of_argument(at, word, names)
    commands = beginning((Candidate(name, summaries[name]) for name in summaries), word)
    fields = clause(word, names)
    return Answer(Kind.WORDS, (*commands, *fields.candidates)) if commands else fields


def _of_options(at: Place, word: str, names: Names) -> Answer:
    """Options, or the value after `=`."""
    name, has_value, typed = word.partition("=")
    if not has_value:
        return Answer(Kind.WORDS, beginning(_options(at), word))
    option = options(at.command, at.context).get(name)
    if option is None or not takes_value(option):
        return NOTHING
    found = of_option(option, typed, names)
    ends = (one._replace(value=f"{name}={one.value}") for one in found.candidates)
    return Answer(found.kind, tuple(ends))


def _options(at: Place) -> Iterator[Candidate]:
    """The options that may still be given, by their long names."""
    done = {option.name for option in at.given if not option.multiple}
    for name, option in options(at.command, at.context).items():
        if name.startswith("--") and option.name not in done:
            yield Candidate(name, (option.help or "").partition(". ")[0])


def _inner(group: click.Group, context: click.Context) -> Iterator[Candidate]:
    """The commands of a command, such as those of `speakers`."""
    for name in group.list_commands(context):
        if inner := group.get_command(context, name):
            yield Candidate(name, inner.get_short_help_str())


def _topics(root: click.Context, summaries: Mapping[str, str], about: Place) -> Iterator[Candidate]:
    """The commands that a command is about, after the words that are typed."""
    if not about.words:
        yield from (Candidate(name, means) for name, means in summaries.items())
        yield from map(Candidate, _TOPICS[about.path[0]])
        return
    at = place(root, about.words, _SEARCH)
    if at.path and not at.words and isinstance(at.command, click.Group):
        yield from _inner(at.command, at.context)
