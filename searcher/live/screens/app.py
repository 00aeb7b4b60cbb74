"""The session on the whole terminal: what is done with a result."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from searcher.errors import SearcherError
from searcher.live import opening, reading
from searcher.live.blocks import WIDEST
from searcher.live.lane import Lane
from searcher.live.problems import problem_of
from searcher.live.screens.asking import Asking
from searcher.live.screens.keys import helped
from searcher.live.screens.readings import ReadingScreen
from searcher.live.screens.texts import PickScreen, TextScreen, TypeScreen
from searcher.live.session import Session, of_speaker
from searcher.output.layout.styled import Line
from searcher.output.values.attribution import attribution
from searcher.recording.players import command_for, play
from searcher.recording.stretch import Stretch, stretch_of
from searcher.safe_text import clock, one_line, plain, shortened

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

#: Seconds between two looks at whether the index has changed.
WATCH = 2.0
#: How much of what was copied is shown.
COPIED = 240
#: How long the end of the session waits for tags that are being written, in seconds.
_WRITING = 10


class SessionApp(Asking):
    """A session.

    Args:
        session: what answers.
        text: the search to begin with.
        watch: seconds between two looks at whether the index has changed; None for none.
        blinks: whether the cursor blinks.
    """

    def __init__(
        self,
        session: Session,
        text: str = "",
        *,
        watch: float | None = WATCH,
        blinks: bool = True,
    ) -> None:
        super().__init__(session, text, watch=watch, blinks=blinks)
        self._around = reading.AROUND
        self._reading = Lane("read")
        self._opening = Lane("open")
        self._changing = Lane("change", keeps=True)
        self.lanes += [self._reading, self._opening, self._changing]

    def on_unmount(self) -> None:
        """End the threads; a change is made to its end."""
        super().on_unmount()
        self._changing.join(_WRITING)

    def on_field_left(self) -> None:
        """Go to the results."""
        if self.quotes or (self.hints and self.hints.others):
            self.results.focus()

    def on_results_left(self) -> None:
        """Go back to the search."""
        self.field.focus()

    def on_input_submitted(self) -> None:
        """Enter in the field reads the first result."""
        if self.quotes or (self.hints and self.hints.others):
            self.results.focus()
            self.action_read()

    def action_read(self) -> None:
        """Read around the chosen quote, or search for what is offered."""
        others = self.hints.others if self.hints else ()
        if self.quotes:
            self._around = reading.AROUND
            self._read(keep=False)
        elif self.results.chosen < len(others):
            self.field.value = others[self.results.chosen].text
            self.field.cursor_position = len(self.field.value)
            self.field.focus()

    def _read(self, *, keep: bool) -> None:
        found, quote, around = self.found, self.quote, self._around
        if found is None or quote is None:
            return
        width = max(1, min(self.size.width - 1, WIDEST))

        def read() -> Callable[[], None]:
            laid = reading.laid(self.session.passage(found, quote, around), width)
            return lambda: self._take_reading(laid, keep=keep)

        self.work(self._reading, read)

    def _take_reading(self, laid: reading.Laid, *, keep: bool) -> None:
        if isinstance(self.screen, ReadingScreen):
            self.screen.show(laid, keep=keep)
        elif len(self.screen_stack) == 1 and not keep:
            self.push_screen(ReadingScreen(laid))

    def on_reading_screen_other(self, message: ReadingScreen.Other) -> None:
        """Read another result."""
        before = self.results.chosen
        self.results.choose(before + message.step)
        if self.results.chosen != before:
            self._around = reading.AROUND
            self._read(keep=False)

    def on_reading_screen_more(self, message: ReadingScreen.More) -> None:
        """Read more of the transcript, or lay it out for another width."""
        if message.wider:
            self._around *= reading.MORE
        self._read(keep=True)

    def action_cite(self) -> None:
        """Copy the citation."""
        if self.quote is not None:
            self._copy(self.session.citation(self.quote))

    def action_copy_words(self) -> None:
        """Copy what is said, and who says it where."""
        if self.quote is None:
            return
        known = attribution(self.quote)
        where = [known.speaker, known.title, *known.about, f"turn {known.turn}", known.time]
        by = ", ".join(filter(None, where))
        self._copy(plain(f"“{self.quote.turn.text}”\n— {by}"))

    def _copy(self, text: str) -> None:
        self.copy_to_clipboard(text)
        self.say(f"Copied: {shortened(text, COPIED)}")

    def action_open(self) -> None:
        """Open the page or the file."""
        quote = self.quote
        if quote is None:
            return

        def opened() -> Callable[[], None]:
            said = opening.open_address(opening.address_of(quote))
            return lambda: self.say(said)

        # A browser may take seconds to answer.
        self.work(self._opening, opened)

    def action_play(self) -> None:
        """Play the recording, from where the quote begins."""
        quote = self.quote
        if quote is None:
            return
        try:
            stretch = stretch_of(quote.program, quote.turn)
            if command_for(stretch) is None:
                play(stretch)
            else:
                self._play_aside(stretch)
            self.say(f"Played: {shortened(stretch.name, 80)}, from {clock(stretch.start)}")
        except SuspendNotSupported:
            self.say("A player cannot be started from here; searcher play does it.")
        except Exception as error:
            self._fail(error)

    def _play_aside(self, stretch: Stretch) -> None:
        """Give the terminal to the player: its keys are its own.

        Raises:
            SuspendNotSupported: the session cannot stand aside here.
            SearcherError: the player failed.
        """
        failed: SearcherError | None = None
        with self.suspend(), _interrupts_for_others():
            # An error that leaves this block would leave the session aside.
            try:
                play(stretch)
            except SearcherError as error:
                failed = error
        if failed is not None:
            raise failed

    def action_tag(self) -> None:
        """Let somebody type tags for the turn."""
        quote = self.quote
        if quote is None:
            return

        def tags() -> Callable[[], None]:
            has, known = self.session.tags(quote), self.session.codes()
            return lambda: self._ask_tags(quote, has, known)

        self.work(self._reading, tags)

    def _ask_tags(self, quote: "Quote", has: Sequence[str], known: Sequence[str]) -> None:
        title = f"Tags for turn {quote.turn.number} of {shortened(quote.program.id, 40)}:"
        lines = [
            f"It has {', '.join(map(one_line, has))}." if has else "It has none yet.",
            "A word puts a tag on it, a minus before it takes one away: consent -stale",
        ]
        if known:
            lines.append(f"Tags of this index: {', '.join(map(one_line, known))}")
        screen = TypeScreen(title, lines, blinks=self.blinks)
        self.push_screen(screen, lambda typed: self._tag(quote, typed))

    def _tag(self, quote: "Quote", typed: str | None) -> None:
        if not typed:
            return

        def tag() -> Callable[[], None]:
            added, removed = self.session.tag(quote, typed)
            done = [f"+{one}" for one in added] + [f"-{one}" for one in removed]
            return lambda: self.say(f"Turn {quote.turn.number}: {shortened(' '.join(done))}")

        self.work(self._changing, tag)

    def action_speaker(self) -> None:
        """Let somebody choose whose turns are shown."""
        found = self.found

        def names() -> Callable[[], None]:
            known = self.session.speakers(found)
            return lambda: self._pick(known)

        self.work(self._reading, names)

    def _pick(self, names: Sequence[tuple[str, int]]) -> None:
        if len(self.screen_stack) > 1:
            return
        is_narrowed = "speaker" in self.narrowed
        screen = PickScreen(names, "Speaker:", everybody=is_narrowed, blinks=self.blinks)
        self.push_screen(screen, self._picked)

    def _picked(self, name: str | None) -> None:
        if name is not None:
            self.narrowed = of_speaker(self.narrowed, name or None)
            self.ask()

    def action_count(self) -> None:
        """Count who says it, and when."""
        found = self.found
        if found is None or found.results is None or not found.results.total:
            return

        def count() -> Callable[[], None]:
            counts = self.session.counts(found)
            return lambda: self._show_text(lambda width: reading.counted(counts, width))

        self.work(self._reading, count)

    def _show_text(self, laid: Callable[[int], Sequence[Line]]) -> None:
        if len(self.screen_stack) == 1:
            self.push_screen(TextScreen(laid))

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, TextScreen):
            self.push_screen(TextScreen(helped))

    def _fail(self, error: Exception) -> None:
        problem = problem_of(error)
        if problem is None:
            raise error
        self.say(problem.line)


@contextlib.contextmanager
def _interrupts_for_others() -> Iterator[None]:
    """Let Ctrl-C end a program that was started, and not the session."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # A function, because a program that is started would ignore what is ignored here.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
