"""A quote leads to the time at which its first match is said."""

from pathlib import Path

import pytest

import searcher
from index.update.update import update

TALK = (
    "---\nvideo: https://youtu.be/abcdefghijk\n---\n\n"
    "**Ann:** [00:30] It rained. [04:10] Then it was dry, [05:20] and the otters came.\n\n"
    "**Bo:** And the herons did.\n"
)


@pytest.mark.parametrize(
    ("word", "at"), [("rained", 30.0), ("dry", 250.0), ("otters", 320.0), ("herons", None)]
)
def test_the_moment_of_a_match(tmp_path: Path, word: str, at: float | None) -> None:
    """The last time before the match, else that of the turn, else none; so with the link."""
    (tmp_path / "talk.md").write_text(TALK)
    update(tmp_path / "index", [tmp_path / "talk.md"])
    with searcher.open(tmp_path / "index") as archive:
        (quote,) = archive.search(word, strict=True)
        assert quote.at == at
        link = None if at is None else f"https://youtu.be/abcdefghijk?t={int(at)}s"
        assert quote.link == link
