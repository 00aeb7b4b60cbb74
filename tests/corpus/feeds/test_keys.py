"""Keys by which names and addresses are compared."""

import pytest

from corpus.feeds import keys


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a/Keeper%20Song.mp3?x=1#t", "keeper-song"),
        ("https://x.example/a/keeper/", "keeper"),
        ("https://x.example/track.example/r/https%3A%2F%2Fy/keeper.m4a", "keeper"),
        ("audio/keeper.mp3", "keeper"),
        ("https://x.example/v1.5", "v1-5"),
        ("https://x.example", ""),
        ("https://[", ""),
        (None, ""),
    ],
)
def test_the_last_part_of_an_address(url: str | None, expected: str) -> None:
    """Decoded, without its suffix."""
    assert keys.last(url) == expected


def test_languages() -> None:
    """Of a name, if it has one before the suffix."""
    assert keys.language("talk.en.vtt") == "en"
    assert keys.language("talk.pt-BR.vtt") == "pt-BR"
    assert keys.language("talk.vtt") is None
