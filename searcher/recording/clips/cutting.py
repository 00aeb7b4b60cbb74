"""Clips: stretches that ffmpeg cuts out of recordings."""

import re
import shutil
import subprocess
from pathlib import Path

from searcher.errors import SearcherError
from searcher.recording.stretch import Stretch
from searcher.safe_text import one_line, shortened

#: Recordings with moving pictures: where they are copied as they are, a clip begins at a whole
#: picture, which may be seconds too early.
VIDEO = (".mp4", ".mkv", ".webm", ".mov", ".m4v", ".avi", ".ogv")
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


def cut(program: str, stretch: Stretch, to: Path, *, encoded: bool) -> None:
    """Cut a stretch out of its recording.

    Args:
        program: ffmpeg.
        stretch: of a recording that is a file.
        to: the new file.
        encoded: whether to encode it anew, so that video, too, begins exactly at the stretch.

    Raises:
        CutFailed: ffmpeg cannot do it, or the file is there already.
    """
    source = stretch.recording.path
    assert source is not None
    if not source.is_file():
        raise CutFailed(f"the recording is not there: {shortened(str(source), 120)}")
    done = subprocess.run(
        [
            program, "-nostdin", "-hide_banner", "-loglevel", "error", "-n",
            # `file:` before a name: none is an option. A recording that is a playlist, as somebody
            # else's may be, opens nothing of the web.
            "-protocol_whitelist", "file",
            "-ss", f"{stretch.start:.3f}", "-t", f"{stretch.end - stretch.start:.3f}",
            "-i", f"file:{source}", "-map_metadata", "-1", "-map", "0:a?", "-map", "0:v?",
            *([] if encoded else ["-c", "copy", "-avoid_negative_ts", "make_zero"]),
            # The same clip has the same bytes: no random identifier, no name of a version.
            "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
            f"file:{to}",
        ],
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode or not to.is_file() or not to.stat().st_size:
        to.unlink(missing_ok=True)
        said = one_line(done.stderr.decode(errors="replace")) or "it has written nothing"
        raise CutFailed(f"ffmpeg cannot cut {shortened(str(source), 80)}: {shortened(said, 200)}")


def _suffix(stretch: Stretch, *, encoded: bool) -> str:
    suffix = (stretch.recording.path or Path("x")).suffix.lower()
    if not encoded:
        return suffix
    return ".mp4" if suffix in VIDEO else ".m4a"
