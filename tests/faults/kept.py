"""What people keep beside an index: ended and failing at each call, and two who write at once."""

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import searcher
from index.annotation.marks import MarksFile
from index.library.library import Library
from index.update.update import update
from index.word_corrections.corrections import WordCorrectionsFile
from searcher import cli
from searcher.kept.saved import SavedFile
from tests.faults.forks import CRASHED, NO_END, Ended, forked
from tests.faults.layer import Call, Hook, Layer
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import ONE, TWO, Stage, disturbed, places, spread, warmed
from tests.faults.state import content
from tests.faults.writers import at_once

ERRORS = ("ENOSPC", "EIO", "EACCES", "EMFILE")
#: Rounds in which two programs write at once.
ROUNDS = 20

#: The marks (code, note, program, turn), the saved searches (name, what was told), and the
#: corrections of words (wrong, right, program, turn).
Kept = tuple[
    list[tuple[str, str, str, int]],
    list[tuple[str, tuple[int, ...]]],
    list[tuple[str, str, str, int]],
]

#: Each change, as a command; `{index}` is the index.
CHANGES: dict[str, tuple[str, ...]] = {
    "tag": ("tag", "+new", "-old", "--index", "{index}", "--", "short"),
    "note": ("note", "one:1", "look again", "--index", "{index}"),
    "saved add": ("saved", "add", "other", "--index", "{index}", "--", "talk"),
    "saved run": ("saved", "run", "--index", "{index}"),
    "saved remove": ("saved", "remove", "mine", "--index", "{index}"),
    "correct": ("correct", "one:2", "short", "brief", "--index", "{index}"),
    "correct --undo": ("correct", "--undo", "1", "--index", "{index}"),
}


def tries(*, short: bool) -> Tries:
    """SIGKILL, Ctrl-C and errors at each call of each change; two who tag and note at once."""
    with places() as root:
        # What reads a transcript takes much memory, which every fork of this process would have.
        made = forked(lambda: _index(root / "made"), root / "printed")
        assert made.status == 0, made
        for name in ("tag", "saved run", "correct") if short else CHANGES:
            stage = _prepared(root, name)
            wanted = Wanted.of(stage)
            calls = range(len(stage.calls))
            for number in spread(calls, 3 if short else None):
                call = f"{number}, {stage.calls[number]}"
                hook = _sending(signal.SIGKILL, number, after=True)
                yield f"SIGKILL: {name}", _one(stage, wanted, hook, f"KILL at {call}")
                for after in (False, True):
                    hook = _sending(signal.SIGINT, number, after=after)
                    what = f"Ctrl-C {'after' if after else 'before'} {call}"
                    yield f"SIGINT: {name}", _one(stage, wanted, hook, what)
                for error in ERRORS[: 1 if short else None]:
                    what = f"{error} at {call}"
                    yield f"errors: {name}", _one(stage, wanted, _failing(error, number), what)
        for number in range(2 if short else ROUNDS):
            place = root / f"two{number}"
            shutil.copytree(root / "made", place)
            yield "two write tags and notes at once", _two(place, number)


def kept(directory: Path) -> Kept:
    """What is kept beside an index."""
    marks = [(one.code, one.note, one.program, one.turn) for one in MarksFile(directory).marks()]
    searches = SavedFile(directory).searches()
    corrected = [
        (one.wrong, one.right, one.program, one.turn)
        for one in WordCorrectionsFile(directory).kept().corrections
    ]
    return marks, [(name, tuple(one.seen.tolist())) for name, one in searches.items()], corrected


def said(directory: Path) -> list[str]:
    """The texts of all turns, as they are shown."""
    with Library.open(directory) as library:
        ids = [entry.program.id for entry in library.entries()]
        programs = filter(None, map(library.transcript, ids))
        return [turn.text for program in programs for turn in program.turns]


def _index(root: Path) -> int:
    """Make an index of two transcripts, with a tag and a saved search; the exit status."""
    (root / "talks").mkdir(parents=True)
    (root / "talks" / "one.md").write_text(ONE)
    (root / "talks" / "two.md").write_text(TWO)
    directory = root / "before"
    update(directory, [root / "talks"], workers=1)
    with searcher.open(directory) as archive:
        archive.tag("short", add=["old"])
        archive.save("mine", "short")
    return cli.run(["correct", "two:1", "second", "third", "--index", str(directory)])


def _prepared(root: Path, name: str) -> Stage:
    """A change with the calls that it makes."""
    made, root = root / "made", root / name.replace(" ", "-")
    shutil.copytree(made, root)
    stage = Stage(name, root, CHANGES[name])
    warmed(lambda: stage.run(stage.copy("warm")))
    directory = stage.copy("whole")

    def work() -> int:
        with Layer(directory).installed() as layer:
            status = stage.run(directory)
        (root / "calls").write_text("\n".join(layer.calls))
        return status

    ended = forked(work, root / "printed")
    assert ended.status == 0, ended
    stage.calls = (root / "calls").read_text().splitlines()
    assert kept(stage.before) != kept(directory)
    assert "fsync" in stage.calls
    return stage


def _sending(sent: signal.Signals, number: int, *, after: bool) -> Hook:
    def hook(call: Call) -> None:
        if (call.number, call.after) == (number, after):
            os.kill(os.getpid(), sent)

    return hook


def _failing(name: str, number: int) -> Hook:
    raised = getattr(errno, name)

    def hook(call: Call) -> None:
        if call.number == number and not call.after:
            raise OSError(raised, os.strerror(raised), call.path)

    return hook


class Wanted(NamedTuple):
    """What is kept before a change and after it, and what is said then.

    Attributes:
        old, new: what is kept.
        was_said, said: the texts of all turns.
    """

    old: Kept
    new: Kept
    was_said: list[str]
    said: list[str]

    @classmethod
    def of(cls, stage: Stage) -> "Wanted":
        """What a change makes that nothing disturbs."""
        whole = stage.root / "whole" / "index"
        return cls(kept(stage.before), kept(whole), said(stage.before), said(whole))


def _one(stage: Stage, wanted: Wanted, hook: Hook, what: str) -> Outcome:
    directory = stage.copy("try")
    ended = disturbed(stage, directory, hook)
    what = f"{stage.name}, {what}"
    if ended.status in (CRASHED, NO_END) or "Traceback" in ended.printed:
        return Outcome(Verdict.CRASHED, f"{what}: {ended.status} {ended.printed[-600:]}")
    try:
        found = kept(directory)
        if found not in (wanted.old, wanted.new):
            return Outcome(Verdict.WRONG, f"{what}: {found}")
        if ended.status == 0 and found != wanted.new:
            return Outcome(Verdict.LOST, f"{what}: ended with 0, and is not there")
        if ended.status == 2 and not _is_one_line(ended):
            return Outcome(Verdict.WRONG, f"{what}: no clear line: {ended.printed!r}")
        for told, state in (
            ("is unchanged", (wanted.old, wanted.was_said)),
            ("holds the change", (wanted.new, wanted.said)),
        ):
            if told in ended.printed and (found, said(directory)) != state:
                return Outcome(Verdict.WRONG, f"{what}: said {ended.printed!r}: {found}")
        outcome = _again(stage, wanted, directory)
        return outcome._replace(detail=f"{what}: {outcome.detail}")
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")


def _again(stage: Stage, wanted: Wanted, directory: Path) -> Outcome:
    """What becomes of the change when it is made again; on equal files it is made once."""
    key = content(directory)
    if key not in stage.made_again:
        # What was done is refused when it is done again; what was not is done.
        again = forked(lambda: stage.run(directory), stage.root / "printed")
        found, spoken = kept(directory), said(directory)
        left = [path.name for path in directory.iterdir() if ".part" in path.name]
        outcome = Outcome(Verdict.SURVIVED)
        if found != wanted.new and stage.name != "note":
            outcome = Outcome(Verdict.LOST, f"the next run: {again}")
        elif spoken != wanted.said:
            outcome = Outcome(Verdict.WRONG, f"what is said after it: {spoken}")
        elif left and again.status == 0:
            outcome = Outcome(Verdict.WRONG, f"{left} is left")
        stage.made_again[key] = outcome
    return stage.made_again[key]


def _is_one_line(ended: Ended) -> bool:
    lines = [line for line in ended.printed.splitlines() if line.startswith("searcher: ")]
    return len(lines) == 1


def _two(root: Path, number: int) -> Outcome:
    """Two programs that put tags on turns and take notes: none is lost."""
    directory = root / "before"

    def work(name: str) -> Callable[[], int]:
        def tag() -> int:
            statuses = [
                cli.run(["tag", f"+{name}{each}", f"one:{each}", "--index", str(directory)])
                or cli.run(["note", f"two:{each}", name, "--index", str(directory)])
                for each in (1, 2)
            ]
            return max(statuses)

        return tag

    ended = at_once(root, number, work("left"), work("right"))
    if any(one.status for one in ended):
        return Outcome(Verdict.CRASHED, f"{ended}")
    marks = set(kept(directory)[0])
    wanted = {(f"{name}{each}", "", "one", each) for name in ("left", "right") for each in (1, 2)}
    wanted |= {("", name, "two", each) for name in ("left", "right") for each in (1, 2)}
    return Outcome(Verdict.SURVIVED if wanted <= marks else Verdict.LOST, f"{wanted - marks}")
