"""What an update did, to be told to whoever asked for it."""

from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError
from corpus.feeds.matching import Matching


@dataclass(slots=True)
class Summary:
    """What an update did.

    Attributes:
        programs, turns: how many were read and added.
        again: how many of these programs were in the index, from the same file.
        moved: how many of these programs were in the index, from a file at another path.
        one_voice: how many of these programs were read as the words of one voice.
        unchanged: files that were not read again.
        dropped: programs whose file is gone.
        deselected: programs removed from the index whose file is there, but is left out now.
        renamed: the ids of programs of moved files, and the ids that they have now instead.
        copies: files with the content of another one, which is in the index instead.
        skipped: files that could not be read; what they held before is kept.
        outdated: those of the skipped files whose text of an earlier time is in the index.
        unseen: files and folders that could not be looked at; what was read from there before
            is kept.
        left_out: what was left out of folders by name, by the reason.
        notices: what was odd in files that were read in spite of it, with the line.
        feeds: what each feed says of the files in its folder.
        named: how many labels such as `Host` have the name that a feed gives.
        stopped: files that were not read, because the update was stopped.
        seconds: how long it took.
    """

    programs: int = 0
    turns: int = 0
    again: int = 0
    moved: int = 0
    one_voice: int = 0
    unchanged: int = 0
    dropped: int = 0
    deselected: int = 0
    renamed: dict[str, str] = field(default_factory=dict)
    copies: dict[Path, Path] = field(default_factory=dict)
    skipped: list[CorpusError] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)
    unseen: list[CorpusError] = field(default_factory=list)
    left_out: dict[str, list[Path]] = field(default_factory=dict)
    notices: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    feeds: list[Matching] = field(default_factory=list)
    named: int = 0
    stopped: int = 0
    seconds: float = 0.0
