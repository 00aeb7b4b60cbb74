"""Two writers at once: both changes are made, or one is refused and can be made again."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from index.registry import corrections
from index.update.update import update
from searcher import cli
from tests.faults.forks import Ended, forked
from tests.faults.layer import Call, Layer
from tests.faults.outcome import Outcome, Tries, Verdict
from tests.faults.stages import ONE, TWO, places
from tests.faults.state import state

ROUNDS = 40
#: Rounds in which one of two waits for the other, and how many seconds at most.
_PAUSED, _PAUSE = 5, 0.5


def tries(*, short: bool) -> Tries:
    """Two updates, two corrections, and one of each."""
    with places() as root:
        for number in range(3 if short else ROUNDS):
            yield "two updates at once", _updates(root / f"u{number}", number)
            yield "two corrections at once", _corrections(root / f"c{number}", number)
            if number < _PAUSED:
                yield "a correction amid another one", _amid(root / f"a{number}")
            yield "an update and a correction at once", _both(root / f"b{number}", number)


def _index(root: Path) -> Path:
    """An index of two transcripts."""
    (root / "talks").mkdir(parents=True)
    (root / "talks" / "one.md").write_text(ONE)
    (root / "talks" / "two.md").write_text(TWO)
    update(root / "index", [root / "talks"], workers=1)
    return root / "index"


def _new(root: Path, name: str) -> list[str]:
    """The command that reads a new folder."""
    (root / name).mkdir()
    (root / name / f"{name}.md").write_text(f"**Ann:** The talk {name}.\n\n**Eve:** Yes.\n")
    return ["index", str(root / name), "--index", str(root / "index")]


def _role(root: Path, name: str, role: str) -> list[str]:
    return ["speakers", "--index", str(root / "index"), "role", name, role]


def _at_once(root: Path, number: int, first: list[str], second: list[str]) -> tuple[Ended, Ended]:
    """Run two commands that begin at about the same time, each first as often as the other."""
    return at_once(root, number, lambda: cli.run(first), lambda: cli.run(second))


def at_once(
    root: Path, number: int, first: Callable[[], int], second: Callable[[], int]
) -> tuple[Ended, Ended]:
    """Do two works that begin at about the same time, each first as often as the other."""
    go = root / "go"

    def waiting(work: Callable[[], int], spins: int) -> Callable[[], int]:
        def begun() -> int:
            while not go.exists():
                pass
            for _ in range(spins):
                go.exists()
            return work()

        return begun

    child = os.fork()
    if not child:
        ended = forked(waiting(first, 0), root / "first")
        (root / "ended").write_text(f"{ended.status}\n{ended.printed}")
        os._exit(0)
    go.touch()
    other = forked(waiting(second, number * 997), root / "second")
    os.waitpid(child, 0)
    status, _, printed = (root / "ended").read_text().partition("\n")
    return Ended(int(status), printed), other


def _judged(root: Path, ended: tuple[Ended, Ended], commands: list[list[str]]) -> Outcome | None:
    """Run the commands that were refused again; an outcome if one ended in another way."""
    for one, command in zip(ended, commands, strict=True):
        if one.status == 0:
            continue
        if one.status != 2 or "another process" not in one.printed:
            return Outcome(Verdict.CRASHED, f"{one}")
        if (again := forked(lambda c=command: cli.run(c), root / "again")).status:  # type: ignore[misc]
            return Outcome(Verdict.CRASHED, f"again: {again}")
    return None


def _updates(root: Path, number: int) -> Outcome:
    directory = _index(root)
    commands = [_new(root, "left"), _new(root, "right")]
    if failed := _judged(root, _at_once(root, number, *commands), commands):
        return failed
    found = state(directory)
    whole = found is not None and set(found[0]) == {"one", "two", "left", "right"}
    return Outcome(Verdict.SURVIVED if whole else Verdict.LOST, f"{found}")


def _corrections(root: Path, number: int) -> Outcome:
    directory = _index(root)
    commands = [_role(root, "Ann", "host"), _role(root, "Ben", "guest")]
    if failed := _judged(root, _at_once(root, number, *commands), commands):
        return failed
    roles = {said.name: said.role for said in corrections.read(directory)}
    whole = roles == {"Ann": "host", "Ben": "guest"}
    return Outcome(Verdict.SURVIVED if whole else Verdict.LOST, f"{roles}")


def _amid(root: Path) -> Outcome:
    """A correction begins when another one is about to write, which waits for it for a while."""
    directory, begun, ended = _index(root), root / "begun", root / "ended"

    def hook(call: Call) -> None:
        if call.name == "write" and not begun.exists():
            begun.touch()
            until = time.monotonic() + _PAUSE
            while not ended.exists() and time.monotonic() < until:
                time.sleep(0.01)

    def paused() -> int:
        with Layer(directory, hook).installed():
            return cli.run(_role(root, "Ann", "host"))

    child = os.fork()
    if not child:
        os._exit(forked(paused, root / "first").status & 0xFF)
    while not begun.exists():
        time.sleep(0.01)
    other = forked(lambda: cli.run(_role(root, "Ben", "guest")), root / "second")
    ended.touch()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    roles = {said.name: said.role for said in corrections.read(directory)}
    whole = roles == {"Ann": "host", "Ben": "guest"} and not (status or other.status)
    return Outcome(Verdict.SURVIVED if whole else Verdict.LOST, f"{roles} {status} {other}")


def _both(root: Path, number: int) -> Outcome:
    directory = _index(root)
    commands = [_new(root, "left"), _role(root, "Ben", "guest")]
    if failed := _judged(root, _at_once(root, number, *commands), commands):
        return failed
    found, roles = state(directory), {s.name: s.role for s in corrections.read(directory)}
    whole = found is not None and set(found[0]) == {"one", "two", "left"}
    return Outcome(
        Verdict.SURVIVED if whole and roles == {"Ben": "guest"} else Verdict.LOST, f"{found}"
    )
