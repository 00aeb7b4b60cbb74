"""A player that begins at a moment of a recording."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence

from searcher.errors import SearcherError
from searcher.recording.stretch import Stretch
from searcher.safe_text import shortened

#: The variable that names another player.
ENVIRONMENT = "SEARCHER_PLAYER"

#: Each player with the arguments that begin at a moment. `--` ends the options: no name of a file
#: is one.
_PLAYERS: Mapping[str, tuple[str, ...]] = {
    "mpv": ("--start={start}", "--", "{recording}"),
    "vlc": ("--start-time={start}", "--", "{recording}"),
}
#: The same for players that nobody gets who does not name them. VLC has several programs.
_NAMED: Mapping[str, tuple[str, ...]] = {
    **_PLAYERS,
    **dict.fromkeys(("cvlc", "nvlc", "qvlc", "rvlc", "svlc"), _PLAYERS["vlc"]),
    "ffplay": ("-ss", "{start}", "-i", "{recording}"),
    "mplayer": ("-ss", "{start}", "--", "{recording}"),
}
#: With this status mpv ends if somebody interrupts it.
_INTERRUPTED = {"mpv": 4}
_MAC_VLC = "/Applications/VLC.app/Contents/MacOS/VLC"


class NoPlayer(SearcherError):
    """A recording cannot be played here."""


class PlayerFailed(SearcherError):
    """A player was started, and ended with an error."""


def command_for(stretch: Stretch) -> list[str] | None:
    """The command that plays a stretch; None if only the browser is left.

    Raises:
        NoPlayer: the one that $SEARCHER_PLAYER names is not there or cannot be read, or the
            recording is not there.
    """
    path = stretch.recording.path
    if path is not None and not path.is_file():
        raise NoPlayer(
            f"the recording is not there: {shortened(str(path), 120)}; is its drive mounted?"
        )
    value = os.environ.get(ENVIRONMENT, "")
    try:
        named = shlex.split(value)
    except ValueError as error:
        reason = str(error)[:1].lower() + str(error)[1:]
        raise NoPlayer(f"${ENVIRONMENT} is {shortened(value)}, and it has {reason}") from error
    if named:
        program = shutil.which(named[0])
        if program is None:
            raise NoPlayer(f"${ENVIRONMENT} is {named[0]!r}, and there is no such program")
        known = _NAMED.get(os.path.basename(named[0]), ("{recording}",))  # noqa: PTH119 - a word
        if "{recording}" in named:
            # It says itself what is where.
            known = ()
        return [program, *_filled([*named[1:], *known], stretch)]
    for name, arguments in _PLAYERS.items():
        program = shutil.which(name)
        if program is None and name == "vlc" and os.access(_MAC_VLC, os.X_OK):
            program = _MAC_VLC
        if program is not None:
            return [program, *_filled(arguments, stretch)]
    return None


def play(stretch: Stretch) -> None:
    """Play a recording from the beginning of a stretch, until the player ends.

    Raises:
        NoPlayer: nothing here can.
        PlayerFailed: the player says that it could not.
    """
    command = command_for(stretch)
    if command is not None:
        _run(command)
        return
    link = stretch.program.moment(stretch.start)
    if link is None or not has_screen() or not webbrowser.open(link):
        raise NoPlayer(
            f"there is no player: install mpv or VLC, or name one in ${ENVIRONMENT}; the moment "
            f"is {link or stretch.recording.address}"
        )


def _run(command: list[str]) -> None:
    """Run a player to its end.

    Raises:
        PlayerFailed: it could not be started, or its status is that of an error.
    """
    name = os.path.basename(command[0])  # noqa: PTH119 - a word
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise PlayerFailed(
            f"{shortened(command[0], 80)} cannot be started ({error.strerror or error}); name "
            f"another player in ${ENVIRONMENT}"
        ) from error
    if status in (0, _INTERRUPTED.get(name)):
        return
    ended = f"status {status}" if status > 0 else f"the signal {_signal(-status)}"
    raise PlayerFailed(
        f"{shortened(name, 40)} ended with {ended}, so the recording was not played to its end; "
        f"to try it by hand: {shortened(shlex.join(command), 400)}; or name another player in "
        f"${ENVIRONMENT}"
    )


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _filled(arguments: Sequence[str], stretch: Stretch) -> list[str]:
    start = f"{stretch.start:.2f}"
    return [
        stretch.recording.address if each == "{recording}" else each.replace("{start}", start)
        for each in arguments
    ]


def has_screen() -> bool:
    """Whether a browser can open a window."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("BROWSER")
    )
