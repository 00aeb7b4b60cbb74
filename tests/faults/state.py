"""What an index holds, and by what its folder is known again."""

import hashlib
import stat
from pathlib import Path

from index.errors import IndexDamaged, IndexMissing
from index.library.file_names import LOCK
from index.library.library import Library

#: The texts of each program, and the speakers; None where there is no index.
State = tuple[dict[str, list[str]], list[str]] | None

#: What is held by an index that must be repaired.
DAMAGED: State = ({"damaged": []}, [])

#: How the names of locks end. What is in them says who holds them, and nothing of the index.
_LOCKS = (LOCK, ".lock")


def state(directory: Path) -> State:
    """What an index holds."""
    try:
        library = Library.open(directory)
    except IndexMissing:
        return None
    with library:
        texts: dict[str, list[str]] = {}
        speakers: set[str] = set()
        for entry in library.entries():
            program = library.transcript(entry.program.id)
            assert program is not None
            texts[program.id] = [turn.text for turn in program.turns]
            speakers |= {turn.speaker for turn in program.turns}
        return texts, sorted(speakers)


def held(directory: Path) -> State:
    """As `state`, and `DAMAGED` where the index is so."""
    try:
        return state(directory)
    except IndexDamaged:
        return DAMAGED


def content(directory: Path) -> bytes:
    """A digest of the names, kinds and bytes of all files of an index but the locks.

    It is empty where there is no folder.
    """
    if not directory.is_dir():
        return b""
    digest = hashlib.blake2b(digest_size=20)
    for path in sorted(directory.iterdir()):
        mode = path.lstat().st_mode
        is_read = stat.S_ISREG(mode) and not path.name.endswith(_LOCKS)
        data = path.read_bytes() if is_read else b""
        digest.update(f"{path.name}\0{mode}\0{len(data)}\0".encode() + data)
    return digest.digest()
