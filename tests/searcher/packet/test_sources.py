"""The sources of quotes: transcripts and recordings that can be read."""

from tests.searcher.packet.conftest import Case


def test_a_source_that_is_gone_has_no_checksum(case: Case) -> None:
    """It is said, and cannot be checked later."""
    (case.talks / "mill.txt").unlink()
    done = case.make()
    assert "mill.txt could not be read, so it has no checksum" in done.err
    assert case.states("transcript")[str(case.talks / "mill.txt")] == "not checked"
    assert case.check().holds
    assert "mill.txt" not in (case.packet / "sources.sha256").read_text()
