"""The progress bar: on a terminal only, and safe."""

import io

import pytest

from searcher.output.streams.console import _Console
from searcher.output.streams.progress import progress_bar


def test_nothing_is_drawn_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error stays empty, for cron and for other programs."""
    with progress_bar("files") as bar:
        bar.show(1, 2, "a name")
    assert capsys.readouterr().err == ""


def test_a_name_cannot_control_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control characters in the name of a file are made visible."""
    out = io.StringIO()
    drawn = _Console(file=out, force_terminal=True, width=80, markup=False)
    monkeypatch.setattr("searcher.output.streams.progress.console", lambda _: drawn)
    monkeypatch.setattr("searcher.output.streams.progress.is_a_terminal", lambda _: True)
    with progress_bar() as bar:
        bar.show(1, 2, "evil\x07\nname")
        bar.show(2, 2)
    assert "1/2" in out.getvalue() or "2/2" in out.getvalue()
    assert "name" in out.getvalue()
    assert "\x07" not in out.getvalue()
