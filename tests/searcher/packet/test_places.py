"""Where quotes are now, also those that were cut in two, joined, or are very long."""

from pathlib import Path

import pytest

from index.update.update import update
from searcher.archive import Archive
from searcher.packet import places as places_module
from searcher.packet.packet import PacketQuote
from searcher.packet.places import Places, QuoteState
from searcher.verify.verdict import Verdict

LONG = " ".join(f"word{number}" for number in range(2_500))


def _quote(text: str, turn: int = 2, speaker: str = "Bob Quill") -> PacketQuote:
    return PacketQuote(
        1, "talk", "Talk", turn, speaker, text, None, None, None, "t", None, None, {}
    )


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
        (_quote(f"{LONG} end", 4), QuoteState.CHANGED, "after its first 500 words"),
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


def test_a_packet_of_quotes_of_nobody(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not looked for without end; those that are where they were still hold."""
    sought = []
    verify = Archive.verify

    def noted(archive: Archive, text: str) -> Verdict:
        sought.append(len(text.split()))
        return verify(archive, text)

    monkeypatch.setattr(Archive, "verify", noted)
    monkeypatch.setattr(places_module, "_BUDGET", 1_000)
    with Archive.open(samples_index) as archive:
        places = Places(archive)
        found = [places.of(_quote(f"{number} {LONG}")) for number in range(10)]
        assert {one.state for one in found} == {QuoteState.GONE}
        assert "not looked for" in found[-1].note
        assert sought == [500, 500]
        program = archive.program("m-protein")
        assert program is not None
        turn = program.turns[5]
        quote = _quote(turn.text, 6, turn.speaker).replaced(program="m-protein")
        assert places.of(quote).state is QuoteState.SAME
