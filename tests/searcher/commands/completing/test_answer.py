"""What may stand at the cursor, for each kind of place in a command line."""

from collections.abc import Iterable

import click
import pytest

from searcher import cli
from searcher.commands.completing.answer import answer
from searcher.commands.completing.candidate import Answer, Kind, Name
from searcher.commands.completing.cursor import cursor
from searcher.commands.completing.place import options, place, takes_value

NAMES = {
    "speaker": [Name("Ann Lee"), Name("Bo")],
    "program": [Name("m-protein", "What Is It?"), Name("mrd-2021")],
    "topic": [Name("Trials")],
    "saved": [Name("dust")],
    "tag": [Name("consent")],
}


def names(field: str) -> Iterable[Name]:
    """What the index of these tests has."""
    return NAMES.get(field, ())


def answered(line: str) -> Answer:
    """The answer for a command line that begins with its command."""
    at = cursor(line)
    root = click.Context(cli.group, info_name="searcher")
    return answer(root, cli.COMMANDS, at.words[1:], at.word, names)


def values(line: str) -> list[str]:
    """The candidates for a command line."""
    return [one.value for one in answered(line).candidates]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("searcher comp", ["completion"]),
        ("searcher spe", ["speakers", "speaker:"]),
        ("searcher words spe", ["speaker:"]),
        ("searcher --limit 3 spe", ["speakers", "speaker:"]),
        ("searcher search spe", ["speaker:"]),
        ("searcher -- spe", ["speaker:"]),
        ("searcher -- --fac", []),
        ("searcher x -spe", ["-speaker:"]),
        ("searcher x --fac", ["--facets"]),
        ("searcher x --facets --fac", []),
        ("searcher x --speaker Bo --spea", ["--speaker"]),
        ("searcher x --sort d", ["date"]),
        ("searcher x --sort=d", ["--sort=date"]),
        ("searcher x --facets=d", []),
        ("searcher x --nothing=d", []),
        ("searcher x --limit ", []),
        ("searcher x --speaker ann", ["Ann Lee"]),
        ("searcher x --speaker =ann", ["=Ann Lee"]),
        ("searcher x -s le", ["Lee"]),
        ("searcher x --topic t", ["Trials"]),
        ("searcher keywords --vs-speaker an", ["Ann Lee"]),
        ("searcher stats x --vs spea", ["speaker:"]),
        ("searcher show m-", ["m-protein"]),
        ("searcher play mr", ["mrd-2021"]),
        ("searcher remove mr", ["mrd-2021"]),
        ("searcher show x --find tag:", ["tag:consent"]),
        ("searcher x --program mr", ["mrd-2021"]),
        ("searcher speakers m", ["merge"]),
        ("searcher speakers --json m", ["merge"]),
        ("searcher speakers merge an", ["Ann Lee"]),
        ("searcher speakers merge 'Ann Lee' b", ["Bo"]),
        ("searcher speakers rename 'Ann Lee' b", []),
        ("searcher speakers merge x --program mr", ["mrd-2021"]),
        ("searcher saved r", ["remove", "run"]),
        ("searcher saved run d", ["dust"]),
        ("searcher saved add d", []),
        ("searcher saved add d spe", ["speaker:"]),
        ("searcher saved run dust d", ["dust"]),
        ("searcher watch x --saved d", ["dust"]),
        ("searcher watch x --alert spea", ["speaker:"]),
        ("searcher correct m-", ["m-protein"]),
        ("searcher correct m-protein:6 m", []),
        ("searcher correct m-protein:6 wrong m", []),
        ("searcher note m-", ["m-protein"]),
        ("searcher note m-protein:6 m", []),
        ("searcher config sear", ["search"]),
        ("searcher tag spea", ["speaker:"]),
        ("searcher tag +c", ["+consent"]),
        ("searcher tag x +c", ["+consent"]),
        ("searcher help compl", ["completion"]),
        ("searcher help synt", ["syntax"]),
        ("searcher help speakers m", ["merge"]),
        ("searcher help search m", []),
        ("searcher completion ", ["bash", "zsh", "fish"]),
        ("searcher completion bash ", []),
        ("searcher programs x", []),
        ("searcher nothing that is known", []),
    ],
)
def test_values(line: str, expected: list[str]) -> None:
    """Commands, options, choices, names; nothing where nothing is known."""
    assert values(line) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("searcher index ", Kind.FILES),
        ("searcher parse x ", Kind.FILES),
        ("searcher x -o ", Kind.FILES),
        ("searcher x --output=", Kind.FILES),
        ("searcher verify --file ", Kind.FILES),
        ("searcher x --index ", Kind.FOLDERS),
        ("searcher --index ", Kind.FOLDERS),
        ("searcher check --index=", Kind.FOLDERS),
        ("searcher publish ", Kind.FOLDERS),
        ("searcher clip x --to ", Kind.FOLDERS),
        ("searcher copy ", Kind.FOLDERS),
        ("searcher serve --token-file ", Kind.FILES),
        ("searcher x spea", Kind.OPEN),
        ("searcher ", Kind.WORDS),
    ],
)
def test_kind(line: str, kind: Kind) -> None:
    """The shell knows the files."""
    assert answered(line).kind is kind


def test_the_first_word_is_a_command() -> None:
    """All of them, with what they do."""
    found = answered("searcher ").candidates
    assert {one.value: one.means for one in found} == cli.COMMANDS


def test_every_command_has_its_options_completed() -> None:
    """None is left out, and none that is hidden is there."""
    root = click.Context(cli.group, info_name="searcher")
    for name in cli.COMMANDS:
        at = place(root, [name], "search")
        assert at.path == (name,)
        known = options(at.command, at.context)
        assert set(values(f"searcher {name} --")) == {n for n in known if n.startswith("--")}
        for option, param in known.items():
            # The value of each option can be asked for, whatever it is.
            if takes_value(param):
                answered(f"searcher {name} {option} ")
