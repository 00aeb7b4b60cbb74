"""The scripts in the shells that they are for, on a terminal."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.update.update import update
from searcher.commands.completing.reply import SHELLS
from tests.conftest import Run
from tests.searcher.commands.completing.shell import Shell, opened

#: Names that a shell would run, expand or cut, if it were let to.
NASTY = [
    "Eva $(touch pwned) Ode", "Ewe `touch pwned` Ode", "Eye; touch pwned", "Elf 'O' \"P\" Ode",
    "Ego & touch pwned #x", "Eel !! {a,b} ~/*",
]  # fmt: skip


@pytest.fixture(scope="module")
def nasty_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index in which people, and a file, are called such things."""
    folder = tmp_path_factory.mktemp("nasty")
    turns = [
        {
            "speaker": name,
            "start": 9.0 * place,
            "end": 9.0 * place + 8,
            "text": "We keep the kettle.",
        }
        for place, name in enumerate(NASTY * 2)
    ]
    file = folder / "$(touch pwned) `x` 'q' \"d\" é.json"
    file.write_text(json.dumps({"segments": turns}))
    update(folder / "index", [file])
    return folder / "index"


@pytest.mark.parametrize("name", SHELLS)
def test_a_script_can_be_read(name: str, run: Run, tmp_path: Path) -> None:
    """The shell says nothing against it."""
    if shutil.which(name) is None:
        assert "CI" not in os.environ, f"CI lacks {name}"
        pytest.skip(f"there is no {name}")
    script = tmp_path / "script"
    script.write_text(run("completion", name).out)
    done = subprocess.run([name, "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path, samples_index: Path) -> Iterator[Shell]:
    """Each of the shells, over the samples."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "draft one.txt").touch()
    with opened(request.param, tmp_path, {"SEARCHER_INDEX": str(samples_index)}) as made:
        yield made


@pytest.mark.slow
def test_completion(shell: Shell) -> None:
    """Commands, options, choices, fields, names in each kind of quotes, files and folders."""
    for typed, expected in (
        ("searcher compl", "searcher completion "),
        ("searcher sta", "searcher stat"),
        ("searcher x spea", "searcher x speaker:"),
        ("searcher speaker:ade", "searcher speaker:Adeyinka "),
        ("searcher 'plateau speaker:ade", "searcher 'plateau speaker:Adeyinka' "),
        ('searcher speaker:\\"Dr.\\ Sam', 'searcher speaker:\\"Dr.\\ Samuel\\ Adeyinka\\" '),
        ("searcher speakers merge dr.\\ sam", "searcher speakers merge Dr.\\ Samuel\\ Adeyinka "),
        ("searcher show mrd", "searcher show mrd-2021 "),
        ("searcher --form", "searcher --format "),
        ("searcher --format=js", "searcher --format=jsonl "),
        ("searcher --format js", "searcher --format jsonl "),
        ("searcher clip x --to ta", "searcher clip x --to talks/"),
        ("searcher verify --file dra", "searcher verify --file draft\\ one.txt "),
        ("true | searcher show mrd", "true | searcher show mrd-2021 "),
        ("searcher nothing.like.this", "searcher nothing.like.this"),
    ):
        found = shell.line(f"{typed}\t")
        # fish needs no quotes around what it has escaped.
        assert found.replace("plateau\\ speaker:", "'plateau speaker:").replace("'", "") == (
            expected.replace("'", "")
        ), typed


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_nothing_is_run(name: str, tmp_path: Path, nasty_index: Path) -> None:
    """What people and files are called is put into the line as it is, and Enter searches for it."""
    with opened(name, tmp_path, {"SEARCHER_INDEX": str(nasty_index)}) as shell:
        for typed in [f"speaker:{one[:3].lower()}" for one in NASTY] + [
            "'x speaker:eva", "--speaker ew", "--speaker=ey", 'x "speaker:elf', "show \\$",
        ]:  # fmt: skip
            line = shell.line(f"searcher {typed}\t")
            assert len(line) > len(f"searcher {typed}") + 3, line
            shell.type(f"searcher {typed}\t\n")
            shell.line("searcher")
        assert [path.name for path in tmp_path.iterdir() if path.name == "pwned"] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SHELLS)
def test_a_broken_index_disturbs_nobody(name: str, tmp_path: Path) -> None:
    """No error and no traceback stand in the line or below it."""
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "manifest.json").write_text("{broken")
    with opened(name, tmp_path, {"SEARCHER_INDEX": str(tmp_path / "index")}) as shell:
        shell.type("searcher speaker:ade\t\x14")
        shown = shell.until(">>>")
        assert "<<<searcher speaker:ade>>>" in shown
        assert not any(word in shown for word in ("Traceback", "rror", "broken", "damaged"))
