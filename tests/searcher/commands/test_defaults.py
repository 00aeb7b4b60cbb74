"""Defaults of options: from the config file, weaker than what is typed and the environment."""

from collections.abc import Callable
from pathlib import Path

import pytest

from searcher import cli
from searcher.commands.arguments import PerCall
from searcher.commands.defaults import each_command, options_of
from tests.conftest import Done, Run

Configured = Callable[..., Done]


@pytest.fixture
def configured(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Configured:
    """Run a command with a config file; its index is that of the samples."""

    def call(config: str, *typed: str | Path) -> Done:
        path = tmp_path / "config.toml"
        path.write_text(config.replace("SAMPLES", samples_index.as_posix()), encoding="utf-8")
        monkeypatch.setenv("SEARCHER_CONFIG", str(path))
        return run(*typed)

    return call


INDEX = 'index = "SAMPLES"\n'


def test_general_and_of_a_command(configured: Configured) -> None:
    """A table of a command comes before what is for all, and what is typed before both."""
    assert "the first 3" in configured(f"{INDEX}limit = 3\n", "protein").out
    assert "the first 2" in configured(f"{INDEX}limit = 3\n[search]\nlimit = 2\n", "protein").out
    assert "the first 1" in configured(f"{INDEX}limit = 3\n", "protein", "--limit", "1").out
    assert "the first 3" in configured(f"[general]\n{INDEX}limit = 3\n", "protein").out
    both = configured(f"[general]\n{INDEX}[index]\nwait = 1\n[search]\nlimit = 4\n", "protein")
    assert "the first 4" in both.out


def test_paths_are_seen_from_the_file(
    configured: Configured, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` is the home."""
    (tmp_path / "here").symlink_to(samples_index, target_is_directory=True)
    assert configured('index = "here"\n', "protein").status == 0
    monkeypatch.setenv("HOME", str(tmp_path))
    assert configured('index = "~/here"\n', "protein").status == 0
    missing = configured('index = "nowhere"\n', "protein")
    assert missing.status == 2
    assert f"{tmp_path}/nowhere: there is no index here" in missing.err


def test_the_environment_comes_first(
    configured: Configured, samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """$SEARCHER_INDEX before `index`."""
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    assert configured('index = "nowhere"\n', "protein").status == 0
    monkeypatch.delenv("SEARCHER_INDEX")
    assert configured('index = "nowhere"\n', "protein", "--index", samples_index).status == 0


@pytest.mark.parametrize("key", ["no-synonyms = true", "synonyms = false"])
def test_a_switch_and_its_opposite(configured: Configured, key: str) -> None:
    """`no-x = true` is `x = false`; either is undone on the command line."""
    config = f"{INDEX}{key}\nfacets = true\nlimit = 1\n"
    assert "speaker  Dr." in configured(config, "protein").out
    assert "speaker  Dr." not in configured(config, "protein", "--no-facets").out
    assert configured(config, "protein", "--synonyms", "--no-facets").status == 0
    assert "speaker  Dr." not in configured(f"{INDEX}facets = false\n", "protein").out


def test_a_word_after_two_hyphens_is_a_word(configured: Configured) -> None:
    """It undoes nothing."""
    done = configured(f"{INDEX}facets = true\nlimit = 1\n", "protein", "--", "--no-facets")
    assert "speaker  Dr." in done.out


def test_what_is_typed_in_another_way_comes_first(configured: Configured, tmp_path: Path) -> None:
    """A format of the file does not stand in the way of --json or of --output."""
    config = f'{INDEX}format = "csv"\nlimit = 1\n'
    assert configured(config, "protein").out.startswith("rank,speaker")
    assert configured(config, "protein", "--json").out.startswith('{"type": "quote"')
    assert configured(config, "protein", "-o", str(tmp_path / "x.md")).status == 0
    assert (tmp_path / "x.md").read_text().startswith("> Beatriz")
    assert configured(f"{INDEX}json = true\n", "protein", "--format", "short").out[0] != "{"


def test_an_error_says_what_the_file_sets(configured: Configured, tmp_path: Path) -> None:
    """Nobody looks for an option that was not typed."""
    done = configured(f'{INDEX}facets = true\n[search]\nformat = "csv"\n', "protein")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    path = tmp_path / "config.toml"
    assert f"(--facets is set in {path}, line 2; --format is set in {path}, line 4)" in done.err
    typed = configured(f"{INDEX}facets = true\n", "protein", "--format", "csv")
    assert f"(--facets is set in {path}, line 2)." in typed.err
    lang = configured(f'{INDEX}lang = "klingon!"\n', "protein")
    assert f"(--lang is set in {path}, line 2)." in lang.err


def test_how_many(configured: Configured) -> None:
    """A limit of the file is not in the way of --all, and --cite cites one quote."""
    config = f'{INDEX}limit = 5\nsort = "date"\n'
    assert configured(config, "protein", "--all", "--json").out.count('"quote"') == 18
    assert configured(config, "protein", "--cite", "apa").out.count("\n\n") == 0
    dates = configured(config, "protein", "--all", "--format", "csv").out
    assert dates.index("2019-11-14") < dates.index("2021-02-23")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("limt = 2", "line 1: no command has an option limt; did you mean limit?"),
        ("sounds_like = true", "line 1: no command has an option sounds_like; did you mean "),
        ("\n[search]\nlimt = 2", "line 3: searcher search has no option limt; did you mean limit?"),
        ("search.limt = 2", "line 1: searcher search has no option limt; did you mean limit?"),
        ("[serch]\nlimit = 2", "line 1: there is no command serch; did you mean search?"),
        ("[search.more]\nlimit = 2", "line 1: more is a table, and search has no command of this "),
        ("[search]\nlimit = {a = 1}", "line 2: limit is a table, and search has no command of "),
        ("[general.search]\n", "line 1: search is a table, and general has no command of this "),
        ("[[search]]\nlimit = 2", "line 1: write [search] with one pair of brackets"),
        ("search = 3", "line 1: search is a command; write its options below [search]"),
        ("limit = 2\n[general]\nlimit = 3", "line 3: limit is set above all tables, too"),
        ("[search]\nlimit = 0", "limit: it must be a whole number from 1 to 10,000, not 0"),
        ("limit = 20_000", "from 1 to 10,000, not 20000 (for searcher search)"),
        ('[search]\nlimit = "2"', "line 2: limit is '2'; it must be a whole number"),
        ("[search]\nlimit = true", "line 2: limit is true; it must be a whole number"),
        ("[search]\nlimit = 2.5", "line 2: limit is 2.5; it must be a whole number"),
        ("[search]\nlimit = [2]", "line 2: limit is a list; it must be one value"),
        ("facets = 1", "line 1: facets is 1; it must be true or false (for searcher search)"),
        ('color = "blue"', "line 1: color: 'blue' is not one of 'auto', 'always', 'never'"),
        ("format = true", "line 1: format is true; it must be a text in quotes"),
        ("speaker = [1.5]", "line 1: speaker is 1.5; it must be a text in quotes"),
        ("since = 2019-01-01T10:00:00", "it must be a text in quotes"),
        ('index = "a\\u0000b"', "it must be without the character 0"),
        ('[search]\nwords = "x"', "line 2: words can only be given on the command line"),
        ("include-restricted = true", "include-restricted is decided at each call; it can have no"),
        ('output = "x.csv"', "line 1: output is decided at each call; it can have no default"),
        ("version = true", "line 1: no command has an option version"),
        ('"\\u001b[31m" = 1', "config.toml, \x1b[31m: no command has an option '\\x1b[31m'"),
        ("a = 1 = 2", "config.toml cannot be read: "),
    ],
)
def test_what_is_wrong(configured: Configured, tmp_path: Path, config: str, message: str) -> None:
    """One line with the file, the line, what is wrong and what is near; nothing is searched."""
    done = configured(config, "protein")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"searcher: {tmp_path}/config.toml")
    assert message.replace("\x1b", "␛") in done.err


def test_help_is_shown_with_a_wrong_file(configured: Configured) -> None:
    """And with a right one it has the defaults that hold."""
    for typed in (("search", "--help"), ("--help",), ("help", "search"), ("--version",)):
        assert configured("[search]\nlimit = 0\n", *typed).status == 0
    assert "[default: 7;" in configured("[search]\nlimit = 7\n", "search", "--help").out
    assert "[default: 10;" in configured("nonsense = 7\n", "search", "--help").out


def test_tables_of_other_commands_are_not_in_the_way(configured: Configured) -> None:
    """What is wrong in them is said when they are run, and by `searcher config --check`."""
    config = f"{INDEX}[clip]\nsecond = 2\n"
    assert configured(config, "protein").status == 0
    assert "no option second; did you mean seconds?" in configured(config, "clip", "x").err
    assert "no option second; did you mean seconds?" in configured(config, "config", "--check").err


def test_commands_below_a_command(configured: Configured) -> None:
    """Their tables are inside of its table, and its keys are for them, too."""
    for config in ("[saved.run]\ncontext = 200", "[saved]\ncontext = 200"):
        done = configured(f"{INDEX}{config}\n", "saved", "run")
        assert "context: it must be a whole number from 0 to 100, not 200" in done.err
    assert configured(f"{INDEX}[saved]\ncontext = 200\n", "saved", "list").status == 1


def test_one_index(configured: Configured) -> None:
    """A command about one index refuses several, and says where they are named."""
    done = configured('index = ["SAMPLES", "other"]\n', "check")
    assert done.status == 2
    assert "searcher check is about one index, and the config file names 2: say which with" in (
        done.err
    )
    assert "line 1" in done.err
    assert configured('index = ["SAMPLES", "SAMPLES/."]\n', "protein").status == 0


def test_what_is_for_one_call() -> None:
    """What deletes, replaces or shows what is restricted has no default."""
    risky = {"prune", "repair", "output", "include-restricted", "export", "plot", "yes", "force",
        "undo", "import", "install", "replace", "everywhere", "fetch",
    }  # fmt: skip
    found = {
        (*path, key): option
        for path, command in each_command(cli.group)
        for key, option in options_of(command).items()
        if key in risky
    }
    assert len(found) > 10
    assert not {keys for keys, option in found.items() if not isinstance(option, PerCall)}
