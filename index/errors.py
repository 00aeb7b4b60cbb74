"""The errors of this package: what is wrong with an index, and what to do.

IndexProblem           an index could not be used
├─ IndexMissing        there is none where one was looked for
├─ IndexOutdated       another version made it
├─ IndexDamaged        a file of it is not what was written
│  ├─ IndexFileGone    a file of it is not there
│  └─ IndexUnsound     a part of it holds what no index can hold
├─ IndexUnreadable     the system cannot read a file of it, which may be whole
├─ IndexUnprotected    it still shows people whom somebody has protected since
├─ IndexLocked         another process is writing it
├─ WriterFailed        a process that wrote a part of it has ended
├─ KeptProblem         what people keep beside it, such as saved searches or tags
├─ MeaningProblem      its vectors, or the model that makes them; the index itself is whole
└─ CorrectionProblem   a correction that cannot be made; the index itself is whole
   ├─ SpeakerUnknown      nobody in it is called so
   ├─ SpeakerShared       several recordings have a voice that is called so
   ├─ ProgramUnknown      no program, or more than one, is called so
   └─ CorrectionRefused   a correction that would change nothing, or the wrong thing
      └─ ArgumentRefused  an argument that is no name, or no role

CommitInterrupted      an interrupt that came when the change was made already
PartInterrupted        an interrupt that came when a part of the change was made

What is wrong with one value is worded where it is raised.
"""

import contextlib
import errno
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import SearcherError

#: What to do about an index that cannot be read. It never is to delete the old one, which
#: holds the corrections by hand, and perhaps nothing is wrong with it.
AGAIN = (
    "index the transcripts again into a new folder (--index), and copy speakers.toml, "
    "synonyms.toml, saved.json, tags.json and words.json there"
)
CHECK = f"repair it with `searcher check --repair`; if that fails, {AGAIN}"

_RIGHTS = "check the owner and the permissions"
_ADVICE = {
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: "raise the limit of open files with `ulimit -n`",
    errno.ENFILE: "close other programs",
    errno.ENOMEM: "close other programs",
}


class IndexProblem(SearcherError):
    """An index that cannot be used.

    Attributes:
        path: the directory of the index.
        reason: what is wrong with it, without the path.
        advice: what to do next.
    """

    def __init__(self, path: Path | str, reason: str, advice: str) -> None:
        self.path = Path(path)
        self.reason = reason
        self.advice = advice
        super().__init__(f"{self.path}: {reason}; {advice}")


class IndexUnprotected(IndexProblem):
    """An index that still shows names or words of people who were protected since it was made."""

    def __init__(self, path: Path | str) -> None:
        # Only an error needs it.
        import shlex

        super().__init__(
            path,
            "speakers.toml says anew whose words and names may be shown, and the index does not "
            "obey it yet",
            f"run `searcher index --index {shlex.quote(str(path))}`",
        )


class IndexMissing(IndexProblem):
    """There is no index where one was looked for."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            path,
            "there is no index here",
            "make one with `searcher index PATH`, or name another with --index",
        )


class IndexOutdated(IndexProblem):
    """An index that another version of the program made."""

    def __init__(self, path: Path | str, found: object, wanted: int) -> None:
        super().__init__(
            path,
            f"the index has version {found}, this program reads version {wanted}",
            AGAIN,
        )


class IndexDamaged(IndexProblem):
    """An index of which a file is not what was written, or a folder that holds something else."""

    def __init__(self, path: Path | str, reason: str, advice: str = CHECK) -> None:
        super().__init__(path, reason, advice)


class IndexFileGone(IndexDamaged):
    """A file of an index is not there: it was removed, or a newer state has replaced it."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, "the file is missing")


class IndexUnsound(IndexDamaged):
    """A part of an index holds what no index can hold, whatever its checksums say."""

    def __init__(self, path: Path | str, error: BaseException) -> None:
        super().__init__(
            path,
            f"the index holds what cannot be read ({type(error).__name__}: {error})",
            f"{CHECK}; if `searcher check` finds all whole, please report this fault of searcher",
        )


class refusing_unsound:  # noqa: N801 - it is used as a statement, and a generator is slower
    """Raise `IndexUnsound` for what reading an index raises that only a made up one can cause.

    Checksums find accidents. Somebody who makes an index up makes up its checksums, too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, _UNSOUND) and not isinstance(error, SearcherError):
            raise IndexUnsound(self._path, error) from error


#: What reading an index raises where its files do not fit each other.
_UNSOUND = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


class IndexUnreadable(IndexProblem):
    """A file of an index that the system cannot read now; nothing is known to be wrong with it.

    Args:
        path: the file.
        error: what the system says.
        done: what was to be done with the file.
    """

    def __init__(self, path: Path | str, error: OSError, done: str = "read") -> None:
        reason = error.strerror or str(error)
        advice = _ADVICE.get(error.errno or 0, "check the disk, then run the command again")
        super().__init__(path, f"the file cannot be {done} now ({reason})", advice)


class CommitInterrupted(KeyboardInterrupt):
    """An interrupt that came after the change: the index holds all of it.

    Attributes:
        made: what was made, as the message says it.
    """

    def __init__(self, made: str = "the index holds the change") -> None:
        super().__init__(made)
        self.made = made


class PartInterrupted(KeyboardInterrupt):
    """An interrupt that came when a part of the change was made, which stays in the index."""


@contextlib.contextmanager
def after_commit(*made: str) -> Iterator[None]:
    """Let an interrupt in a block say that the change was made already.

    Args:
        made: what was made, where it is no change of an index.
    """
    try:
        yield
    except KeyboardInterrupt as interrupt:
        raise CommitInterrupted(*made) from interrupt


@contextlib.contextmanager
def after_part() -> Iterator[None]:
    """Let an interrupt in a block say that a part of the change was made already, or all of it."""
    try:
        yield
    except CommitInterrupted:
        raise
    except KeyboardInterrupt as interrupt:
        raise PartInterrupted from interrupt


@contextlib.contextmanager
def before_change() -> Iterator[None]:
    """Let an interrupt in a block not say that the change was made, whatever was made there.

    In the block is what comes before the change that was asked for, as what makes an older one
    whole.
    """
    try:
        yield
    except (CommitInterrupted, PartInterrupted) as interrupt:
        raise KeyboardInterrupt from interrupt


class MeaningProblem(IndexProblem):
    """Vectors of an index, or a model that makes them, that cannot be used.

    The index itself is whole, and searches do without.
    """


class KeptProblem(IndexProblem):
    """What people keep beside an index, such as saved searches or tags, cannot be used.

    The index itself is whole. `path` is that of the file.
    """


class IndexLocked(IndexProblem):
    """An index that another process is writing."""

    def __init__(self, path: Path | str, holder: str = "") -> None:
        who = f" ({holder})" if holder else ""
        super().__init__(
            path,
            f"another process{who} is writing this index",
            "wait until it has ended, or let `searcher index` wait with --wait SECONDS",
        )


class WriterFailed(IndexProblem):
    """A process that wrote a segment and ended with an error."""

    def __init__(self, path: Path | str, status: int | None) -> None:
        super().__init__(
            path,
            f"the process that wrote this ended with status {status}",
            "nothing was changed; see whether memory and disk have room",
        )


class CorrectionProblem(IndexProblem):
    """A correction that cannot be made. Its message is about what was typed, not the folder."""

    def __str__(self) -> str:
        return f"{self.reason}; {self.advice}"


class SpeakerUnknown(CorrectionProblem):
    """A name that nobody in an index has."""

    def __init__(self, path: Path | str, name: str, known: Sequence[str], where: str) -> None:
        close = alike(name, known)
        advice = f"did you mean {' or '.join(close)}?" if close else "see `searcher speakers`"
        super().__init__(path, f"nobody {where} is called {name!r}", advice)


def alike(typed: str, known: Sequence[str]) -> list[str]:
    """The names that may be meant: those with all words that were typed, else similar ones."""
    # Only an error needs it.
    from difflib import get_close_matches

    words = typed.casefold().split()
    whole = [name for name in known if words and set(words) <= set(name.casefold().split())]
    if whole:
        return whole[:3]
    folded = {name.casefold(): name for name in known}
    return [folded[name] for name in get_close_matches(typed.casefold(), folded, n=3)]


class SpeakerShared(CorrectionProblem):
    """A name that several recordings give a voice, each to somebody else."""

    def __init__(self, path: Path | str, name: str, programs: Sequence[str]) -> None:
        shown = ", ".join(programs[:5]) + (", …" if len(programs) > 5 else "")
        super().__init__(
            path,
            f"{name!r} is a voice in {len(programs)} recordings ({shown}), not one person",
            f"say which with --program, such as --program {programs[0]!r}",
        )


class ProgramUnknown(CorrectionProblem):
    """A name that is no program's id or title, or the title of several."""


class CorrectionRefused(CorrectionProblem):
    """A correction of a speaker that would change nothing, or not what was meant."""


class ArgumentRefused(CorrectionRefused):
    """A correction with an argument that cannot be a name or a role."""

    def __init__(self, path: Path | str, reason: str, advice: str = "") -> None:
        super().__init__(path, reason, advice or "give some text")
