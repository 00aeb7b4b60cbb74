"""What the value of an option, or an argument of a command, may be."""

from collections.abc import Iterable

import click

from index.fields import FILTERS, PROGRAM, SPEAKER
from searcher.commands.completing.candidate import Answer, Candidate, Kind, beginning, called
from searcher.commands.completing.clause import Names, clause
from searcher.commands.completing.place import Place
from searcher.syntax.lexer import TAG

#: What `Names` calls the saved searches.
SAVED = "saved"
NOTHING = Answer(Kind.WORDS)

_VERSUS = "vs_"
_WORDS = "WORDS"
#: Parts of the names of parameters that are folders, and files.
_FOLDERS, _FILES = ("DIR", "FOLDER"), ("FILE", "DRAFT", "PATH")
#: The commands whose arguments are names of people, and which of these are no new name.
_PEOPLE, _KNOWN = "speakers", ("name", "other", "others")


def of_option(option: click.Option, word: str, names: Names) -> Answer:
    """What the value of an option may be.

    Args:
        option: the option.
        word: what is typed of the value.
        names: the names in the index.
    """
    field = (option.name or "").removeprefix(_VERSUS)
    if field in FILTERS and not FILTERS[field][0].is_date:
        # `=NAME` is exactly this name.
        exactly = "=" * word.startswith("=")
        found = called(names(FILTERS[field][0].name), word.removeprefix("="))
        return _words(one._replace(value=exactly + one.value) for one in found)
    if f"--{SAVED}" in option.opts:
        return _whole(SAVED, word, names)
    if option.metavar == _WORDS:
        return clause(word, names)
    return _plain(option, word)


def of_argument(at: Place, word: str, names: Names) -> Answer:
    """What the argument at the cursor may be.

    Args:
        at: the command, and the arguments before the cursor.
        word: what is typed of this one.
        names: the names in the index.
    """
    params = at.command.get_params(at.context)
    arguments = [param for param in params if isinstance(param, click.Argument)]
    if not arguments or (len(at.words) >= len(arguments) and arguments[-1].nargs == 1):
        return NOTHING
    param = arguments[min(len(at.words), len(arguments) - 1)]
    # One parameter may be shown as several, such as `NAME WORDS...`.
    parts = (param.metavar or param.name or "").upper().split()
    shown = parts[min(len(at.words), len(parts) - 1)] if param.nargs == -1 else " ".join(parts)
    if at.path[:1] == (_PEOPLE,):
        return _whole(SPEAKER.name, word, names) if param.name in _KNOWN else NOTHING
    if at.path[:1] == (SAVED,) and "NAME" in shown:
        return _whole(SAVED, word, names) if _WORDS not in parts[-1] else NOTHING
    if parts[0] == "[+CODE]":
        if word[:1] not in ("+", "-"):
            return clause(word, names)
        found = called(names(TAG), word[1:])
        return _words(one._replace(value=word[0] + one.value) for one in found)
    if "PROGRAM" in shown:
        return _whole(PROGRAM.name, word, names)
    if _WORDS in shown:
        return clause(word, names)
    return _plain(param, word)


def _whole(field: str, word: str, names: Names) -> Answer:
    """The names that begin with what is typed; a part of one means nothing here."""
    return _words(called((name._replace(is_whole=True) for name in names(field)), word))


def _words(found: Iterable[Candidate]) -> Answer:
    return Answer(Kind.WORDS, tuple(found))


def _plain(param: click.Parameter, word: str) -> Answer:
    """What the type of a parameter says: a choice, a file, a folder."""
    if isinstance(param.type, click.Choice):
        return _words(beginning((Candidate(str(each)) for each in param.type.choices), word))
    shown = f"{param.metavar or ''} {param.name}".upper()
    if any(part in shown for part in _FOLDERS):
        return Answer(Kind.FOLDERS)
    if isinstance(param.type, click.Path) or any(part in shown for part in _FILES):
        return Answer(Kind.FILES)
    return NOTHING
