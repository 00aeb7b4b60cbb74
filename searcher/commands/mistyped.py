"""What was typed that is no option, no command or no language: the error, and what is near."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NoReturn

import click

from searcher.safe_text import shortened

#: From this ratio of `difflib` on, a word may be a misspelled command.
_SIMILAR = 0.7


def refuse_words(
    ctx: click.Context, words: Sequence[str], commands: Collection[str] = ()
) -> NoReturn:
    """Say that a command takes no such words, and how to search for them.

    Args:
        ctx: the context of the command.
        words: the words after it.
        commands: the names that may follow it.
    """
    typed = " ".join(words)
    # Most command lines are right.
    from difflib import get_close_matches

    near = get_close_matches(words[0][:40].lower(), commands, n=1, cutoff=0.6)
    if near:
        message = f"there is no command {ctx.command_path} {shortened(words[0], 40)}"
        raise click.UsageError(f"{message}; did you mean {ctx.command_path} {near[0]}?", ctx)
    takes = f"is followed by {', '.join(commands)} or by nothing" if commands else "takes no words"
    raise click.UsageError(
        f"{ctx.command_path} {takes}: {shortened(typed, 40)}. {as_words(ctx, words)}", ctx
    )


def as_words(ctx: click.Context, words: Sequence[str]) -> str:
    """The hint how to search for a command's name and the words after it."""
    name = ctx.info_name or ""
    # As above.
    import shlex

    return f"To search for these words: searcher search {shortened(shlex.join([name, *words]), 60)}"


def of_another_command(error: click.NoSuchOption) -> click.NoSuchOption:
    """The error with the commands that have the option; as it was if there are none."""
    # It loads all commands.
    from searcher.commands.other_options import commands_with

    hint = commands_with(error.option_name)
    return click.NoSuchOption(error.option_name, hint, ctx=error.ctx) if hint else error


def unknown_option(name: str, known: dict[str, click.Option]) -> click.NoSuchOption:
    """The error for an option of a search that there is not.

    Args:
        name: what was typed.
        known: the options of the command, by their names.
    """
    # As above.
    from searcher.commands.other_options import commands_with

    elsewhere = commands_with(name)
    if name.startswith("--"):
        # Most options are spelled right; so below.
        from difflib import get_close_matches

        near = _as_format(name, known) or get_close_matches(name[:40], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        word = f"To search for it as a word, put -- before it: searcher -- {name[:40]}"
    else:
        hint = ""
        word = f"To leave out turns with this word: 'NOT {name[1:]}'"
    message = f"{elsewhere}." if elsewhere else f"there is no option {name[:40]}{hint or '.'}"
    message += f" {word}"
    return click.NoSuchOption(name, message)


def _as_format(name: str, known: dict[str, click.Option]) -> list[str]:
    """How a format is asked for that was typed as an option, as `--json` is one; else none."""
    option = known.get("--format")
    if option is None or not isinstance(option.type, click.Choice):
        return []
    return [f"--format {name[2:]}"] if name[2:] in option.type.choices else []


def similar_command(word: str, commands: Collection[str]) -> str | None:
    """The command that the first word of a search is similar to; None if there is none."""
    word = word[:40].lower()
    commands = [name for name in commands if _letters_in_common(word, name) >= _SIMILAR]
    if not commands:
        return None
    # Few words share so many letters with a command, and `difflib` takes 3 ms to load.
    from difflib import get_close_matches

    near = get_close_matches(word, commands, n=1, cutoff=_SIMILAR)
    return near[0] if near else None


def _letters_in_common(one: str, other: str) -> float:
    """The share of letters that two words have in common in any order.

    It is an upper bound of the ratio of `difflib`, which asks for the same order.
    """
    common = Counter(one) & Counter(other)
    return 2 * common.total() / (len(one) + len(other))


def unknown_language(typed: str) -> click.BadParameter:
    """The error for what is the code of no language, with the nearest one."""
    # Only an error needs it.
    from corpus.metadata.language import nearest

    near = nearest(typed)
    meant = f"did you mean {near}?" if near else "a code is such as en, yue or pt-BR"
    reason = f"{shortened(repr(typed), 40)} is no known language; {meant}"
    return click.BadParameter(reason, param_hint="--lang")
