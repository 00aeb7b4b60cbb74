"""Where the quotes of a packet are in their recordings: clips, lists for players and editors."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from searcher.packet.record import PATH
from searcher.quotes.quote import Quote
from searcher.recording.clips.cutting import CutFailed, cut, early_note, file_name
from searcher.recording.clips.folder import write_list
from searcher.recording.stretch import NoRecording, Stretch, stretch_of
from searcher.safe_text import shortened

#: The folders of a packet for clips and for lists.
CLIPS, CUTS = "clips", "cuts"
#: The lists that are written: one to be heard at once, one for editors.
_LISTS = ("m3u", "otio")


def stretches_of(quotes: Mapping[int, Quote]) -> tuple[dict[int, Stretch], list[str]]:
    """When each quote is said, by its number, and why some of them cannot be heard."""
    found: dict[int, Stretch] = {}
    lacking: list[str] = []
    for number, quote in quotes.items():
        try:
            found[number] = stretch_of(quote.program, quote.turn, quote.after)
        except NoRecording as error:
            lacking.append(str(error))
    return found, lacking


def write_lists(folder: Path, stretches: Iterable[Stretch]) -> None:
    """Write the lists into the new folder of a packet; none if nothing can be heard."""
    every = [*stretches]
    for name in _LISTS if every else ():
        write_list(name, every, folder / CUTS)


def cut_clips(
    program: str, stretches: Mapping[int, Stretch], folder: Path, told: Callable[[int, int], None]
) -> tuple[dict[int, str], list[str]]:
    """Cut clips into the new folder of a packet; their paths in it, and what is to be said.

    Args:
        program: ffmpeg.
        stretches: by the number of the quote.
        folder: the new folder.
        told: is called with how many are done, and of how many.
    """
    made: dict[int, str] = {}
    failed: list[str] = []
    for done, (number, stretch) in enumerate(stretches.items()):
        told(done, len(stretches))
        if stretch.recording.path is None:
            name = shortened(stretch.program.id, 60)
            failed.append(f"{name}: its recording is on the web only, and nothing is fetched")
            continue
        path = f"{CLIPS}/{file_name(stretch, number, encoded=False)}"
        if not PATH.fullmatch(path):
            failed.append(f"{shortened(str(stretch.recording.path), 80)} has an odd suffix")
            continue
        (folder / CLIPS).mkdir(exist_ok=True)
        try:
            early = cut(program, stretch, folder / path, encoded=False)
            made[number] = path
            if early:
                failed.append(early_note(path, early))
        except CutFailed as error:
            failed.append(str(error))
    return made, failed
