"""Clips: stretches that ffmpeg cuts out of recordings."""

import re
import shutil
import subprocess
from pathlib import Path

from searcher.errors import SearcherError
from searcher.recording.stretch import Stretch
from searcher.safe_text import one_line, shortened

#: Recordings that may have moving pictures.
VIDEO = (".mp4", ".mkv", ".webm", ".mov", ".m4v", ".avi", ".ogv")
#: Those of them whose files can say from where they are to be played: they begin exactly there,
#: although the pictures from the last whole one on are in the file.
_EDITED = (".mp4", ".mov", ".m4v")
#: Sound is looked for from so many seconds before, and thrown away until the clip begins: the
#: index of an Ogg or a Matroska file may be seconds apart.
_BEFORE = 5.0
#: A clip of sound begins so many seconds early. A packet is thrown away as a whole, and lasts up
#: to a tenth of a second.
_EARLY = 0.05
#: By so many seconds a clip may begin early without a word, in seconds.
EXACT = 0.1
# A frame in the output of ffmpeg's `framecrc`: its stream, its two times, its duration and so on.
_BASE = re.compile(rb"^#tb 0: (\d+)/(\d+)$", re.MULTILINE)
_FRAME = re.compile(rb"^0, *-?\d+, *(-?\d+),", re.MULTILINE)
_OTHER = re.compile(r"[^a-z0-9]+")


class CutFailed(SearcherError):
    """A clip could not be made."""


def ffmpeg() -> str | None:
    """The program that cuts; None if it is not there."""
    return shutil.which("ffmpeg")


def file_name(stretch: Stretch, number: int, *, encoded: bool) -> str:
    """The name of a clip: its number, its program, its turn and its speaker."""
    parts = (stretch.program.id, f"turn {stretch.turn.number}", stretch.turn.speaker)
    readable = "-".join(_OTHER.sub("-", part.lower()).strip("-")[:40] for part in parts)
    return f"{number:03}-{readable}{_suffix(stretch, encoded=encoded)}"


def cut(program: str, stretch: Stretch, to: Path, *, encoded: bool) -> float:
    """Cut a stretch out of its recording; by how many seconds the clip begins too early.

    Sound, and pictures in an MP4, begin within a tenth of a second of where they should. Pictures
    in other files that are copied begin at the last whole picture before.

    Args:
        program: ffmpeg.
        stretch: of a recording that is a file.
        to: the new file.
        encoded: whether to encode it anew, so that pictures in any file begin exactly.

    Raises:
        CutFailed: ffmpeg cannot do it, or the file is there already.
    """
    source = stretch.recording.path
    assert source is not None
    if not source.is_file():
        raise CutFailed(f"the recording is not there: {shortened(str(source), 120)}")
    suffix = source.suffix.lower()
    picture = None
    if not encoded and suffix in VIDEO:
        picture = _picture(program, source, stretch.start)
    done = _ran(
        program,
        *_places(stretch, source, has_pictures=picture is not None, encoded=encoded),
        # No name of a program or of a chapter comes along, and no picture of a cover.
        "-map_metadata", "-1", "-map_chapters", "-1", "-map", "0:a?", "-map", "0:V?",
        *([] if encoded else ["-c", "copy"]),
        # The same clip has the same bytes: no random identifier, no name of a version.
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
        f"file:{to}",
    )  # fmt: skip
    if done.returncode or not to.is_file() or not to.stat().st_size:
        to.unlink(missing_ok=True)
        said = one_line(done.stderr.decode(errors="replace")) or "it has written nothing"
        raise CutFailed(f"ffmpeg cannot cut {shortened(str(source), 80)}: {shortened(said, 200)}")
    if picture is None or suffix in _EDITED:
        return 0.0
    early = stretch.start - picture
    return early if early > EXACT else 0.0


def early_note(name: str, early: float) -> str:
    """What is said of a clip that begins too early."""
    return (
        f"{shortened(name, 80)} begins {early:.1f} s early, at a whole picture; "
        "`searcher clip --encode` begins exactly"
    )


def _places(
    stretch: Stretch, source: Path, *, has_pictures: bool, encoded: bool
) -> tuple[str, ...]:
    """The arguments that say from where to where, around that of the recording."""
    length = stretch.end - stretch.start
    whole = f"file:{source}"
    if has_pictures or encoded:
        return "-ss", f"{stretch.start:.3f}", "-t", f"{length:.3f}", "-i", whole
    begin = max(0.0, stretch.start - _EARLY)
    before = min(begin, _BEFORE)
    length += stretch.start - begin
    return (
        "-ss", f"{begin - before:.3f}", "-i", whole, "-ss", f"{before:.3f}", "-t", f"{length:.3f}",
    )  # fmt: skip


def _picture(program: str, source: Path, start: float) -> float | None:
    """The second of the whole picture from which a copy begins; None if there are no pictures."""
    done = _ran(
        program, "-ss", f"{start:.3f}", "-i", f"file:{source}", "-map", "0:V:0", "-c", "copy",
        "-frames:v", "1", "-copyts", "-f", "framecrc", "-",
    )  # fmt: skip
    base, frame = _BASE.search(done.stdout), _FRAME.search(done.stdout)
    if base is None or frame is None:
        return None
    return int(frame[1]) * int(base[1]) / int(base[2])


def _ran(program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # `file:` before a name: none is an option. A recording that is a playlist, as somebody else's
    # may be, opens nothing of the web.
    safe = ("-nostdin", "-hide_banner", "-loglevel", "error", "-n", "-protocol_whitelist")
    return subprocess.run(
        [program, *safe, "file", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip


def _suffix(stretch: Stretch, *, encoded: bool) -> str:
    suffix = (stretch.recording.path or Path("x")).suffix.lower()
    if not encoded:
        return suffix
    return ".mp4" if suffix in VIDEO else ".m4a"
