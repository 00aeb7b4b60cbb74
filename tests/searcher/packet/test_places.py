"""Where quotes are now, also those that were cut in two, joined, or are very long."""

from pathlib import Path

from index.update.update import update
from searcher.archive import Archive
from searcher.packet.packet import PacketQuote
from searcher.packet.places import Places, QuoteState

LONG = " ".join(f"word{number}" for number in range(2_500))


def _quote(text: str, turn: int = 2, speaker: str = "Bob Quill") -> PacketQuote:
    return PacketQuote(1, "talk", "Talk", turn, speaker, text, None, None, "t", None, None, {})


def test_texts(tmp_path: Path) -> None:
    """The state of each, beside the transcript as it is now."""
    talk = (
        "Ann Sorrel: Good day to you.\n\n"
        "Bob Quill: The bridge of oak was built by the carpenters of the lower town.\n\n"
        f"Ann Sorrel: Tell us more.\n\nBob Quill: {LONG}\n\nAnn Sorrel: …\n"
    )
    (tmp_path / "talk.txt").write_text(talk)
    update(tmp_path / "index", [tmp_path / "talk.txt"])
    oak = "The bridge of oak was built by the carpenters of the lower town."
    cases = [
        (_quote(oak), QuoteState.SAME, ""),
        (_quote(oak.replace(" ", "\n\n", 1)), QuoteState.SAME, ""),
        (_quote("The bridge of oak was built"), QuoteState.SAME, ""),
        (_quote(oak, 4), QuoteState.MOVED, "now talk:2"),
        (_quote(oak, speaker="Ann Sorrel"), QuoteState.OTHER_SPEAKER, "now by Bob Quill"),
        (_quote(oak.replace("oak", "stone")), QuoteState.CHANGED, "“oak” for “stone”"),
        (_quote(oak.replace("was", "was not")), QuoteState.CHANGED, "not"),
        (_quote(LONG, 4), QuoteState.SAME, ""),
        (_quote(f"{LONG} end", 4), QuoteState.CHANGED, "after its first 2,000 words"),
        (_quote("Nothing of the kind was ever said by anyone here."), QuoteState.GONE, ""),
        (_quote("…", 5, "Ann Sorrel"), QuoteState.SAME, ""),
        (_quote("???", 5, "Ann Sorrel"), QuoteState.GONE, ""),
        (_quote(""), QuoteState.GONE, ""),
    ]  # fmt: skip
    with Archive.open(tmp_path / "index") as archive:
        places = Places(archive)
        for quote, state, note in cases:
            found = places.of(quote)
            assert (found.state, note in found.note) == (state, True), (quote.text[:40], found)
