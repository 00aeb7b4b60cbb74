"""`searcher completion`: scripts, where they are installed, and answers for a command line."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from searcher.commands import completion
from searcher.commands.completing import of_archive
from searcher.commands.completing.candidate import Name
from searcher.commands.completing.reply import SHELLS
from tests.conftest import Run

#: Where each shell looks, below the home.
PLACES = {
    "bash": ".local/share/bash-completion/completions/searcher",
    "zsh": ".zfunc/_searcher",
    "fish": ".config/fish/completions/searcher.fish",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed(shell: str, run: Run) -> None:
    """It calls the searcher of $PATH, with the name of its shell."""
    done = run("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert f"command searcher completion {shell} " in done.out


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_installed(shell: str, home: Path, run: Run) -> None:
    """Where the shell looks for it, which is said first; again replaces it."""
    path = home / PLACES[shell]
    script = run("completion", shell).out
    for _ in range(2):
        done = run("completion", shell, "--install")
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"writing {path}\n")
        assert "open a new shell" in done.out
        assert path.read_text() == script
    assert [each for each in path.parent.iterdir() if each != path] == []


def test_variables_say_where(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the shells read them."""
    for shell, name, place in (
        ("bash", "XDG_DATA_HOME", "bash-completion/completions/searcher"),
        ("bash", "BASH_COMPLETION_USER_DIR", "completions/searcher"),
        ("fish", "XDG_CONFIG_HOME", "fish/completions/searcher.fish"),
    ):
        monkeypatch.setenv(name, str(home / name))
        assert run("completion", shell, "--install").status == 0
        assert (home / name / place).is_file()


def test_what_is_not_ours_stays(home: Path, run: Run) -> None:
    """An error names it, and says what else can be done."""
    path = home / PLACES["zsh"]
    path.parent.mkdir()
    path.write_text("mine")
    done = run("completion", "zsh", "--install")
    assert (done.status, done.out, path.read_text()) == (2, "", "mine")
    assert "is there and is not ours" in done.err


def test_a_folder_that_cannot_be_made(home: Path, run: Run) -> None:
    """One line, and nothing is half written."""
    (home / ".zfunc").write_text("a file")
    done = run("completion", "zsh", "--install")
    assert done.status == 2
    assert done.err.startswith("searcher: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "is missing"), (["tcsh"], "tcsh"), (["bash", "x"], "x")],
)
def test_what_is_no_shell(arguments: list[str], message: str, run: Run) -> None:
    """The error says what there is."""
    done = run("completion", *arguments)
    assert done.status == 2
    assert message in done.err


def completed(run: Run, line: str, *options: str) -> list[str]:
    """What zsh is told of a command line."""
    done = run("completion", "zsh", f"--line={line}", *options)
    assert (done.status, done.err) == (0, "")
    return [each.split("\t")[0] for each in done.out.splitlines()]


def test_the_index_of_the_line(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """`--index` in the line is where names come from, in each of its forms."""
    for given in (f"--index {samples_index} show mrd", f"show --index={samples_index} mrd",
                  f"--index '{samples_index}' --strict program:mrd"):  # fmt: skip
        assert completed(run, f"searcher {given}")[1].endswith("mrd-2021")
    assert completed(run, f"searcher --index {tmp_path} show mrd") == []
    assert completed(run, f"searcher --engine x --index {samples_index} speaker:ade") == ["words"]


def test_the_index_of_the_config_file(
    run: Run, samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is that of the commands; a file with an error in it is no reason to say something."""
    file = tmp_path / "config.toml"
    monkeypatch.setenv("SEARCHER_CONFIG", str(file))
    file.write_text(f"index = {str(samples_index)!r}")
    assert completed(run, "searcher show mrd") == ["words", "mrd-2021"]
    file.write_text("nonsense = 1")
    assert completed(run, "searcher sea") == ["words", "search"]


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "searcher", "searcher 'open", "searcher --index", "searcher --index '",
        "searcher -- --", "searcher --=", "searcher -n -n show ", "searcher \udcff\x00 speaker:",
        "searcher " + "x" * 20_000, "searcher --speaker 5 index ", "searcher speakers merge merge ",
    ],
)  # fmt: skip
def test_no_line_is_an_error(line: str, run: Run, samples_index: Path) -> None:
    """Whoever types is not disturbed."""
    for shell in SHELLS:
        done = run("completion", shell, f"--line={line}", "--replaced=x")
        assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("broken", ["missing", "empty", "damaged", "a file", "cluster"])
def test_no_index_is_an_error(
    broken: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands, options and fields are completed without one."""
    place = tmp_path / "index"
    if broken in ("empty", "damaged"):
        place.mkdir()
    if broken == "damaged":
        (place / "manifest.json").write_text("{")
    if broken == "a file":
        place.write_text("x")
    address = "opensearch+https://nowhere.example:9200/x"
    monkeypatch.setenv("SEARCHER_INDEX", address if broken == "cluster" else str(place))
    assert "speaker:" in completed(run, "searcher x sp")
    assert completed(run, "searcher speaker:ade") in ([], ["words"])


def _work(until: float) -> None:
    """Work until the processor has done so for so long, in seconds."""
    while time.process_time() < until:
        pass


# An alarm in a callback of the garbage collector, such as that of hypothesis, is lost, too.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_large_index_takes_no_longer_than_anybody_waits(
    run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then there are no names, and the process is as it was."""
    line = f"searcher --index {samples_index} speaker:"
    before = signal.getsignal(signal.SIGPROF)
    assert len(completed(run, line)) > 10

    start = time.process_time()

    class Lost:
        """While it is deleted, no error comes through: the first signal is lost."""

        def __del__(self) -> None:
            try:
                _work(until=start + 30)
            except BaseException as error:
                lost.append(error)

    def endless(*_: object) -> Iterator[Name]:
        Lost()
        while time.process_time() - start < 30:
            yield Name("somebody else")

    lost: list[BaseException] = []
    monkeypatch.setattr(of_archive, "names", endless)
    monkeypatch.setattr(completion, "_ENOUGH", 0.5)
    assert completed(run, line) == []
    assert time.process_time() - start < 20
    assert len(lost) == 1
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


_PROBE = """
import sys
from searcher import cli
cli.run(["completion", "zsh", "--line=" + sys.argv[1]])
print(sorted(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


@pytest.mark.parametrize("word", ["speaker:ade", "program:mrd", "sp", "--"])
def test_it_starts_as_a_list_does(word: str, samples_index: Path) -> None:
    """Whoever types does not wait for arrays, for rich, or for what reads files."""
    line = f"searcher --index {samples_index} {word}"
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, line], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) > 1
    loaded = done.stderr
    assert "'click'" in loaded
    assert not any(f"'{name}'" in loaded for name in ("numpy", "rich", "lxml", "yaml", "whoosh"))
