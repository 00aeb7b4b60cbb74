"""How far a feed counts: which folders are looked at for its transcripts."""

from pathlib import Path

from corpus.feeds.fetched import FOLDER


def reaches(feed: Path, folder: Path) -> bool:
    """Whether transcripts of a feed may be in a folder.

    They may be beside it, in a folder beside it, and anywhere below `transcripts` and the folder
    that has its name. A feed may lie in a home folder: what is deeper there is none of its own.

    Args:
        feed: the file of the feed.
        folder: its folder, or one below.
    """
    parts = folder.relative_to(feed.parent).parts
    return len(parts) < 2 or parts[0] in (FOLDER, feed.stem)


def is_own(feed: Path, folder: Path) -> bool:
    """Whether a folder that a feed reaches is there for it: not one that only lies beside it."""
    parts = folder.relative_to(feed.parent).parts
    return not parts or parts[0] in (FOLDER, feed.stem)
