"""What became of an index whose change was disturbed."""

from pathlib import Path

from index.library.check import check
from tests.faults.forks import CRASHED, NO_END, Ended, forked
from tests.faults.outcome import Outcome, Verdict
from tests.faults.stages import Read, Stage
from tests.faults.state import DAMAGED, content, held


def judged(
    stage: Stage, directory: Path, ended: Ended, what: str, *, again: bool, killed: bool = False
) -> Outcome:
    """What became of the index.

    Args:
        stage: the change that was disturbed.
        directory: the index.
        ended: how the process of the change ended.
        what: how it was disturbed.
        again: make the change once more; it must succeed.
        killed: a signal that ends the process was sent.
    """
    what = f"{stage.name}, {what}"
    crashed = ended.status < 0 and not (killed and ended.status > NO_END)
    if crashed or ended.status == CRASHED or "Traceback" in ended.printed:
        return Outcome(Verdict.CRASHED, f"{what}: {ended.status} {ended.printed[-600:]}")
    try:
        found, broken = _read(stage, directory)
        if found not in (stage.old, stage.new):
            return Outcome(Verdict.WRONG, f"{what}: holds {found}")
        if ended.status == 0 and found != stage.new:
            return Outcome(Verdict.LOST, f"{what}: ended with 0 and the change is not there")
        if "is unchanged" in ended.printed and found != stage.old:
            return Outcome(Verdict.WRONG, f"{what}: said {ended.printed!r}, and it is changed")
        if "holds the change" in ended.printed and found != stage.new:
            return Outcome(Verdict.WRONG, f"{what}: said {ended.printed!r}, and it is not")
        if broken:
            return Outcome(Verdict.LOST, f"{what}: {broken}")
        # A correction that was made is refused when it is made again.
        if again and (found == stage.old or "index" in stage.arguments):
            outcome = _made_again(stage, directory)
            if outcome.verdict is not Verdict.SURVIVED:
                return outcome._replace(detail=f"{what}: {outcome.detail}")
    except Exception as error:
        return Outcome(Verdict.LOST, f"{what}: {type(error).__name__}: {error}")
    return Outcome(Verdict.SURVIVED)


def _read(stage: Stage, directory: Path) -> Read:
    """What an index holds, and what `check` finds broken; equal files are read once."""
    key = content(directory)
    if key not in stage.read:
        found = held(directory)
        broken = () if found in (None, DAMAGED) else check(directory).broken
        stage.read[key] = Read(found, str(broken[0]) if broken else "")
    return stage.read[key]


def _made_again(stage: Stage, directory: Path) -> Outcome:
    """Whether the change can be made after it was disturbed; on equal files it is made once."""
    key = content(directory)
    if key not in stage.made_again:
        done = forked(lambda: stage.run(directory), stage.root / "printed")
        left = [path.name for path in directory.iterdir() if ".part" in path.name]
        if done.status != 0 or held(directory) != stage.new:
            found = Outcome(Verdict.LOST, f"the next run: {done} {held(directory)}")
        elif [name for name in left if not name.startswith("speakers")]:
            found = Outcome(Verdict.WRONG, f"{left} is left")
        else:
            found = Outcome(Verdict.SURVIVED)
        stage.made_again[key] = found
    return stage.made_again[key]
