"""A quote leads to the time at which its first match is said."""

from pathlib import Path

import pytest

import searcher
from index.update.update import update
from tests.conftest import Run

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


def test_the_answer_that_matched_follows(run: Run, tmp_path: Path) -> None:
    """Where `answered:` matches, the turns up to the answer are read, without a context, too."""
    text = "Ann: Who knows turnips?\n\nBo: I grow turnips.\n\nAnn: Good.\n\nBo: Yes.\n"
    (tmp_path / "talk.txt").write_text(text)
    assert run("index", tmp_path / "talk.txt", "--index", tmp_path / "index").status == 0
    with searcher.open(tmp_path / "index") as archive:
        after = [turn.speaker for turn in archive.search("answered:grow")[0].after]
        assert after == ["Bo"]
        after = [turn.speaker for turn in archive.search("answered:grow", context=2)[0].after]
        assert after == ["Bo", "Ann"]
        assert not archive.search("turnips")[0].after
    shown = run("answered:grow", "--index", tmp_path / "index").out
    assert "  Bo: I grow turnips.\n" in shown
