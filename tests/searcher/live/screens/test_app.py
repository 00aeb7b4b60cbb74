"""Sessions on a whole terminal: what the screens show, and what the keys do."""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.driver import Driver
from textual.geometry import Region
from textual.widget import Widget

from index.update.removal import remove
from index.update.update import update
from searcher.live.screens.app import SessionApp
from tests.searcher.live.screens import snapshots
from tests.searcher.live.screens.drive import (
    Play,
    each_screen,
    played,
    press,
    screen,
    session,
    settled,
)


@pytest.mark.parametrize("name", snapshots.PLAYS)
def test_screen(name: str, samples_index: Path) -> None:
    """`python -m tests.searcher.live.screens.snapshots` writes them anew."""
    shown = played(snapshots.PLAYS[name], session(samples_index))
    assert shown == snapshots.path(name).read_text()


def test_every_file_is_a_screen() -> None:
    """None is left over."""
    assert {path.stem for path in snapshots.FOLDER.iterdir()} == {*snapshots.PLAYS}


def test_what_is_copied_goes_to_the_clipboard(samples_index: Path) -> None:
    """The whole citation, however much of it the notice shows."""
    keys = ["=plateau", "tab", "y"]
    copied = played(Play(keys), session(samples_index), lambda app: app.clipboard)
    assert copied.startswith("Lindqvist, B. (Host). (2019, November 14).")
    assert copied.splitlines()[1] == "Samuel Adeyinka (Lindqvist, 2019)"
    words = played(Play([*keys, "Y"]), session(samples_index), lambda app: app.clipboard)
    assert words.startswith("“No panic, Gustavo.")
    assert words.splitlines()[-1].startswith("— Dr. Samuel Adeyinka, What Is My M Protein")


def test_letters_are_typed_in_the_search_and_are_commands_in_the_list(samples_index: Path) -> None:
    """Arrows, Tab and Escape lead from one to the other; letters that are no command do nothing."""
    typed = played(Play(["=q?s/y"]), session(samples_index), lambda app: app.field.value)
    assert typed == "q?s/y"
    keys = ["=plateau", "down", "=xz", "up", "=s"]
    assert played(Play(keys), session(samples_index), lambda app: app.field.value) == "plateaus"
    keys = ["=plateau", "tab", "escape", "=s", "escape"]
    assert played(Play(keys), session(samples_index), lambda app: app.field.value) == ""


@pytest.mark.slow
def test_what_lies_above_the_results_closes(samples_index: Path) -> None:
    """With Escape; and what is text with q. The results are as they were."""
    keys = ["=M protein", "down", "down"]
    for opens, backs in (("s", 2), ("question_mark", 2), ("enter", 2), ("slash", 1), ("t", 1)):
        for back in ("escape", "q")[:backs]:
            keys += [opens, back]
    screens = each_screen(Play(keys), session(samples_index))
    chosen = snapshots.path("chosen").read_text()
    assert screens[2:][::2] == [chosen] * 9
    assert chosen not in screens[3:][::2]


def test_q_and_control_c_leave(samples_index: Path) -> None:
    """From the list with q, from everywhere with Ctrl+C."""
    for keys in (["=plateau", "down", "q"], ["=pla", "ctrl+c"], ["=plateau", "enter", "ctrl+c"],
                 ["=plateau", "down", "slash", "ctrl+c"]):  # fmt: skip
        left = played(Play(keys), session(samples_index), lambda app: str(app._exit))
        assert left == "True", keys


def test_tags_are_put_on_the_turn(samples_index: Path, tmp_path: Path) -> None:
    """And found by a search; a minus takes one away; what is no tag is told."""
    shutil.copytree(samples_index, tmp_path / "index")
    keys = ["=plateau", "tab", "t", "=calm", "enter"]
    assert "Turn 6: +calm" in played(Play(keys), session(tmp_path / "index"))
    assert "\n  1 turn\n" in played(Play(["=tag:calm"]), session(tmp_path / "index"))
    keys = ["=plateau", "tab", "t"]
    asked = played(Play(keys), session(tmp_path / "index"))
    assert "It has calm." in asked
    assert "Tags of this index: calm" in asked
    assert "Turn 6: -calm" in played(Play([*keys, "=-calm", "enter"]), session(tmp_path / "index"))
    assert "calm" not in played(Play(keys), session(tmp_path / "index"))
    refused = played(Play([*keys, '="', "enter"]), session(tmp_path / "index"))
    assert "tag" in refused.splitlines()[-3] + refused.splitlines()[-2]


def test_a_missing_an_empty_and_a_new_index(samples_index: Path, tmp_path: Path) -> None:
    """A line each; what is searched for then is found when the index is there."""
    missing = played(Play(["=plateau"]), session(tmp_path / "none"))
    assert "there is no index here" in " ".join(missing.split())
    folder = tmp_path / "index"
    talk = tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    talk.write_text("Ann Reed: Where is the ladder?\n\nBo Lund: Behind the shed.\n\n" * 2)
    update(folder, [talk.parent])
    remove(folder, ["talk"])
    assert "The index is empty: searcher index FOLDER" in played(Play(), session(folder))
    assert "0 turns" in played(Play(["=shed"]), session(folder))


def test_an_index_that_changes_while_it_is_searched(tmp_path: Path) -> None:
    """The results are searched for again, what is chosen stays, and a line says so."""
    folder, talk = tmp_path / "index", tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    said = "Ann Reed: Where is the ladder?\n\nBo Lund: Behind the {} shed.\n\n"
    talk.write_text(said.format("old") + said.format("green"))
    update(folder, [talk.parent])
    seen: list[str] = []

    async def run() -> None:
        app = SessionApp(session(folder), watch=None, blinks=False)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("=shed", "down", "down"):
                await press(pilot, key)
                await settled(pilot, app)
            assert app.quote is not None
            chosen = app.quote.turn.text
            talk.write_text(said.format("big") + talk.read_text())
            update(folder, [talk.parent])
            app._look()
            await settled(pilot, app)
            seen.append(screen(app))
            assert app.quote is not None
            # It is another turn by now, so the first one is chosen; then one that stays.
            assert app.quote.turn.text != chosen or app.quote.turn.number > 2
            folder.rename(tmp_path / "unplugged")
            await press(pilot, "escape")
            await press(pilot, "= ladder")
            await settled(pilot, app)
            seen.append(screen(app))
            (tmp_path / "unplugged").rename(folder)
            app._look()
            await settled(pilot, app)
            seen.append(screen(app))

    asyncio.run(run())
    changed, unplugged, back = seen
    assert "3 turns" in changed
    assert "The index has changed: these are the results of now." in changed
    assert "turn" not in unplugged.splitlines()[1]
    assert "Behind" not in unplugged
    assert "Behind the" in back


def test_a_lost_index_is_told_of_once_until_it_is_back(tmp_path: Path) -> None:
    """Below the results that are there, or above none; it is broken into lines for any width."""
    folder, talk = tmp_path / "index", tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    talk.write_text("Ann Reed: Where is the ladder?\n\nBo Lund: Behind the shed.\n\n" * 2)
    update(folder, [talk.parent])
    away = tmp_path / "away"
    seen: list[str] = []

    async def run() -> None:
        app = SessionApp(session(folder), watch=None, blinks=False)

        async def look() -> None:
            app._look()
            await settled(pilot, app)
            seen.append(" ".join(screen(app).split()))

        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "=shed")
            await settled(pilot, app)
            folder.rename(away)
            await look()
            away.rename(folder)
            await look()
            folder.rename(away)
            await press(pilot, "= green")
            await settled(pilot, app)
            await look()
            await pilot.resize_terminal(30, 24)
            await look()
            away.rename(folder)
            await look()

    asyncio.run(run())
    _, _, asked, narrow, _ = seen
    told = "there is no index here; make one with"
    assert [shown.count(told) for shown in seen] == [1, 0, 1, 1, 0]
    assert ["Behind the «shed»" in shown for shown in seen] == [True, True, False, False, True]
    assert "or name another with --index" in asked
    assert "or name another with --index" in narrow


def test_a_search_that_cannot_be_read_says_so_at_any_size(samples_index: Path) -> None:
    """What is wrong stays when the terminal is resized, and so do the results."""

    async def run() -> None:
        app = SessionApp(session(samples_index), watch=None, blinks=False)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("=plateau", '=\x20"'):
                await press(pilot, key)
                await settled(pilot, app)
            for width in (30, 80):
                await pilot.resize_terminal(width, 24)
                await settled(pilot, app)
                shown = " ".join(screen(app).split())
                assert "this quote is not closed" in shown
                assert "Adeyinka" in shown
        app.session.close()

    asyncio.run(run())


@pytest.mark.parametrize("keys", [["ctrl+z"], ["=plateau", "enter", "ctrl+z"]])
def test_control_z_pauses(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    """From everywhere, as in any program."""
    paused: list[str] = []
    monkeypatch.setattr(SessionApp, "action_suspend_process", lambda _: paused.append("paused"))
    played(Play(keys), session(samples_index))
    assert paused == ["paused"]


def test_the_screen_is_drawn_anew_after_a_pause(
    samples_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shell has written over it."""
    drawn: list[bool] = []

    async def run() -> None:
        app = SessionApp(session(samples_index), watch=None, blinks=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "=plateau")
            await settled(pilot, app)
            refresh = app.screen.refresh

            def noted(*regions: Region, **how: bool) -> Widget:
                drawn.append(how.get("layout", False))
                return refresh(*regions, **how)

            monkeypatch.setattr(app.screen, "refresh", noted)
            app.post_message(Driver.SignalResume())
            await settled(pilot, app)
        app.session.close()

    asyncio.run(run())
    assert True in drawn


HOSTILE = (
    "Ann Reed: [bold]So[/bold] Where is the [red]ladder[/red] [link=https://a.org]now[/link]?\n\n"
    "Bo \x1b[31mLund\x1b[0m: Behind \x1b]52;c;aGk=\x07 the shed \x1b[2J \u202egnorw\u202c \x07.\n\n"
    "Ann Reed: [bold]So[/bold] 梯子在哪里，梯子在哪里，梯子在哪里。 "
    "أين السلم؟ איפה הסולם? e\u0301\u200b \U0001f469\u200d\U0001f467 shed\n\n"
    "Bo \x1b[31mLund\x1b[0m: " + "shed" * 3000 + " shed.\n\n"
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("size", [(100, 30), (20, 5), (7, 4), (1, 1)])
def test_hostile_text_is_data(size: tuple[int, int], tmp_path: Path) -> None:
    """Markup is shown as it is, control characters are visible, wide ones and long words fit."""
    talk = tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    talk.write_text(HOSTILE * 2)
    update(tmp_path / "index", [talk.parent])
    keys = ["=shed", "down", "enter", "escape", "s", "escape", "slash", "escape", "y", "Y", "t",
            "escape", "question_mark", "escape", "end", "escape", "escape", "=ladder"]  # fmt: skip
    shown = "".join(each_screen(Play(keys, size), session(tmp_path / "index")))
    assert not {"\x1b", "\x07", "\u202e", "\u202c"} & {*shown}
    if size == (100, 30):
        assert "[bold]So[/bold] Where is the [red]«ladder»[/red] [link=https" in shown


@pytest.mark.slow
def test_no_line_is_wider_than_the_screen(samples_index: Path) -> None:
    """At any width to which the terminal is resized meanwhile; all is laid out again for it."""
    sizes = [1, 2, 3, 8, 21, 55, 100]

    async def run(*keys: str) -> None:
        app = SessionApp(session(samples_index), watch=None, blinks=False)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in keys:
                await press(pilot, key)
                await settled(pilot, app)
            for width in sizes:
                await pilot.resize_terminal(width, 24)
                await settled(pilot, app)
                lines = screen(app).replace("«", "").replace("»", "").splitlines()
                assert max(map(cell_len, lines)) <= width
        app.session.close()

    for keys in (("=M protein", "down", "enter"), ("=M protein", "tab", "s")):
        asyncio.run(run(*keys))


def test_a_resized_list_is_laid_out_again(samples_index: Path) -> None:
    """What is chosen stays, and looks as it would have at that size."""
    seen: list[str] = []

    async def run() -> None:
        app = SessionApp(session(samples_index), watch=None, blinks=False)
        async with app.run_test(size=(40, 8)) as pilot:
            for key in ("=M protein", "down", "down"):
                await press(pilot, key)
                await settled(pilot, app)
            await pilot.resize_terminal(80, 24)
            await settled(pilot, app)
            seen.append(screen(app))
        app.session.close()

    asyncio.run(run())
    # Without the last column, where how far it is scrolled may differ.
    chosen, expected = (
        [line[:79].rstrip() for line in shown.splitlines() if line.startswith("▌")]
        for shown in (seen[0], snapshots.path("chosen").read_text())
    )
    assert chosen == expected


def test_without_colour(samples_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no part of a screen has one; what is chosen has its mark."""
    monkeypatch.setenv("NO_COLOR", "1")

    def colours(app: SessionApp) -> str:
        strips = app.screen._compositor.render_strips()
        for each in app._filters:
            if each.enabled:
                strips = [strip.apply_filter(each, Color(0, 0, 0)) for strip in strips]
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        return " ".join(str(style.color.name) for style in styles if style.color)

    shown = played(Play(["=M protein", "down"]), session(samples_index), colours)
    assert {*shown.split()} <= {"default"}


def test_the_browser_gets_the_page(
    samples_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where there is none, the address is told."""
    opened: list[str] = []

    def browse(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    monkeypatch.setenv("BROWSER", "true")
    said = played(Play(["=plateau", "tab", "o"]), session(samples_index))
    assert len(opened) == 1
    assert opened[0].startswith(("https://", "file:///"))
    assert "opened " in said
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    said = played(Play(["=plateau", "tab", "o"]), session(samples_index))
    assert "there is no browser here; the address is" in said
    assert len(opened) == 1


def test_the_player_gets_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started at the moment of the quote, while the session stands aside."""
    talk = tmp_path / "talks" / "talk.vtt"
    talk.parent.mkdir()
    talk.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Reed>Where is the ladder?\n\n"
                    "00:01:05.000 --> 00:01:09.000\n<v Bo Lund>Behind the shed.\n")  # fmt: skip
    (talk.parent / "talk.mp3").write_bytes(b"")
    update(tmp_path / "index", [talk.parent])
    calls: list[str] = []

    @contextlib.contextmanager
    def aside(app: SessionApp) -> Iterator[None]:
        calls.append("aside")
        yield
        calls.append("back")

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        calls.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(SessionApp, "suspend", aside)
    monkeypatch.setenv("SEARCHER_PLAYER", "true")
    monkeypatch.setattr("subprocess.run", run)
    said = played(Play(["=shed", "tab", "p"]), session(tmp_path / "index"))
    assert (calls[0], calls[-1]) == ("aside", "back")
    assert calls[1].endswith("talk.mp3")
    assert "Played: Bo Lund" in said
    assert "1:05" in said


@pytest.mark.slow
def test_a_reading_goes_on_to_the_ends(tmp_path: Path) -> None:
    """Of a long transcript a part is read at first; who scrolls to its end reads more of it."""
    talk = tmp_path / "talks" / "talk.txt"
    talk.parent.mkdir()
    turns = [f"Ann Reed: Line number {n}.\n\nBo Lund: Yes, {n}.\n\n" for n in range(1, 501)]
    turns[250] = "Ann Reed: Where is the ladder?\n\nBo Lund: Behind the shed.\n\n"
    talk.write_text("".join(turns))
    update(tmp_path / "index", [talk.parent])
    at_quote = played(Play(["=shed", "enter"]), session(tmp_path / "index"))
    assert "▸ 502  Bo Lund" in at_quote
    assert "turns 472 to 532 of 1,000" in at_quote
    up = played(Play(["=shed", "enter", "home"]), session(tmp_path / "index"))
    assert "turns 262 to 742 of 1,000" in up
    assert "472  Bo Lund" in up, "what was seen is still seen"
    keys = ["=shed", "enter", "home", "home", "home"]
    assert "   1  Ann Reed" in played(Play(keys), session(tmp_path / "index"))
    keys = ["=shed", "enter", "end", "end", "end"]
    assert "1000  Bo Lund" in played(Play(keys), session(tmp_path / "index"))
