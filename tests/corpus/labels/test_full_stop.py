"""Labels that end with a full stop, in plays and debates."""

from corpus.labels import full_stop


def test_a_label_with_a_full_stop_recurs() -> None:
    """One paragraph that begins with capitals is none."""
    assert full_stop.find(["U.S. ships sail.", "", "Ann went.", "", "NATO. It waits."]) == []
