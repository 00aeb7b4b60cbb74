"""Which form of a transcript is read."""

from pathlib import Path

import pytest

from corpus.feeds.forms import names_speakers, preference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"segments": [{"speaker": "Ann", "body": "Well."}]}', True),
        ('{"segments": [{"speaker": "", "body": "Well."}]}', False),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Well.\n", True),
        ("WEBVTT\nKind: captions\nLanguage: en\n\n00:00.000 --> 00:01.000\nWell.\n", False),
        ("<cite>Ann:</cite><p>Well.</p>", True),
        ("<p><strong>Ann:</strong> Well.</p>", True),
        ("<p>Well.</p>", False),
        ("Анна: Да.\nОлег: Нет.\nАнна: Да.\n", True),
        ("Host: Ann Lee\nGuest: Bo Lund\nLinks: none\n", False),
        ("", False),
    ],
)
def test_speakers_at_a_glance(text: str, expected: bool) -> None:
    """Marks of a speaker, or a label that comes twice."""
    assert names_speakers(text.encode()) is expected


def test_preference(tmp_path: Path) -> None:
    """Speakers first, then times; a file that cannot be read comes last among its kind."""
    talk = "Ann: Well.\nBo: Yes?\nAnn: No.\n"
    for name, text in {"a.srt": "x", "b.txt": talk, "c.vtt": "x", "d.json": "{}"}.items():
        (tmp_path / name).write_text(text)
    paths = sorted(tmp_path.iterdir(), key=preference)
    assert [path.name for path in paths] == ["b.txt", "d.json", "c.vtt", "a.srt"]
    assert preference(tmp_path / "gone.vtt") == (True, 1)
