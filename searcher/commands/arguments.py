"""The arguments of a search, sorted into options and words before click reads them.

Click takes `-negative` for the option `-n` with the value `egative`. In a search it excludes a
word, so options with one letter are recognised here, and only if they stand alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

#: The key in `click.Context.meta` of the first argument of a search that named no command.
FIRST_ARGUMENT = "searcher.first_argument"

#: From this ratio of `difflib` on, a word may be a misspelled command.
_SIMILAR = 0.7

_ONE_LETTER = re.compile("-[A-Za-z]")


class SearchCommand(click.Command):
    """A command whose arguments are words: `-word` and all that follows `--` are no options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let click read the options first, and then the words, which it leaves alone."""
        options, words = _sorted(args, self.get_params(ctx))
        return super().parse_args(ctx, [*options, "--", *words])


def _sorted(args: Sequence[str], params: Sequence[click.Parameter]) -> tuple[list[str], list[str]]:
    """The options with their values, and the words.

    Raises:
        click.NoSuchOption: an argument looks like an option, and there is none of this name.
    """
    known: dict[str, click.Option] = {
        name: param for param in params if isinstance(param, click.Option) for name in param.opts
    }
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for argument in rest:
        if argument == "--":
            return options, [*words, *rest]
        is_long = argument.startswith("--")
        name = argument.partition("=")[0] if is_long else argument
        if name in known:
            options.append(argument)
            if name == argument and not known[name].is_flag:
                value = next(rest, None)
                if value is None:
                    raise click.BadOptionUsage(name, "a value is missing")
                options.append(value)
        elif is_long or _ONE_LETTER.fullmatch(argument):
            raise _unknown(name, known)
        else:
            words.append(argument)
    return options, words


def _unknown(name: str, known: dict[str, click.Option]) -> click.NoSuchOption:
    if name.startswith("--"):
        # Most options are spelled right; so below.
        from difflib import get_close_matches

        near = get_close_matches(name[:40], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        word = f"To search for it as a word, put -- before it: searcher -- {name[:40]}"
    else:
        hint = ""
        word = f"To leave out turns with this word: 'NOT {name[1:]}'"
    message = f"there is no option {name[:40]}{hint or '.'} {word}"
    return click.NoSuchOption(name, message)


def similar_command(context: click.Context, commands: Sequence[str]) -> tuple[str, str] | None:
    """The first argument of a search that named no command, and the command it is similar to."""
    first: Any = context.meta.get(FIRST_ARGUMENT)
    if not isinstance(first, str) or first.startswith("-"):
        return None
    word = first[:40].lower()
    commands = [name for name in commands if _letters_in_common(word, name) >= _SIMILAR]
    if not commands:
        return None
    # Few words share so many letters with a command, and `difflib` takes 3 ms to load.
    from difflib import get_close_matches

    near = get_close_matches(word, commands, n=1, cutoff=_SIMILAR)
    return (first, near[0]) if near else None


def _letters_in_common(one: str, other: str) -> float:
    """The share of letters that two words have in common in any order.

    It is an upper bound of the ratio of `difflib`, which asks for the same order.
    """
    common = Counter(one) & Counter(other)
    return 2 * common.total() / (len(one) + len(other))
