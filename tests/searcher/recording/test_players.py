"""A player that begins at a moment."""

from pathlib import Path

import pytest

from corpus.model import Program, Turn
from searcher.recording import players
from searcher.recording.players import NoPlayer, PlayerFailed, command_for, play
from searcher.recording.stretch import Recording, Stretch


def _stretch(path: Path) -> Stretch:
    program = Program("talk", "Talk", str(path.parent / "t.vtt"), "vtt", media_url=path.name)
    return Stretch(Recording(str(path), path), 12.5, 20.0, program, Turn(1, "A", "A", "Yes."))


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("SEARCHER_PLAYER", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(players, "_MAC_VLC", str(folder / "none"))
    return folder


def _tool(folder: Path, name: str) -> Path:
    """A program that writes its arguments, a line each."""
    path = folder / name
    path.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.said"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A file whose name looks like an option, with a blank."""
    path = tmp_path / "--start= x.wav"
    path.write_bytes(b"RIFF")
    return path


def test_mpv_comes_before_vlc(tools: Path, recording: Path) -> None:
    """With the moment, and the name after the options."""
    vlc = _tool(tools, "vlc")
    assert command_for(_stretch(recording)) == [
        str(vlc), "--start-time=12.50", "--", str(recording),
    ]  # fmt: skip
    mpv = _tool(tools, "mpv")
    play(_stretch(recording))
    assert Path(f"{mpv}.said").read_text().splitlines() == [
        "--start=12.50", "--", str(recording),
    ]  # fmt: skip


def test_a_player_of_ones_own(
    tools: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets the recording; mpv under another path gets the moment, too."""
    own = _tool(tools, "my-player")
    monkeypatch.setenv("SEARCHER_PLAYER", "my-player -x 'a b'")
    assert command_for(_stretch(recording)) == [str(own), "-x", "a b", str(recording)]
    monkeypatch.setenv("SEARCHER_PLAYER", "nix")
    with pytest.raises(NoPlayer, match="SEARCHER_PLAYER is 'nix', and there is no such program"):
        command_for(_stretch(recording))
    monkeypatch.setenv("SEARCHER_PLAYER", "'my-player")
    with pytest.raises(NoPlayer, match="SEARCHER_PLAYER is 'my-player, and it has no closing"):
        command_for(_stretch(recording))


@pytest.mark.parametrize(
    ("named", "arguments"),
    [
        ("cvlc --no-video", ["--no-video", "--start-time=12.50", "--", "{}"]),
        ("mpv --vo=null", ["--vo=null", "--start=12.50", "--", "{}"]),
        ("ffplay -nodisp", ["-nodisp", "-ss", "12.50", "-i", "{}"]),
        ("mplayer", ["-ss", "12.50", "--", "{}"]),
        ("own --at={start} {recording} -q", ["--at=12.50", "{}", "-q"]),
        ("own {start}", ["12.50", "{}"]),
        ("mpv --start={start} {recording}", ["--start=12.50", "{}"]),
    ],
)
def test_where_a_player_begins(
    named: str, arguments: list[str], tools: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known ones get the moment; to others one says where it stands."""
    own = _tool(tools, named.split()[0])
    monkeypatch.setenv("SEARCHER_PLAYER", named)
    wanted = [str(recording) if one == "{}" else one for one in arguments]
    assert command_for(_stretch(recording)) == [str(own), *wanted]


def test_nothing_that_plays(tools: Path, recording: Path, tmp_path: Path) -> None:
    """One line says what to install, and the moment; a recording that is gone is named."""
    assert tools.is_dir()
    with pytest.raises(NoPlayer, match=r"install mpv or VLC.*#t=12"):
        play(_stretch(recording))
    with pytest.raises(NoPlayer, match="the recording is not there"):
        play(_stretch(tmp_path / "gone.wav"))


@pytest.mark.parametrize(
    ("name", "ending", "told"),
    [
        ("mpv", "exit 0", None),
        ("mpv", "exit 4", None),
        ("vlc", "kill -2 $$", None),
        ("vlc", "exit 130", None),
        ("mpv", "exit 2", "mpv ended with status 2,"),
        ("vlc", "exit 4", "vlc ended with status 4,"),
        ("vlc", "kill -9 $$", "vlc ended with the signal SIGKILL,"),
    ],
)
def test_a_player_that_fails(
    name: str, ending: str, told: str | None, tools: Path, recording: Path
) -> None:
    """Its status is told, and what to do; one that somebody interrupts has not failed."""
    player = tools / name
    player.write_text(f"#!/bin/sh\n{ending}\n")
    player.chmod(0o755)
    if told is None:
        play(_stretch(recording))
        return
    with pytest.raises(PlayerFailed, match=told) as raised:
        play(_stretch(recording))
    assert f"to try it by hand: {player} --start" in str(raised.value)
    assert "another player in $SEARCHER_PLAYER" in str(raised.value)


def test_a_player_that_does_not_start(tools: Path, recording: Path) -> None:
    """It is no program for this machine."""
    player = tools / "mpv"
    player.write_bytes(b"\x00\x01 nothing that runs")
    player.chmod(0o755)
    with pytest.raises(PlayerFailed, match=r"cannot be started \(.*\); name another player"):
        play(_stretch(recording))
