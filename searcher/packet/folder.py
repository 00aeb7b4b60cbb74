"""Which folders may become a packet, and how its files are written."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from searcher.packet.checksums import digest, files_of, listed, listed_sources
from searcher.packet.packet import (
    RECORD,
    SOURCES,
    SUMS,
    Packet,
    PacketFile,
    PacketProblem,
    Source,
)
from searcher.packet.record import LARGEST, encoded, names, read


def refuse_others(folder: Path, *, replaced: bool) -> None:
    """Refuse a folder in which something could be lost.

    Args:
        folder: it may be new, empty, or a packet.
        replaced: whether a packet may be replaced.

    Raises:
        PacketProblem: it holds something else, or is no folder, or a packet may not be replaced.
    """
    if not folder.is_dir():
        if os.path.lexists(folder):
            raise PacketProblem(f"{folder} is no folder; name a new one")
        return
    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not _is_folder(path)
    }
    if not there and not any(folder.iterdir()):
        return
    try:
        known, _ = read(folder)
    except PacketProblem:
        raise PacketProblem(
            f"{folder} is not empty; name a new folder, so that nothing is replaced"
        ) from None
    if not replaced:
        raise PacketProblem(
            f"{folder} is a packet already; name a new folder, or replace it with --replace"
        )
    if others := sorted(there - {*names(known)}):
        raise PacketProblem(
            f"{folder} has files that are not of the packet, such as {others[0]}; move them away, "
            "so that they are not lost"
        )


def write(folder: Path, files: Mapping[str, str], sources: Iterable[Source]) -> None:
    """Write the texts of a packet into its new folder, and the checksums of its sources."""
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
    (folder / SOURCES).write_bytes(listed_sources(sources))


def seal(folder: Path, packet: Packet) -> str:
    """Write the record and the list of checksums; the checksum of that list.

    Args:
        folder: the new folder, with all other files of the packet.
        packet: the packet, of which the files are filled in here.

    Raises:
        PacketProblem: the quotes are too long for one packet.
    """
    files = files_of(folder)
    data = encoded(packet.replaced(files=files))
    if len(data) > LARGEST:
        raise PacketProblem(
            f"the quotes have more than {LARGEST >> 20} MB; make several packets, with --limit "
            "or with filters"
        )
    (folder / RECORD).write_bytes(data)
    record = digest(folder / RECORD)
    (folder / SUMS).write_bytes(listed([*files, PacketFile(RECORD, record.sha256, record.size)]))
    return digest(folder / SUMS).sha256


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
