"""The measure of verdicts, on the samples."""

from pathlib import Path

from tests.bench.quotations import rows


def test_the_samples(samples_index: Path) -> None:
    """All verdicts are right, but for halves that are too short to be anybody's."""
    figures = dict(rows(samples_index, None, 30))
    for name in ("verbatim", "one word changed", "ascribed to another"):
        assert figures[name]["right"] == figures[name]["cases"] == 30, name
    assert figures["halves joined by …"]["right"] >= 0.8 * figures["halves joined by …"]["cases"]
    assert figures["a draft of 40, cold"]["cases"] > 0
