"""The pictures of README.md and docs/: commands over the samples, as a terminal shows them.

python -m tests.pictures    draws all of them anew, into docs/pictures/

A new picture is a row in `PICTURES`, and an image in the README or in docs/. A test compares each
picture with what the command prints now.
"""

import io
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from rich.console import Console
from rich.text import Text

from corpus import samples
from index.update.update import update
from searcher import cli
from searcher.live.screens.app import SessionApp
from tests.searcher.live.screens import drive

#: How many lines the terminal of a session has.
SESSION = 27
FOLDER = Path(__file__).parents[1] / "docs" / "pictures"


class Picture(NamedTuple):
    """A picture of a command.

    Attributes:
        command: the command, as it is typed in a shell.
        width: how many columns the terminal has.
        keys: those that are pressed in its session, as in `tests.searcher.live.screens.drive`;
            none if the command is no session.
    """

    command: str
    width: int = 92
    keys: tuple[str, ...] = ()


#: The name of each picture, and what is in it.
PICTURES = {
    "search": Picture('searcher "M protein" --limit 3'),
    "kwic": Picture('searcher kwic "M protein" --sort right --limit 12'),
    "stats": Picture("searcher stats protein --by year"),
    "verify": Picture("searcher verify --file tests/data/drafts/notice.md"),
    "show": Picture('searcher show m-protein:6 --find "M protein" -C 1'),
    "live": Picture("searcher", keys=("=M protein", "down", "down")),
}

# A link has another address on every machine, and a picture cannot be clicked.
_LINK = re.compile(r"\x1b\]8;.*?\x1b\\")
# The pictures use a font of the reader's machine: none is loaded from elsewhere.
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


class _Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def _terminal(index: Path, width: int, state: Path) -> Iterator[_Screen]:
    """A terminal with colours and links, as high as it must be, over the index of the samples."""
    environment = {
        "SEARCHER_INDEX": str(index), "SEARCHER_SCREEN": "all", "COLUMNS": str(width),
        "TERM": "xterm-256color", "FORCE_HYPERLINK": "1", "XDG_STATE_HOME": str(state),
    }  # fmt: skip
    screen = _Screen()
    with patch.dict(os.environ, environment):
        for name in ("NO_COLOR", "FORCE_COLOR"):
            os.environ.pop(name, None)
        with redirect_stdout(screen), redirect_stderr(screen):
            yield screen


def drawn(picture: Picture, index: Path) -> str:
    """A picture as SVG.

    Raises:
        RuntimeError: the command fails.
    """
    if picture.keys:
        return _FONT.sub("", _session(picture, index))
    _, *arguments = shlex.split(picture.command)
    with TemporaryDirectory() as state, _terminal(index, picture.width, Path(state)) as screen:
        status = cli.run(arguments)
    if status == cli.ERROR:
        raise RuntimeError(f"{picture.command}: {screen.getvalue()}")
    target = Console(
        record=True, width=picture.width, file=io.StringIO(), force_terminal=True,
        color_system="truecolor", legacy_windows=False,
    )  # fmt: skip
    target.print(Text.from_ansi(_LINK.sub("", screen.getvalue()).rstrip("\n")))
    return _FONT.sub("", target.export_svg(title=picture.command, unique_id="searcher"))


def _session(picture: Picture, index: Path) -> str:
    """A session after some keys."""

    def look(app: SessionApp) -> str:
        return app.export_screenshot(title=picture.command)

    play = drive.Play(picture.keys, (picture.width, SESSION))
    with patch.dict(os.environ):
        os.environ.pop("NO_COLOR", None)
        return drive.played(play, drive.session(index), look)


def write(index: Path) -> None:
    """Draw all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(drawn(picture, index))


def main() -> None:
    """Draw all pictures anew, over an index that is made for them."""
    with TemporaryDirectory() as folder, samples.files() as files:
        update(Path(folder), files)
        write(Path(folder))


if __name__ == "__main__":
    main()
