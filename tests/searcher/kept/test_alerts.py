"""Searches that are kept in memory."""

from pathlib import Path

import searcher
from searcher.kept.alerts import Alerts


def test_each_quote_is_told_once(samples_index: Path) -> None:
    """As by saved searches, of which there are none here; the same words twice are one search."""
    alerts = Alerts(samples_index, ["iron forgives", "iron forgives", "speaker:pellow iron"])
    assert list(alerts.searches()) == ["iron forgives", "speaker:pellow iron"]
    with searcher.open(samples_index) as archive:
        with archive.news(alerts=alerts) as news:
            told = [(search.name, quote.turn.number) for search, quote in news.each()]
        assert told[0] == ("iron forgives", 2)
        assert ("speaker:pellow iron", 2) in told[1:]
        with archive.news(alerts=alerts) as news:
            assert (news.total, [*news.each()]) == (0, [])
        assert archive.saved() == ()
