"""`searcher config`: what is set, where, and what is wrong with it."""

import re
import tomllib
from pathlib import Path

import pytest

from searcher import cli
from searcher.commands.arguments import PerCall
from searcher.commands.defaults import each_command, options_of
from tests.conftest import Run


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config file."""
    path = tmp_path / "config.toml"
    path.write_text('index = "a"\ncolor = "never"\n[search]\nlimit = 2\n[saved.run]\ncontext = 1\n')
    monkeypatch.setenv("SEARCHER_CONFIG", str(path))
    return path


def test_what_is_set(run: Run, config: Path) -> None:
    """Each with the line that it is on."""
    assert run("config").out.splitlines() == [
        f"# {config}",
        'index = "a"                     # line 1',
        'color = "never"                 # line 2',
        "",
        "[search]",
        "limit = 2                       # line 4",
        "",
        "[saved.run]",
        "context = 1                     # line 6",
    ]


def test_what_the_environment_says(run: Run, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes first, and what it outweighs is marked."""
    monkeypatch.setenv("SEARCHER_INDEX", "b")
    lines = run("config").out.splitlines()
    assert 'index = "b"                     # $SEARCHER_INDEX' in lines
    assert 'index = "a"                     # not used: $SEARCHER_INDEX' in lines


def test_the_options_of_a_command(run: Run, config: Path) -> None:
    """All that can be set, with what holds."""
    out = run("config", "search").out
    assert out.startswith("[search]\nlimit = 2                       # line 4\n")
    assert 'sort = "relevance"              # built in\n' in out
    assert "# speaker                       # not set\n" in out
    assert 'index = "a"                     # line 1\n' in out
    assert "include-restricted" not in out
    assert run("config", "saved", "run").out.startswith("[saved.run]\n")
    wrong = run("config", "serch")
    assert (wrong.status, wrong.out) == (2, "")
    assert "there is no command serch; did you mean search?" in wrong.err


def test_where_it_is(run: Run, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if it is wrong, or not there yet."""
    config.write_text("nonsense")
    assert run("config", "--path") == (0, f"{config}\n", "")
    assert run("config").status == 2
    monkeypatch.delenv("SEARCHER_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config.parent))
    there = config.parent / "searcher" / "config.toml"
    assert run("config", "--path").out == f"{there}\n"
    none = run("config")
    assert (none.status, none.out) == (0, "")
    assert f"there is no file {there}; `searcher config --example` prints one" in none.err
    monkeypatch.setenv("SEARCHER_CONFIG", "")
    assert run("config", "--path").status == 1


def test_all_that_is_wrong(run: Run, config: Path) -> None:
    """A line for each key."""
    assert run("config", "--check") == (0, f"{config}: all right\n", "")
    config.write_text("limit = 0\n[clip]\nsecond = 1\n[search]\nfacets = 1\n")
    done = run("config", "--check")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 3)
    assert [line.partition(": ")[2].partition(": ")[0] for line in done.err.splitlines()] == [
        f"{config}, line 1", f"{config}, line 3", f"{config}, line 5",
    ]  # fmt: skip
    assert "line 1: limit: it must be" in run("config").err


def test_all_that_is_wrong_has_tables_of_no_command_too(run: Run, config: Path) -> None:
    """They hide nothing else that is wrong."""
    config.write_text(
        "lmit = 1\nn = 2\ngeneral = 3\n[foo]\nx = 1\n[search]\nlimit = 0\n"
        "[search.bar]\n[[clip]]\n[saved.rum]\n[stats]\nn = 1\n"
    )
    done = run("config", "--check")
    found = [line.removeprefix(f"searcher: {config}, ") for line in done.err.splitlines()]
    assert [one.partition(":")[0] for one in found] == [
        f"line {number}" for number in (1, 2, 3, 4, 7, 8, 9, 10, 12)
    ]
    assert found[1].endswith("no command has an option n; its long name is limit")
    assert found[2].endswith("general is a table; write its keys below [general]")
    assert found[3].endswith("there is no command foo")
    assert found[-1].endswith("searcher stats has no option n; its long name is limit")
    assert "line 4: there is no command foo" in run("status").err


@pytest.mark.parametrize("value", ['"talk"', '["opensearch+https://a:9200/x", "talk"]'])
def test_an_engine_that_is_no_address(run: Run, config: Path, value: str) -> None:
    """It is no folder either."""
    config.write_text(f"[search]\nengine = {value}\n")
    for typed in (("plateau",), ("config", "--check")):
        done = run(*typed)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert f"{config}, line 2: engine: 'talk' is no address such as opensearch+" in done.err


def test_a_file_that_the_environment_names_is_missing(
    run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says who named it."""
    config.unlink()
    done = run("status")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"{config}: No such file or directory; $SEARCHER_CONFIG names it" in done.err


@pytest.mark.parametrize(
    "typed", [("--path", "--check"), ("--check", "search"), ("--example", "--path")]
)
def test_what_does_not_go_together(run: Run, typed: tuple[str, ...]) -> None:
    """It is refused."""
    assert run("config", *typed).status == 2


def test_the_example_has_every_option(run: Run, config: Path) -> None:
    """It sets nothing; with every key set it is valid, too."""
    example = run("config", "--example").out
    config.write_text(example)
    assert run("config", "--check").status == 0
    assert not re.findall(r"^[^#\[\n].*", example, re.MULTILINE)
    assert "[saved.run]" in example
    config.write_text("\n".join(_uncommented(example)))
    assert run("config", "--check") == (0, f"{config}: all right\n", "")
    tables = tomllib.loads(config.read_text())
    for path, command in each_command(cli.group):
        table = tables
        for name in path:
            table = table.get(name, {})
        for key, option in options_of(command).items():
            if not isinstance(option, PerCall) and not option.hidden:
                assert key in table or key in tables["general"], (path, key)


def _uncommented(example: str) -> list[str]:
    return [line.removeprefix("#") if line[1:2] != " " else line for line in example.splitlines()]
