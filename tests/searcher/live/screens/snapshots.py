"""Screens of sessions that are compared with what they were.

python -m tests.searcher.live.screens.snapshots    writes them anew; read them before you commit
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import samples
from index.update.update import update
from tests.conftest import REPOSITORY
from tests.searcher.live.screens.drive import Play, played, session

FOLDER = REPOSITORY / "tests" / "data" / "live"

#: The name of each screen, and how one gets there, over the samples.
PLAYS = {
    "start": Play(),
    "search": Play(["=M protein"]),
    "typed-from-the-shell": Play(text="M protein"),
    "wide": Play(["=M protein"], (160, 40)),
    "chosen": Play(["=M protein", "down", "down"]),
    "unfinished": Play(["=plate"]),
    "nothing": Play(["=plataeu"]),
    "offered": Play(["=plataeu", "down", "enter"]),
    "nobody": Play(["=zzyzx"]),
    "error": Play(["=M protein", "=\x20\""]),
    "reading": Play(["=plateau", "enter"]),
    "next-result": Play(["=M protein", "enter", "right"]),
    "counts": Play(["=M protein", "tab", "s"]),
    "speakers": Play(["=M protein", "tab", "slash"]),
    "speakers-narrowed": Play(["=M protein", "tab", "slash", "=lin"]),
    "narrowed": Play(["=M protein", "tab", "slash", "=lin", "enter"]),
    "no-such-speaker": Play(["=M protein", "tab", "slash", "=zzz"]),
    "cited": Play(["=plateau", "tab", "y"]),
    "words-copied": Play(["=plateau", "tab", "Y"]),
    "not-recorded": Play(["=plateau", "tab", "p"]),
    "tags": Play(["=plateau", "tab", "t"]),
    "help": Play(["=M protein", "tab", "question_mark"]),
    "last-result": Play(["=M protein", "tab", "end", "end"]),
    "narrow": Play(["=M protein", "tab"], (20, 24)),
    "narrow-reading": Play(["=plateau", "enter"], (20, 24)),
    "narrow-counts": Play(["=M protein", "tab", "s"], (20, 24)),
    "narrow-narrowed": Play(["=M protein", "tab", "slash", "=lin", "enter"], (20, 24)),
    "thirty": Play(["=M protein panic", "tab"], (30, 24)),
    "forty": Play(["=M protein", "tab", "slash", "=ade", "enter"], (40, 24)),
    "low": Play(["=M protein", "tab"], (60, 5)),
    "lowest": Play(["=M protein", "tab", "down"], (20, 3)),
    "other-scripts": Play(["=mieloma"]),
}  # fmt: skip


def path(name: str) -> Path:
    """The file of a screen."""
    return FOLDER / f"{name}.txt"


def main() -> None:
    """Write all screens anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, samples.files() as files:
        update(Path(folder), files)
        for name, play in PLAYS.items():
            path(name).write_text(played(play, session(Path(folder))))


if __name__ == "__main__":
    main()
