"""An answer as a shell gets it: a line with its kind, then a line for each candidate."""

import re
from collections.abc import Iterable

from index.text.tokenizer import fold
from searcher.commands.completing.candidate import Answer, Candidate
from searcher.commands.completing.cursor import Cursor, cursor

SHELLS = ("bash", "zsh", "fish")

#: What a shell takes as it is.
_PLAIN = re.compile(r"[\w@%+=:,./-]", re.ASCII)
#: What keeps its meaning inside of double quotes.
_IN_DOUBLE = re.compile(r'[\\"$`]')
#: In double quotes an exclamation mark brings back what was typed before, and nothing escapes it.
_HISTORY = "!"
#: So much of what a candidate means is shown, in characters.
_SHOWN = 70


def reply(shell: str, answer: Answer, at: Cursor, replaced: str) -> str:
    """The lines for a shell.

    Args:
        shell: one of `SHELLS`. zsh and fish quote what they put into the line; bash does not.
        answer: what may stand at the cursor.
        at: the command line up to the cursor.
        replaced: what bash replaces: the end of the word at the cursor, as it is typed.
    """
    if shell == "bash":
        lines = _for_bash(answer.candidates, at, replaced)
    else:
        found = answer.candidates
        if shell == "fish":
            found = tuple(one._replace(value=_as_typed(one.value, at.word)) for one in found)
        lines = [_with_meaning(one) for one in found]
    return "\n".join([answer.kind.value, *lines]) + "\n"


def _as_typed(value: str, typed: str) -> str:
    """A candidate that fish does not leave out.

    It wants what is typed to be in it, in this order. Case counts, but at the beginning: so a name
    in quotes begins with the case that is typed, which finds it all the same.
    """
    if value.casefold().startswith(typed.casefold()):
        return value
    start = max(typed.rfind(mark) for mark in ':="') + 1
    head, name = typed[:start], typed[start:]
    rest = value.removeprefix(head)
    quote = rest[:1] if rest.startswith('"') else ""
    rest = rest.removeprefix(quote)
    if head + quote + rest != value or fold(rest[: len(name)]) != fold(name):
        return value
    return head + quote + name + rest[len(name) :]


def _with_meaning(one: Candidate) -> str:
    means = "".join(c if c.isprintable() else " " for c in one.means)
    means = means if len(means) <= _SHOWN else f"{means[: _SHOWN - 1]}…"
    return f"{one.value}\t{means}" if means else one.value


def _for_bash(candidates: Iterable[Candidate], at: Cursor, replaced: str) -> list[str]:
    """What stands in place of the end of a word, quoted as bash reads it there."""
    if replaced and not at.raw.endswith(replaced):
        return []
    kept = len(at.word) - len(_unquoted(replaced, at.quote))
    return [
        _quoted(one.value[kept:], at.quote)
        for one in candidates
        if one.value[:kept] == at.word[:kept]
        if at.quote != '"' or _HISTORY not in one.value
    ]


def _unquoted(raw: str, quote: str) -> str:
    """What is replaced without its quotes; it begins after the one that is open."""
    return cursor(quote + raw).word


def _quoted(text: str, quote: str) -> str:
    if not quote:
        return "".join(c if _PLAIN.match(c) or not c.isascii() else f"\\{c}" for c in text)
    in_single = quote == "'"
    escaped = text.replace("'", "'\\''") if in_single else _IN_DOUBLE.sub(r"\\\g<0>", text)
    # bash closes the quote, but not after this character, which it takes for the end of it.
    return escaped + quote * escaped.endswith(quote)
