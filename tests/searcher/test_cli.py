"""The command: what it prints where, and its exit status."""

import contextlib
import gc
import io
import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from index.errors import CommitInterrupted
from searcher import cli
from searcher.archive import Archive
from tests.conftest import REPOSITORY, Run


def test_words_are_a_search(run: Run, samples_index: Path) -> None:
    """`searcher WORDS` is `searcher search WORDS`, options before and after."""
    first = run("search", "protein", "--index", samples_index).out
    assert first
    assert run("protein", "--index", samples_index).out == first
    assert run("--index", samples_index, "protein").out == first


def test_nothing_found(run: Run, samples_index: Path) -> None:
    """Exit status 1, and a notice on standard error only."""
    done = run("zyzzyva", "--index", samples_index)
    assert done == (1, "", "searcher: nothing found for zyzzyva\n")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            ["protein (trial OR"],
            "searcher: OR needs something after it\n  protein (trial OR\n                   ^\n",
        ),
        (["protein", '"M'], 'searcher: this quote is not closed\n  "M\n  ^\n'),
        (
            ["speeker:ann"],
            "searcher: There is no field speeker:. Did you mean speaker:? Fields are speaker:, ",
        ),
        (["\x1b[31m OR"], "searcher: OR needs something after it\n  ␛[31m OR\n          ^\n"),
        (["?!"], "searcher: there is no word here\n"),
        ([" "], "searcher: there is nothing to search for\n"),
    ],
)
def test_a_search_that_cannot_be_read(
    run: Run, samples_index: Path, typed: list[str], printed: str
) -> None:
    """A caret under the place, what was expected, and an example; exit status 2."""
    done = run(*typed, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(printed)
    assert "\nFor example: searcher " in done.err


def test_words_with_a_minus(run: Run, samples_index: Path) -> None:
    """`-word` excludes; an option that does not exist is no word."""
    both = run("protein", "-bread", "--index", samples_index)
    assert both.status == 0
    wrong = run("protein", "--limt", "3", "--index", samples_index)
    assert wrong.status == 2
    assert "there is no option --limt; did you mean --limit?" in wrong.err
    assert wrong.err.count("\n") == 1
    assert wrong.err.startswith("searcher: ")


def test_short_options_stand_alone(run: Run, samples_index: Path) -> None:
    """`-n 1` is --limit 1; `-negative` excludes a word; other letters are no options."""
    index = ("--index", samples_index)
    long = run("protein", "--limit", "1", "--context", "1", "--speaker", "adeyinka", *index)
    assert run("protein", "-n", "1", "-C", "1", "-s", "adeyinka", *index) == long
    assert run("protein", "-n1", "-C1", "-s", "adeyinka", *index) == long
    for number in ("-c1", "-s1", "-n1x"):
        assert run("protein", number, "-n1", *index).out.startswith(
            f"18 turns for protein {number}"
        )
    fewer = run("protein", "-negative", "-n", "1", *index)
    assert fewer.out.startswith("17 turns for protein -negative")
    for letter in ("-x", "-H", "-V"):
        wrong = run("protein", letter, *index)
        assert wrong.status == 2
        assert f"there is no option {letter}. To leave out turns with this word: 'NOT " in wrong.err
    assert run("-h") == run("--help")
    assert run("-V") == run("--version")
    assert run("search", "-h") == run("search", "--help")
    assert run("programs", "-h") == run("programs", "--help")


def test_two_hyphens_end_the_options(
    run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows is words, as everywhere."""
    index = ("--index", samples_index)
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    for before in ((), ("search", *index), index):
        words = (*before, "--", "--limit")
        assert run(*words).err.startswith("searcher: nothing found for --limit\n")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--limit", "x"], "--limit: it must be a whole number from 1 to 10,000, not 'x'. "),
        (["--limit", "0"], "--limit: it must be a whole number from 1 to 10,000, not 0. "),
        (["--offset", "-1"], "--offset: it must be a whole number of 0 or more, not -1. "),
        (["--limit"], "--limit: a value is missing"),
        (["--sort", "up"], "--sort: 'up' is not one of 'relevance', 'date', '-date', 'program'. "),
        ([], "WORDS... is missing. See searcher search --help"),
    ],
)
def test_a_wrong_option_is_one_line(run: Run, option: list[str], said: str) -> None:
    """It begins as every other error."""
    done = run("search", *([*option, "protein"] if len(option) > 1 else option))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"searcher: {said}")


def test_a_misspelled_command(run: Run, samples_index: Path) -> None:
    """It is a search, and a hint names the command, unless somebody says the word."""
    index = ("--index", samples_index)
    for typed, name in (("speekers", "speakers"), ("idnex", "index"), ("serach", "search")):
        err = run(typed, "protein", *index).err
        assert f"there is no command {typed}; did you mean searcher {name}?" in err
    assert "no command" not in run("speaker", *index).err
    assert "no command" not in run("search", "speekers", *index).err
    assert "no command" not in run("protein", "speekers", *index).err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["protein", "--help", "index"])
def test_a_closed_output(tmp_path: Path, samples_index: Path, closed: str, words: str) -> None:
    """Nothing is written there, and the command does its work."""
    index = samples_index
    if words == "index":
        index, talks = tmp_path / "index", tmp_path / "talks"
        talks.mkdir()
        (talks / "good.md").write_text(
            "**Ann:** It is the keeper of the tower who has lit the lamp for us.\n\n**Ben:** Oh.\n"
        )
        (talks / "empty.md").write_text("")  # a message on standard error
        words = f"index {shlex.quote(str(talks))}"
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m searcher {words} {closed}"],
        capture_output=True, text=True, check=False, cwd=REPOSITORY,
        env={**os.environ, "SEARCHER_INDEX": str(index)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert index.is_dir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "there is no such file or folder; check the path"),
        (lambda path: path.write_text(" \n"), "the file is empty"),
        (lambda path: path.write_text("Nothing is said here.\n"), "no speaker labels were found"),
        (
            lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0"),
            "it is a picture, not a text",
        ),
    ],
    ids=["missing", "empty", "no transcript", "binary"],
)
@pytest.mark.parametrize("command", ["index", "parse"])
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, make, reason, command) -> None:  # type: ignore[no-untyped-def]
    """One line on standard error with the path and the reason; exit status 2."""
    path = tmp_path / "talk.txt"
    make(path)
    options = ["--index", tmp_path / "index"] if command == "index" else []
    done = run(command, path, *options)
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert str(path) in done.err
    assert reason in done.err


def test_a_folder_with_bad_files(run: Run, tmp_path: Path) -> None:
    """The bad ones are named, the rest is indexed, exit status 0."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "good.md").write_text("**Ann:** Good.\n")
    (folder / "empty.md").write_text("")
    (folder / "picture.md").write_bytes(b"\x89PNG\0")
    done = run("index", folder, "--index", tmp_path / "index")
    assert done.status == 0
    assert done.out.startswith("1 program, 1 turn added in ")
    assert "2 skipped: see the messages above" in done.out
    assert done.err.count("\n") == 2
    assert "empty.md: the file is empty" in done.err
    again = run("index", folder, "--index", tmp_path / "index")
    assert again.status == 0
    assert again.out.startswith("Nothing new.\n1 unchanged since the last time\n")
    (folder / "good.md").unlink()
    gone = run("index", folder, "--index", tmp_path / "index")
    assert gone.out.startswith("Nothing new.\n1 removed: its file is gone\n")


@pytest.mark.parametrize("command", ["index", "parse"])
def test_what_is_odd_in_a_file_is_named(run: Run, tmp_path: Path, command: str) -> None:
    """The file is read all the same; standard error names the path and the line."""
    path = tmp_path / "talk.srt"
    path.write_text(
        "1\n00:00:01,000 --> 00:00:0y,000\nThe kettle sings.\n\n"
        "2\n00:00:09,000 --> 00:00:12,000\nIt sings well.\n"
    )
    options = ["--index", tmp_path / "index"] if command == "index" else []
    done = run(command, path, *options)
    assert done.status == 0
    assert done.err == (
        f"searcher: {path}, line 2: a time of the cue cannot be read: '00:00:0y,000'\n"
    )


def test_no_index(run: Run, tmp_path: Path) -> None:
    """The message names the folder and the next step."""
    for command in (["protein"], ["programs"], ["speakers"]):
        done = run(*command, "--index", tmp_path)
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            f"searcher: {tmp_path}: there is no index here; "
            "make one with `searcher index PATH`, or name another with --index\n"
        )


def test_what_the_system_refuses(
    run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is one line with the path and the next step, not a traceback."""

    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device", "/disk/x")

    monkeypatch.setattr("index.update.update.update", full)
    done = run("index", samples_index, "--index", samples_index)
    assert done.status == 2
    assert done.err == (
        "searcher: /disk/x: The disk is full; free some space, then run the command again\n"
    )


def test_where_the_index_is(run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--index, else $SEARCHER_INDEX, else the user's data directory."""
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    monkeypatch.setenv("XDG_DATA_HOME", str(samples_index / "nowhere"))
    # `run` clears the variable before the test sets it.
    assert run("protein").status == 0
    monkeypatch.delenv("SEARCHER_INDEX")
    done = run("protein")
    assert done.status == 2
    assert "searcher" in done.err


def test_demo(run: Run) -> None:
    """The demo prints quotes for M protein, or for what one asks."""
    done = run("demo")
    assert done.status == 0
    assert "M protein" in done.out
    assert "turn 2" in done.out
    assert "flood" in run("demo", "flood wall").out.lower()


def test_parse(run: Run, tmp_path: Path) -> None:
    """What the reader made of a file: facts, people, turns."""
    path = tmp_path / "talk.txt"
    path.write_text("A talk\n\nDr. Lee: Well?\n\nAnn: Yes.\n\nDr. Lee: So.\n\nAnn: Well.\n")
    done = run("parse", path)
    assert done.status == 0
    assert "speaker: Dr. Lee · 2 turns" in done.out
    assert "format: labelled" in done.out


def test_explain(run: Run, tmp_path: Path) -> None:
    """Which reader, which labels, and what was refused for which reason."""
    path = tmp_path / "talk.txt"
    path.write_text("Ann: One.\n\nSo: it is two.\n\nBo: Two.\n\nAnn: Three.\n\nBo: Four.\n")
    done = run("parse", path, "--explain")
    assert done.status == 0
    assert "format: labelled" in done.out
    assert "it introduces what is said" in done.out
    assert f"{path}: read as labelled\n  not of their forms: " in done.err
    asked = done.err.partition("forms: ")[2].splitlines()[0].split(", ")
    assert {"captions", "markdown"} <= set(asked)
    assert "labelled" not in asked
    told = json.loads(run("parse", path, "--explain", "--json").out)
    assert told["refused"] == {"So": "it introduces what is said"}


def test_speakers_are_corrected(run: Run, tmp_path: Path) -> None:
    """merge, split, rename and role count at once; who is not there is an error."""
    folder, index = tmp_path / "talks", ["--index", tmp_path / "index"]
    folder.mkdir()
    (folder / "one.md").write_text("**Ann:** Bread.\n\n**Bo:** Oh.\n")
    (folder / "two.md").write_text("**Anna:** Cake.\n\n**Bo:** Ah.\n")
    assert run("index", folder, *index).status == 0
    assert run("speakers", *index, "merge", "Anna", "Ann").status == 0
    assert run("speakers", *index, "rename", "Anna", "Anna Bell").status == 0
    assert run("speakers", *index, "role", "Anna Bell", "baker").status == 0
    assert run("speakers", *index, "split", "Bo", "Bo Diaz", "--program", "two").status == 0
    names = [
        json.loads(line)["name"] for line in run("speakers", *index, "--json").out.splitlines()
    ]
    assert names == ["Anna Bell", "Bo", "Bo Diaz"]
    assert "Anna Bell, baker · turn 1" in run("speaker:bell bread", *index).out
    wrong = run("speakers", *index, "role", "Ana Bell", "x")
    assert wrong.status == 2
    assert "nobody in this index is called 'Ana Bell'; did you mean Anna Bell?" in wrong.err


def test_help(run: Run) -> None:
    """Every command of the table has help, and no arguments are a request for it."""
    shown = run("--help").out
    assert run() == (0, shown, "")
    for name, line in cli.COMMANDS.items():
        assert name in shown
        assert line in " ".join(shown.split())
        assert run(name, "--help").out.startswith(f"Usage: searcher {name}")
    # What can be typed is listed line by line.
    assert (
        "\n  searcher maintenance                  the word in any inflection\n"
        in run("search", "--help").out
    )
    assert run("--version").out.startswith("searcher ")


def test_a_command_with_a_hyphen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its module has an underscore, and its help names it with the hyphen."""
    module = ModuleType("searcher.commands.two_words")
    module.command = click.Command("two-words", callback=lambda: 0, help="Two.")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(cli.COMMANDS, "two-words", "Two.")
    assert run("two-words") == (0, "", "")
    assert run("help", "two-words").out.startswith("Usage: searcher two-words")


@pytest.mark.parametrize("command", [["protein", "--limit", "100", "--json"], ["--help"]])
def test_a_closed_pipe_is_no_error(samples_index: Path, command: list[str]) -> None:
    """Whoever reads the output may stop reading, also before the first line."""
    words = shlex.join([sys.executable, "-m", "searcher", *command])
    environment = {**os.environ, "SEARCHER_INDEX": str(samples_index)}
    for reader, lines in (("head -1", 1), ("true", 0)):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; (sleep 0.2; {words}) | {reader}"],
            capture_output=True, text=True, check=False, cwd=REPOSITORY, env=environment,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == lines


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_output_on_a_full_disk(samples_index: Path) -> None:
    """It is one line, whether the output is small or large."""
    for words in (["--version"], ["the", "--limit", "1000", "--index", str(samples_index)]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "searcher", *words],
                stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=REPOSITORY,
            )  # fmt: skip
        assert done.returncode == 2
        assert done.stderr == (
            "searcher: The disk is full; free some space, then run the command again\n"
        )


def test_run_leaves_the_process_as_it_was(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program can run commands one after the other, whatever becomes of each."""
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    before = (gc.get_threshold(), sys.stdout, sys.stderr, Path.cwd())
    assert cli.run(["protein"]) == 0
    assert cli.run(["zyzzyva"]) == 1
    assert cli.run(["protein", "--limt"]) == 2
    assert cli.run(["(protein"]) == 2
    assert cli.run(["--help"]) == 0
    assert cli.run(["protein", "--json", "--limit", "1"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out.splitlines()[-1])["shown"] == 1
    assert "there is no option --limt; did you mean --limit?" in err
    for command in (["protein", "--json"], ["protein"], ["--help"], ["parse", "--help"]):
        reader, writer = os.pipe()
        os.close(reader)
        closed = os.fdopen(writer, "w")
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", closed)
            assert cli.run(command) == 0
            assert sys.stdout is closed
        with contextlib.suppress(BrokenPipeError):
            closed.close()
    assert cli.run(["protein", "--limit", "1"]) == 0
    assert capsys.readouterr().err == ""
    after = (gc.get_threshold(), sys.stdout, sys.stderr, Path.cwd())
    assert after == before


def test_run_does_not_exit(run: Run, monkeypatch: pytest.MonkeyPatch, samples_index: Path) -> None:
    """Neither an interrupt nor the completion of a shell ends the process."""

    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("index.update.update.update", interrupted)
        done = run("index", samples_index, "--index", samples_index)
    assert done.status == 2
    assert done.err.strip() == "searcher: interrupted; the index is unchanged"
    monkeypatch.setenv("_SEARCHER_COMPLETE", "bash_source")
    assert run().status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["tag", "+new", "one:1"],
        ["note", "one:1", "look", "again"],
        ["note", "one:1", "--remove"],
        ["saved", "add", "other", "--", "talk"],
        ["saved", "run"],
        ["saved", "remove", "mine"],
        ["correct", "one:2", "short", "brief"],
        ["correct", "--undo", "1"],
    ],
    ids=" ".join,
)
def test_an_interrupt_when_a_change_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """It is not said that the index is unchanged, where the command has yet to close its files."""
    index = ["--index", str(tmp_path / "index")]
    (tmp_path / "one.md").write_text("**Ann:** The first talk.\n\n**Ben:** It is short.\n")
    run("index", tmp_path / "one.md", *index)
    run("saved", "add", "mine", *index, "--", "talk")
    run("note", "one:1", "look", *index)
    run("correct", "one:1", "first", "third", *index)
    close = Archive.close

    def interrupted(archive: Archive) -> None:
        monkeypatch.setattr(Archive, "close", close)
        raise KeyboardInterrupt

    monkeypatch.setattr(Archive, "close", interrupted)
    names = 2 if arguments[0] == "saved" else 1
    done = run(*arguments[:names], *index, *arguments[names:])
    assert done.status == 2
    assert done.err.splitlines()[-1] == (
        "searcher: interrupted when the work was done; the index holds the change"
    )


def test_an_interrupt_of_what_is_no_change(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of the demonstration is gone when it ends."""

    def interrupted(*_: object) -> None:
        raise CommitInterrupted

    monkeypatch.setattr("index.update.update.update", interrupted)
    assert run("demo").err.strip() == "searcher: interrupted; the index is unchanged"


def test_two_formats_at_once(run: Run, samples_index: Path) -> None:
    """--json and another format contradict one another; --json and jsonl do not."""
    both = ["programs", "--json", "--index", samples_index, "--format"]
    assert run(*both, "jsonl").status == 0
    wrong = run(*both, "text")
    assert wrong.status == 2
    assert "Leave out --json or --format text." in wrong.err


def test_a_text_from_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs a name, which tells its form and its id."""
    index = ["--index", tmp_path / "index"]
    data = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>The lamp.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run("index", "-", "--name", "talks/lamp.vtt", *index).status == 0
    assert json.loads(run("lamp", "--json", *index).out.splitlines()[0])["program"]["id"] == (
        "talks/lamp"
    )
    assert "needs a name" in run("index", "-", *index).err
    assert "--name is for standard input" in run("index", tmp_path, "--name", "x", *index).err


@pytest.mark.parametrize("name", ["", " ", ".", "..", "/", "a/..", "a\nb.txt", "\udcff.txt", "a\0"])
@pytest.mark.parametrize("command", ["index", "parse"])
def test_a_name_that_is_none(run: Run, tmp_path: Path, command: str, name: str) -> None:
    """It is refused before anything is read."""
    done = run(command, "-", "--name", name, *(["--index", tmp_path] if command == "index" else []))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"searcher: --name: {name!r} is no name of a file; give one such as")


def test_standard_input_is_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what is missing."""
    monkeypatch.setattr("sys.stdin", None)
    done = run("parse", "-", "--name", "talk.txt")
    assert done.status == 2
    assert "standard input is closed; pipe a transcript to this command" in done.err


def test_what_is_left_out_is_counted(run: Run, tmp_path: Path) -> None:
    """A line a reason; each file with --verbose."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name in ("talk.txt", "talk.mp3", "README.md", "x.mp3"):
        (folder / name).write_text("Ann: Well.\nBo: Yes?\nAnn: No.\n")
    for command in (["index", "--index", tmp_path / "index"], ["parse"]):
        done = run(*command, folder)
        assert done.status == 0
        assert "2 left out: recordings\n" in done.err
        assert str(folder / "x.mp3") not in done.err
        assert str(folder / "x.mp3") in run(*command, folder, "--verbose").err


@pytest.mark.parametrize(
    ("option", "value"), [("--encoding", "klingon"), ("--lang", "42"), ("--lang", "english!")]
)
def test_an_option_that_says_nothing(run: Run, tmp_path: Path, option: str, value: str) -> None:
    """The value is named, and what it could be."""
    done = run("parse", tmp_path, option, value)
    assert done.status == 2
    assert repr(value) in done.err
    assert any(hint in done.err for hint in ("try", "such as", "did you mean"))


@pytest.mark.parametrize(("typed", "told"), [("enf", True), ("eng", False), ("english", False)])
def test_a_code_that_is_believed(run: Run, tmp_path: Path, typed: str, told: bool) -> None:
    """Of thousands of codes with three letters few are known; that of a slip is told."""
    (tmp_path / "a.txt").write_text("Ann: Yes.\nBo: No.\nAnn: Yes.\n")
    done = run("parse", tmp_path / "a.txt", "--lang", typed)
    assert done.status == 0
    assert ("no language is known by this code" in done.err) == told


@pytest.mark.parametrize(
    ("name", "text", "explained"),
    [
        ("list.md", "# To do\n\n- Lamp oil\n- **Boat:** paint\n", ["lecture: ", "it is a list"]),
        (
            "form.txt",
            "Weir: a wall.\nSluice: a gate.\nRace: a way.\nFlume: a trough.\n",
            ["not of their forms: epub, odt", "labelled refuses “Weir”: ", "“Flume”: "],
        ),
        ("broken.json", '{"segments": [{"text": 3}]}', ["speech: ", "segments"]),
    ],
)
def test_a_refused_file_is_explained(
    run: Run, tmp_path: Path, name: str, text: str, explained: list[str]
) -> None:
    """Which readers were asked, what they saw, and which labels they refused."""
    path = tmp_path / name
    path.write_text(text)
    done = run("parse", path, "--explain")
    assert (done.status, done.out) == (2, "")
    for part in explained:
        assert part in done.err
    assert "of their forms" not in run("parse", path).err


def test_run_refuses_one_string() -> None:
    """Its letters would be taken for the arguments."""
    with pytest.raises(TypeError, match="must be a list"):
        cli.run("M protein")


def test_options_before_a_command(run: Run, samples_index: Path) -> None:
    """`--index`, `--format` and `--json` stand before a command or after it."""
    index = ("--index", samples_index)
    for command in ("programs", "speakers", "search protein"):
        after = run(*command.split(), *index, "--json")
        assert after.out.startswith('{"type": "')
        for before in ((*index, "--json"), (f"--index={samples_index}", "--format", "jsonl")):
            done = run(*before, *command.split())
            assert done.status == 0
            assert len(done.out.splitlines()) == len(after.out.splitlines())
    assert run("--index", samples_index, "check").out == run("check", *index).out


def test_colour(run: Run, samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a pipe there is none, unless it is asked for."""
    monkeypatch.setenv("NO_COLOR", "1")
    index = ("--index", samples_index)
    for typed in ("protein", "programs", "speakers", "protein --format short"):
        assert "\x1b[" in run("--color", "always", *typed.split(), *index).out
        assert "\x1b" not in run(*typed.split(), *index).out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31mprotein" in run("protein", *index).out
    assert "\x1b" not in run("protein", "--color", "never", *index).out


def test_an_index_that_does_not_exist_yet(run: Run, tmp_path: Path) -> None:
    """It may be named before the command that makes it."""
    (tmp_path / "a.txt").write_text("Ada Kern: The turnip.\nBo Lund: Which?\nAda Kern: That.\n")
    assert run("--index", tmp_path / "new", "index", tmp_path / "a.txt").status == 0
    assert run("--index", tmp_path / "new", "turnip").status == 0


def test_a_search_option_before_a_command(run: Run, samples_index: Path) -> None:
    """Neither the command nor the word is guessed."""
    done = run("-n", "3", "index", "funds", "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert "-n is an option of a search, and index is a command" in done.err
    assert "searcher search -n 3 index funds" in done.err
    assert run("-n", "3", "search", "protein", "--index", samples_index).status == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("programs funds", "searcher programs takes no words: funds. "),
        ("check engine light", "searcher check takes no words: engine light. "),
        ("speakers corner", "searcher speakers is followed by merge, split, rename, role "),
        ("index funds", "funds: there is no such file or folder. "),
        ("parse tree", "tree: there is no such file or folder. "),
    ],
)
def test_words_after_a_command(run: Run, typed: str, said: str) -> None:
    """They are an error, which says how to search for them."""
    done = run(*typed.split())
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"searcher: {said}")
    assert f"To search for these words: searcher search {typed}. See searcher " in done.err


def test_a_misspelled_command_of_a_command(run: Run) -> None:
    """The nearest one is named."""
    done = run("speakers", "mrege", "Ann", "Bo")
    assert done.status == 2
    assert "there is no command searcher speakers mrege; did you mean searcher speakers merge?" in (
        done.err
    )


@pytest.mark.parametrize(
    "typed",
    [
        "protein --limit 1 -n 2",
        "protein --since 2019 --since 2020",
        "protein --sort date --sort program",
        "protein --format text --format jsonl",
        "check --index a --index b",
        "speakers --index a merge x y --index b",
        "index --index a . --index b",
        "parse --name a.txt --name b.txt -",
    ],
)
def test_an_option_given_twice(run: Run, typed: str) -> None:
    """No value is dropped silently."""
    done = run(*typed.split())
    assert (done.status, done.out) == (2, "")
    assert "it is given twice" in done.err


ENCODINGS = ("cp1252", "latin-1", "ascii", "cp437", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("m-protein", 0), ("--json m-protein", 0), ("--format short m-protein", 0),
        ("programs", 0), ("speakers", 0), ("help syntax", 0), ("語", 1), ("'\"語'", 2),
        ("parse corpus/samples/m-protein.txt", 0), ("check", 0), ("--語", 2),
    ],
)  # fmt: skip
def test_an_output_in_any_encoding(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, typed: str, status: int
) -> None:
    """What it lacks is replaced, on both outputs, and they are left as they were."""
    # That of the locale `C`, which fails for characters.
    errors = "surrogateescape" if encoding == "ascii" else "strict"
    monkeypatch.setenv("SEARCHER_INDEX", str(samples_index))
    monkeypatch.chdir(REPOSITORY)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, errors) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert cli.run(shlex.split(typed)) == status
    assert (out.errors, err.errors) == (errors, errors)
    for stream in (out, err):
        stream.flush()
    said = out.buffer.getvalue() + err.buffer.getvalue()
    assert said.decode(encoding)


def test_punctuation_is_replaced_by_what_looks_like_it(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question mark stands only for what has nothing like it."""
    out = io.TextIOWrapper(io.BytesIO(), "ascii", "strict")
    with contextlib.redirect_stdout(out):
        assert cli.run(["laboratory weather", "--index", str(samples_index)]) == 0
    out.flush()
    said = out.buffer.getvalue().decode("ascii")
    assert '... He asks, and I quote, "Do I panic?"' in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has another way to interrupt")
def test_ctrl_c_while_printing(samples_index: Path) -> None:
    """It ends with a line, also if the reader of the output does not read."""
    command = [sys.executable, "-m", "searcher", "--index", str(samples_index), "NOT zyzzyva"]
    with subprocess.Popen(
        [*command, "-n", "1000", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # It prints more than a pipe holds.
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait() == 2
    assert b"interrupted" in said
    assert b"Traceback" not in said


def test_a_page_after_the_last_one(run: Run, samples_index: Path) -> None:
    """Nothing is shown: the heading and a notice say so, and so does the status."""
    done = run("M protein", "--strict", "--offset", "50", "--index", samples_index)
    assert done.status == 1
    assert done.out.startswith("13 turns for M protein, as a phrase · none after 50")
    assert "use an --offset below 13" in done.err
    last = run("M protein", "--strict", "--offset", "12", "--index", samples_index)
    assert last.status == 0
    assert " · 13 to 13\n" in last.out


@pytest.mark.parametrize(
    "options",
    [
        ("--limit", "2"),
        ("--offset", "1"),
        ("--context", "1"),
        ("--sort", "date"),
        ("--explain",),
        ("--speaker", "adeyinka"),
        ("--until", "2019-12"),
    ],
)
def test_each_option_makes_a_difference(
    run: Run, samples_index: Path, options: tuple[str, ...]
) -> None:
    """An option that is read reaches the search, as it does in the demo."""
    typed = ("M protein", "--json")
    plain = run("search", *typed, "--index", samples_index).out
    done = run("search", *typed, *options, "--index", samples_index)
    assert done.status == 0
    assert _quotes(done.out) != _quotes(plain)
    demo = run("demo", *typed, *options, *(() if "--limit" in options else ("--limit", "10")))
    assert _quotes(demo.out) == _quotes(done.out)


def _quotes(out: str) -> list[object]:
    """The quotes of a search in JSON, without what differs from run to run."""
    found = [json.loads(line) for line in out.splitlines()]
    for one in found:
        one.pop("seconds", None)
        one.pop("index", None)
        if isinstance(one.get("program"), dict):
            one["program"].pop("path", None)
    return found


@pytest.mark.parametrize(
    ("typed", "near"),
    [("english", "en"), ("englisch", "en"), ("xx", "pt-BR"), ("qq-US", "pt-BR"), ("?", "pt-BR")],
)
def test_no_language(run: Run, samples_index: Path, typed: str, near: str) -> None:
    """What is no code of a language is refused, with the nearest one."""
    done = run("trial", "--lang", typed, "--index", samples_index)
    assert (done.status, near in done.err, "--lang" in done.err) == (2, True, True)
    if typed != "english":
        assert near in run("parse", "x.vtt", "--lang", typed).err


@pytest.mark.parametrize("typed", ["en", "EN", "yue"])
def test_a_language(run: Run, samples_index: Path, typed: str) -> None:
    """A code is one in any case, also where the index has no such program."""
    assert run("trial", "--lang", typed, "--index", samples_index).status == (typed == "yue")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("-trial", "trial"),
        ("--trial", "trial"),
        ('-"M protein"', '"M protein"'),
        ("-M protein", "M protein"),
        ("-what", "what"),
    ],
)
def test_words_after_two_hyphens(run: Run, samples_index: Path, typed: str, plain: str) -> None:
    """A minus is no operator there."""
    index = ("--format", "short", "--index", samples_index)
    done = run("search", *index, "--", typed)
    assert done.out == run("search", *index, "--", plain).out != ""


def test_an_index_that_is_given_twice(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """A command about one index does not choose one of two."""
    two = ("--index", samples_index, "--index", tmp_path)
    for command in (["check"], ["remove", "x"], ["index", "x.vtt"]):
        done = run(*command, *two)
        assert (done.status, "given twice" in done.err) == (2, True)


def test_a_format_that_is_typed_as_an_option(run: Run) -> None:
    """The error says how it is asked for."""
    for typed in (("plateau", "--csv"), ("stats", "x", "--csv"), ("kwic", "x", "--csv")):
        done = run(*typed)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert "there is no option --csv; did you mean --format csv?" in done.err
    assert "--format" not in run("plateau", "--facet").err


@pytest.mark.parametrize("typed", [("clip", "x"), ("clip", "x", "--list", "otio"), ("packet", "x")])
def test_an_option_that_is_missing_is_named(run: Run, typed: tuple[str, ...]) -> None:
    """As it is typed, and not only by the name of its value."""
    done = run(*typed)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err == f"searcher: --to DIR is missing. See searcher {typed[0]} --help\n"


def test_help_on_a_command_of_a_command(run: Run) -> None:
    """As with --help after it."""
    for name in ("merge", "split", "rename", "role"):
        assert run("help", "speakers", name).out == run("speakers", name, "--help").out
    for words in (["speakers", "nix"], ["status", "merge"]):
        assert run("help", *words).status == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["speakers", "rename", "a", "b", "c"], "searcher speakers rename takes no more words: c."),
        (["programs", "c"], "searcher programs takes no words: c."),
        (["index", "x.vtt", "--wait", "-1"], "--wait: it must be a number of 0 or more, not -1.0."),
        (["index", "x.vtt", "--wait", "y"], "--wait: it must be a number of 0 or more, not 'y'."),
        (["x", "--limit", "-1"], "--limit: it must be a whole number from 1 to 10,000, not -1."),
    ],
)
def test_one_style_of_errors(run: Run, typed: list[str], said: str) -> None:
    """Words and numbers that a command has no use for."""
    done = run(*typed)
    assert (done.status, said in done.err) == (2, True), done.err


def test_words_come_back_as_typed(run: Run, samples_index: Path) -> None:
    """With their case and accents, where parts of a search are named."""
    done = run("protein", "Zqéa", "wrd*", "--index", samples_index)
    assert "Zqéa 0 turns" in done.err


def test_near_programs(run: Run, samples_index: Path) -> None:
    """Similar ids, whole, or none; a command lists the others."""
    index = ("--index", samples_index)
    assert "see `searcher programs`" in run("trial", "--program", "nosuch", *index).err
    near = run("trial", "--program", "trial-qestions", *index).err
    assert "trial-questions-2022-11-03" in near
    assert "lighthouse" not in near


def test_a_recording_that_is_named(run: Run, tmp_path: Path) -> None:
    """Its name says what it is, where its content does not."""
    (tmp_path / "song.mp3").write_text("la la la")
    done = run("parse", tmp_path / "song.mp3")
    assert "recording" in done.err
    assert "label" not in done.err


def test_tables_have_one_blank_line_between_them(run: Run, tmp_path: Path) -> None:
    """Also above the refused labels."""
    text = "Ann: Good day.\n\nBo: Yes.\n\nAnn: Note: it rains.\n\nSummary: It rained.\n\nBo: No.\n"
    (tmp_path / "talk.txt").write_text(text)
    assert "\n\n\n" not in run("parse", "--explain", tmp_path / "talk.txt").out


@pytest.mark.parametrize("name", ["text", "short", "jsonl", "csv", "tsv", "md", "html", "ris"])
def test_all_matches(run: Run, samples_index: Path, name: str) -> None:
    """As many as the search says, by program and turn."""
    done = run("protein", "--index", samples_index, "--all", "--format", name)
    assert (done.status, done.err) == (0, "")
    # Their texts are long enough to be told apart.
    found = run("protein", "--index", samples_index, "-n", "1000", "--strict", "--json").out
    numbers = [json.loads(line) for line in found.splitlines()]
    assert len(numbers) - 1 == numbers[-1]["total"] > 10
    if name == "short":
        assert len(done.out.splitlines()) == numbers[-1]["total"]
    nothing = run("zyzzyva", "--index", samples_index, "--all", "--format", name)
    assert nothing.status == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--limit", "5"], "--all shows every match: leave out --all or --limit"),
        (["--offset", "5"], "--all shows every match: leave out --all or --offset"),
        (["--sort", "relevance"], "--all cannot be sorted by relevance"),
        (["--facets"], "--all shows no facets: leave out --all or --facets"),
        (["--cite", "apa"], "--cite cites the best quotes: leave out --all or --cite"),
    ],
)
def test_all_matches_and_what_says_how_many(
    run: Run, samples_index: Path, options: list[str], said: str
) -> None:
    """One of the two is meant."""
    done = run("protein", "--index", samples_index, "--all", *options)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"searcher: {said}")
    assert done.err.count("\n") == 1


def test_all_matches_to_a_reader_that_has_seen_enough(samples_index: Path) -> None:
    """It ends at once, and that is no error."""
    command = [sys.executable, "-m", "searcher", "the", "--all", "--index", str(samples_index)]
    for name in ("csv", "jsonl", "html", "text", "xlsx", "docx"):
        with subprocess.Popen(
            [*command, "--format", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=REPOSITORY,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0


def test_how_the_best_quote_is_cited(run: Run, samples_index: Path) -> None:
    """One, or as many as --limit says; in other formats, too."""
    done = run("M protein", "--index", samples_index, "--cite", "mla")
    assert done == (
        0,
        "Adeyinka, Samuel. “What Is My M Protein Telling Me?” Plasma Cell Diaries, hosted by "
        "Beatriz Lindqvist, 14 Nov. 2019.\n(Adeyinka)\n",
        "",
    )
    three = run(
        "M protein", "--index", samples_index, "--cite", "apa", "-n", "3", "--format", "tsv"
    )
    assert len(three.out.splitlines()) == 4
    assert run("zyzzyva", "--index", samples_index, "--cite", "apa").status == 1


def test_how_a_turn_is_cited(run: Run, samples_index: Path) -> None:
    """As a quote of it; without a turn, the program."""
    index = ("--index", samples_index)
    turn = run("show", "trial-questions-2022-11-03:8", *index, "--cite", "chicago")
    shown = json.loads(run("show", "trial-questions-2022-11-03:8", *index, "--json").out)
    speaker = next(one["speaker"] for one in shown["turns"] if one["number"] == 8)
    assert speaker.split()[-1] in turn.out
    assert "“Trial questions,” November 3, 2022, transcript, " in turn.out
    program = run("show", "lighthouse", *index, "--cite", "apa")
    assert program.out.startswith("Marchbanks, E. (Host). (2018, June 6). The Lamp at Harrow Head")
    entry = run("show", "lighthouse:2", *index, "--cite", "apa", "--format", "csl-json")
    assert json.loads(entry.out)[0]["id"] == "lighthouse-2"


@pytest.mark.parametrize(
    "other", [("--format", "csv"), ("--format", "short"), ("--format", "md"), ("--cite", "apa")]
)
def test_facets_are_never_left_out_in_silence(
    run: Run, samples_index: Path, other: tuple[str, str]
) -> None:
    """A format that has no place for them refuses them."""
    done = run("protein", "--facets", *other, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert f"leave out --facets or {' '.join(other)}" in done.err


def test_an_argument_keeps_its_capitals_in_an_error(run: Run) -> None:
    """It is written as the help writes it."""
    assert run("verify", "no panic", "--file", "x.md").err.startswith("searcher: QUOTE and --file")
