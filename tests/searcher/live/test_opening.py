"""What is opened, and what is not: the addresses of a transcript are data."""

from pathlib import Path

import pytest

from corpus.model import Program, Turn
from searcher.live import opening
from searcher.live.opening import NothingToOpen, address_of, open_address
from searcher.quotes.quote import Quote


def quote(path: str, url: str | None = None, media: str | None = None) -> Quote:
    """A quote of a program with these addresses."""
    program = Program(
        id="talk", title="Talk", path=path, format="text", url=url, media_url=media, turns=()
    )
    return Quote(program, Turn(1, "Ann", "Ann", "Hello.", start=61.0), 1.0, None)


def test_a_page_comes_before_the_file(tmp_path: Path) -> None:
    """At the moment, where the page or the recording has one."""
    file = tmp_path / "talk.txt"
    file.write_text("Ann: Hello.")
    web = "https://example.org/talk"
    assert address_of(quote(str(file), web)) == f"{web}#t=61"
    assert address_of(quote(str(file), web, "talk.mp3")) == web
    assert address_of(quote(str(file))) == file.as_uri()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "ssh://-oProxyCommand=x/", "--help", "data:,x",
     "https://example.org/\x1b]0;x\x07", "HTTPS:", "vbscript:x", "/bin/sh"],
)  # fmt: skip
def test_no_other_address_is_opened(address: str, tmp_path: Path) -> None:
    """Whatever a transcript says: then its file is opened, which its owner has indexed."""
    file = tmp_path / "talk.txt"
    file.write_text("Ann: Hello.")
    assert address_of(quote(str(file), address, address)) == file.as_uri()


@pytest.mark.parametrize("name", ["talk.exe", "talk.desktop", "talk.bat", "talk", "talk.sh"])
def test_no_program_is_opened(name: str, tmp_path: Path) -> None:
    """A system may run what has such a name."""
    file = tmp_path / name
    file.write_text("Ann: Hello.")
    with pytest.raises(NothingToOpen, match="by hand only"):
        address_of(quote(str(file)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Or that never was one."""
    with pytest.raises(NothingToOpen, match="is not there"):
        address_of(quote(str(tmp_path / "gone.txt")))
    with pytest.raises(NothingToOpen, match="neither a page nor a file"):
        address_of(quote("-"))


def test_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the browser; without one the address is told."""
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setattr(opening, "has_screen", lambda: True)
    assert open_address("https://example.org/") == "opened https://example.org/"
    assert opened == ["https://example.org/"]
    monkeypatch.setattr(opening, "has_screen", lambda: False)
    with pytest.raises(NothingToOpen, match="no browser here; the address is https://example"):
        open_address("https://example.org/")
    assert len(opened) == 1
