"""The session: a field, the results below it, and what is done with them."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from searcher.live import opening, reading
from searcher.live.answers import Found, Hints, Problem
from searcher.live.asked import Asked
from searcher.live.blocks import Block, heading, of_hints, of_results
from searcher.live.lane import Lane
from searcher.live.problems import problem_of
from searcher.live.screens.field import Field
from searcher.live.screens.keys import FIELD, LIST, footer, helped
from searcher.live.screens.lines import Chosen, Fixed
from searcher.live.screens.readings import ReadingScreen
from searcher.live.screens.texts import Layer, PickScreen, TextScreen, TypeScreen
from searcher.live.session import LITTLE, Overview, Session, of_speaker
from searcher.output.layout.styled import QUIET, TITLE, Line, Run, run, wrapped
from searcher.output.values.attribution import attribution
from searcher.recording.players import command_for, play
from searcher.recording.stretch import stretch_of
from searcher.safe_text import clock, counted, one_line, plain, shortened

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

#: What is typed is shown after it.
PROMPT = "> "
#: A longer search is cut: nobody types it, and a paste could be a book.
LONGEST = 2_000
#: How many results are read at most, by whoever goes on and on.
MOST = 1_000
#: Seconds without a key before it is worked out what else may have been meant.
PAUSE = 0.15
#: Seconds between two looks at whether the index has changed.
WATCH = 2.0
#: How many lines a result has, more or less.
LINES = 5
#: On fewer lines there is neither a blank line nor a heading.
LOW = 7

#: Its colours are those of the terminal, so they suit the background, whether light or dark.
_THEME = "ansi-dark"


class Answered(Message):
    """A thread has an answer.

    Attributes:
        take: what is done with it.
        number: the number of the search that was the newest when it was asked.
    """

    def __init__(self, take: Callable[[], None], number: int | None) -> None:
        super().__init__()
        self.take = take
        self.number = number


class SessionApp(App[None]):
    """A session.

    Args:
        session: what answers.
        text: the search to begin with.
        watch: seconds between two looks at whether the index has changed; None for none.
        blinks: whether the cursor blinks.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: ansi_default; color: ansi_default; }
    Scrolled { scrollbar-color: ansi_bright_black; scrollbar-color-hover: ansi_bright_black;
               scrollbar-color-active: ansi_bright_black; scrollbar-background: ansi_default;
               scrollbar-background-hover: ansi_default;
               scrollbar-background-active: ansi_default; }
    #typed { height: 1; }
    #prompt { width: 2; height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True),
        Binding("f1", "help", show=False),
    ]

    def __init__(
        self,
        session: Session,
        text: str = "",
        *,
        watch: float | None = WATCH,
        blinks: bool = True,
    ) -> None:
        super().__init__()
        self.theme = _THEME
        self.session = session
        self.found: Found | None = None
        self.quotes: list[Quote] = []
        self.hints: Hints | None = None
        #: Called with each search whose results are shown; for measuring.
        self.shown: Callable[[str], None] = lambda _: None
        self._first = text
        self._interval = watch
        self._blinks = blinks
        self._narrowed = session.options.filters
        self._number = 0
        self._state = ""
        self._more = False
        self._around = reading.AROUND
        self._overview: Overview | None = None
        self._searching = Lane("search")
        self._guessing = Lane("hints", PAUSE)
        self._opening = Lane("open")

    def compose(self) -> ComposeResult:
        """The field, the heading, the results, what was done, the keys."""
        with Horizontal(id="typed"):
            yield Fixed(id="prompt")
            yield Field(self._first, blinks=self._blinks)
        yield Fixed(id="heading")
        yield Results(id="results")
        yield Fixed(id="notice")
        yield Fixed(id="footer")

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#prompt", Fixed).show([[Run(PROMPT, TITLE)]])
        self._field.focus()
        if self._interval is not None:
            self.set_interval(self._interval, self._look)

    def on_unmount(self) -> None:
        """End the threads."""
        for lane in (self._searching, self._guessing, self._opening):
            lane.close()

    @property
    def _field(self) -> Field:
        return self.screen_stack[0].query_one(Field)

    @property
    def _results(self) -> "Results":
        return self.screen_stack[0].query_one(Results)

    @property
    def _room(self) -> tuple[int, int]:
        return self._results.inner_width, self._results.rows

    # What is asked, and what comes back.

    def on_resize(self, event: events.Resize) -> None:
        """Lay all out again."""
        self._show_footer()
        self.call_after_refresh(self._lay_out_again)

    def _lay_out_again(self) -> None:
        if self._number == 0:
            self.ask()
        elif self.found is not None and self.found.results is not None and self.quotes:
            blocks = of_results(self.quotes, self.found, self._room)
            self._results.show_blocks(blocks, self._results.chosen)
            self._show_heading()
        elif self.hints is not None:
            self._take_hints(self.hints)
        else:
            self._show_empty()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search at each key."""
        if event.input is self._field:
            self._say()
            self.ask()

    def ask(self, *, keep: bool = False) -> None:
        """Search for what the field says.

        Args:
            keep: whether what is chosen stays, as far as it is still there.
        """
        self._number += 1
        number = self._number
        text = self._field.value.strip()[:LONGEST]
        self._guessing.drop()
        if not text:
            self._searching.put(lambda: self._answer(self._look_over, number))
            return
        room = self._room
        # Enough to fill the screen; more are read by whoever goes on.
        asked = Asked(text, self._narrowed, room[1] // LINES + 2)

        def search() -> Callable[[], None]:
            found = self.session.found(asked)
            if found.results is None:
                return lambda: self._take_problem(found)
            state = self.session.state()
            # Matches are looked for in the texts while they are laid out.
            blocks = of_results(found.results.quotes, found, room)
            return lambda: self._take(found, blocks, state, keep=keep)

        self._searching.put(lambda: self._answer(search, number))

    def _answer(self, work: Callable[[], Callable[[], None]], number: int | None) -> None:
        """In a thread: do it, and let the session take what comes of it."""
        take: Callable[[], None]
        try:
            take = work()
        except Exception as error:
            problem, caught = problem_of(error), error
            if problem is None:

                def take() -> None:
                    raise caught

            else:

                def take(problem: Problem = problem) -> None:
                    self._show_problem(problem)

        if number is not None and number != self._number:
            return
        # The session may have ended.
        with contextlib.suppress(RuntimeError):
            self.post_message(Answered(take, number))

    def on_answered(self, message: Answered) -> None:
        """Take an answer, unless a newer search was asked since."""
        if message.number is None or message.number == self._number:
            message.take()

    def _look_over(self) -> Callable[[], None]:
        overview = self.session.overview()
        state = self.session.state()
        return lambda: self._take_overview(overview, state)

    def _take_overview(self, overview: Overview, state: str) -> None:
        self._overview, self._state = overview, state
        self.found, self.hints, self.quotes = None, None, []
        self._show_empty()
        self.shown("")

    def _take_problem(self, found: Found) -> None:
        self.hints = None
        assert found.problem is not None
        self._show_problem(found.problem)
        self.shown(found.asked.text)

    def _take(self, found: Found, blocks: list[Block], state: str, *, keep: bool) -> None:
        self.hints = None
        assert found.results is not None
        chosen = self._again(found.results.quotes) if keep else 0
        self.found, self.quotes, self._state = found, [*found.results.quotes], state
        self._more = False
        self._results.show_blocks(blocks, chosen)
        self._show_heading()
        if len(self.quotes) < found.asked.limit:
            number = self._number
            self._guessing.put(lambda: self._answer(lambda: self._add(found), number))
        self.shown(found.asked.text)

    def _add(self, found: Found) -> Callable[[], None]:
        """What comes after the best results: less exact ones; where there are few, hints."""
        assert found.results is not None
        is_little = found.results.total < LITTLE
        results = self.session.less_exact(found) if found.results.total else None
        hints = self.session.hints(found.asked) if is_little and not found.as_beginning else None

        def take() -> None:
            if results is not None:
                shown = len(self.quotes)
                self._take_more(found, results.quotes[shown:], results.next_offset)
            if hints is not None:
                self._take_hints(hints)

        return take

    def _take_hints(self, hints: Hints) -> None:
        self.hints = hints
        if not self.quotes:
            self._results.show_blocks(of_hints(hints, self._room[0]), self._results.chosen)
        elif hints.others:
            near = ", ".join(f"{one_line(o.text)} ({o.count:,})" for o in hints.others[:3])
            self._say(f"Did you mean {near}?")

    def _again(self, quotes: "Sequence[Quote]") -> int:
        """The place of the chosen quote among others; 0 if it is not among them."""
        quote = self.quote
        if quote is None:
            return 0
        place = (quote.program.id, quote.turn.number)
        places = [(one.program.id, one.turn.number) for one in quotes]
        return places.index(place) if place in places else 0

    def _look(self) -> None:
        """Search again if the index has changed."""
        if self._searching.is_stale or not self._state:
            return

        def look() -> Callable[[], None]:
            state = self.session.state()
            return lambda: self._changed(state)

        number = self._number
        self._searching.put(lambda: self._answer(look, number))

    def _changed(self, state: str) -> None:
        if state != self._state:
            self._say("the index has changed: this is what it holds now")
            self.ask(keep=True)

    def on_results_near_end(self) -> None:
        """Read more results."""
        found = self.found
        if self._more or found is None or found.results is None or len(self.quotes) >= MOST:
            return
        offset = found.results.next_offset
        if offset is None:
            return
        self._more = True

        def more() -> Callable[[], None]:
            results = self.session.more(found, offset, 20)
            return lambda: self._take_more(found, results.quotes, results.next_offset)

        number = self._number
        self._searching.put(lambda: self._answer(more, number))

    def _take_more(self, found: Found, quotes: "Sequence[Quote]", following: int | None) -> None:
        self._more = False
        assert found.results is not None
        if self.found is not found:
            return
        self.found = found.replaced(results=found.results.replaced(next_offset=following))
        blocks = of_results(quotes, found, self._room, self.quotes)
        self.quotes += quotes
        self._results.append_blocks(blocks)
        self._show_heading()

    # What is shown.

    def _show_heading(self) -> None:
        if self.found is None or self.found.results is None:
            return
        lines = [*wrapped(heading(self.found), max(1, self.size.width - 2))]
        self._above([[Run("  "), *line] for line in lines[:2]])

    def _above(self, lines: list[Line]) -> None:
        low = self.size.height < LOW
        above = self.screen_stack[0].query_one("#heading", Fixed)
        above.show([] if low else [*lines, []])

    def _show_problem(self, problem: Problem) -> None:
        """What is wrong, under the place where it is; what was found before stays."""
        width = max(1, self.size.width - len(PROMPT))
        lines: list[Line] = []
        if problem.place is not None:
            value = self._field.value
            typed = value[: len(value) - len(value.lstrip()) + problem.place]
            column = cell_len(typed) - self._field.scroll_offset.x
            if 0 <= column < width:
                lines.append([Run(" " * (len(PROMPT) + column) + "^", TITLE)])
        lines += [[Run("  "), *line] for line in wrapped([run(problem.line)], width)]
        above = self.screen_stack[0].query_one("#heading", Fixed)
        above.show([*lines[: max(1, self.size.height // 2)], []])
        if problem.place is None:
            self.found, self.quotes = None, []
            self._results.show_blocks([])

    def _show_empty(self) -> None:
        """What the index holds, and how to begin."""
        width = self._room[0]
        lines: list[Line] = []
        if self._overview is not None:
            each = self._overview
            dated = f", {each.first} to {each.last}" if each.first else ""
            held = f"{counted(each.programs, 'program')}, {counted(each.turns, 'turn')}{dated}"
            if not each.programs:
                held = "the index is empty: searcher index FOLDER adds transcripts"
            lines = [*wrapped([run(held, QUIET)], width), []]
        self._above(
            [[Run("  "), *line] for line in wrapped([run("Type to search.", TITLE)], width)]
        )
        lines += helped(width)
        self._results.show_blocks([Block(tuple(lines))])

    def _show_footer(self) -> None:
        keys = LIST if self._results.has_focus else FIELD
        line = footer(keys, self.size.width)
        self.screen_stack[0].query_one("#footer", Fixed).show([line] if line else [])

    def on_descendant_focus(self) -> None:
        """The keys depend on where one is."""
        self._show_footer()

    def _say(self, text: str = "") -> None:
        """A notice until the next key, on the screen that is seen."""
        lines = [*wrapped([run(text)], max(1, self.size.width - 1))][:3] if text else []
        screen = self.screen
        if isinstance(screen, Layer):
            screen.notice(lines)
        else:
            screen.query_one("#notice", Fixed).show(lines)

    def on_key(self, event: events.Key) -> None:
        """A notice is there until the next key."""
        self._say()

    # What is done.

    @property
    def quote(self) -> "Quote | None":
        """The chosen quote."""
        chosen = self._results.chosen
        return self.quotes[chosen] if chosen < len(self.quotes) else None

    def on_field_left(self) -> None:
        """Go to the results."""
        if self._results.count and (self.quotes or (self.hints and self.hints.others)):
            self._results.focus()

    def on_results_left(self) -> None:
        """Go back to the search."""
        self._field.focus()

    def on_input_submitted(self) -> None:
        """Enter in the field reads the first result."""
        self.on_field_left()
        if self._results.has_focus or self.screen.focused is self._results:
            self.action_read()

    def action_read(self) -> None:
        """Read around the chosen quote, or search for what is offered."""
        if not self.quotes:
            others = self.hints.others if self.hints else ()
            if self._results.chosen < len(others):
                self._field.value = others[self._results.chosen].text
                self._field.cursor_position = len(self._field.value)
                self._field.focus()
            return
        self._around = reading.AROUND
        self._read(keep=False)

    def _read(self, *, keep: bool) -> None:
        found, quote, around = self.found, self.quote, self._around
        if found is None or quote is None:
            return
        width = max(1, min(self.size.width - 1, 100))

        def read() -> Callable[[], None]:
            laid = reading.laid(self.session.passage(found, quote, around), width)
            return lambda: self._take_reading(laid, keep=keep)

        self._searching.put(lambda: self._answer(read, None))

    def _take_reading(self, laid: reading.Laid, *, keep: bool) -> None:
        if isinstance(self.screen, ReadingScreen):
            self.screen.show(laid, keep=keep)
        elif len(self.screen_stack) == 1 and not keep:
            screen = ReadingScreen()
            self.push_screen(screen)
            screen.call_after_refresh(lambda: screen.show(laid, keep=False))

    def on_reading_screen_other(self, message: ReadingScreen.Other) -> None:
        """Read another result."""
        before = self._results.chosen
        self._results.choose(before + message.step)
        self._results.near_end()
        if self._results.chosen != before:
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
        self._say(f"copied: {shortened(text, 240)}")

    def action_open(self) -> None:
        """Open the page or the file."""
        quote = self.quote
        if quote is None:
            return

        def opened() -> Callable[[], None]:
            said = opening.open_address(opening.address_of(quote))
            return lambda: self._say(said)

        self._opening.put(lambda: self._do(opened))

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
                # The player gets the terminal: its keys are its own.
                with self.suspend():
                    play(stretch)
            self._say(f"played {shortened(stretch.name, 80)}, from {clock(stretch.start)}")
        except SuspendNotSupported:
            self._say("a player cannot be started from here: searcher play does it")
        except Exception as error:
            self._fail(error)

    def action_tag(self) -> None:
        """Put tags on the turn."""
        quote = self.quote
        if quote is None:
            return
        try:
            tags = self.session.tags(quote)
        except Exception as error:
            self._fail(error)
            return
        has = f"it has: {' '.join(tags)}" if tags else "it has none yet"
        how = "A word puts a tag on it, a minus before it takes it away: consent -stale"
        self.push_screen(
            TypeScreen("tags for this turn:", [has, how], blinks=self._blinks),
            lambda typed: self._tag(quote, typed),
        )

    def _tag(self, quote: "Quote", typed: str | None) -> None:
        if not typed:
            return

        def tag() -> Callable[[], None]:
            added, removed = self.session.tag(quote, typed)
            done = [f"+{one}" for one in added] + [f"-{one}" for one in removed]
            return lambda: self._say(f"turn {quote.turn.number}: {shortened(' '.join(done))}")

        self._searching.put(lambda: self._do(tag))

    def _do(self, work: Callable[[], Callable[[], None]]) -> None:
        """In a thread: as `_answer`, but what is wrong is a notice."""

        def told() -> Callable[[], None]:
            try:
                return work()
            except Exception as error:
                problem = problem_of(error)
                if problem is None:
                    raise
                return lambda: self._say(problem.line)

        self._answer(told, None)

    def _fail(self, error: Exception) -> None:
        problem = problem_of(error)
        if problem is None:
            raise error
        self._say(problem.line)

    def action_speaker(self) -> None:
        """Let somebody choose whose turns are shown."""
        found = self.found

        def names() -> Callable[[], None]:
            known = self.session.speakers(found)
            return lambda: self._pick(known)

        self._searching.put(lambda: self._do(names))

    def _pick(self, names: Sequence[tuple[str, int]]) -> None:
        if len(self.screen_stack) > 1:
            return
        is_narrowed = "speaker" in self._narrowed
        self.push_screen(
            PickScreen(names, "speaker:", everybody=is_narrowed, blinks=self._blinks), self._picked
        )

    def _picked(self, name: str | None) -> None:
        if name is not None:
            self._narrowed = of_speaker(self._narrowed, name or None)
            self.ask()

    def action_count(self) -> None:
        """Count who says it, and when."""
        found = self.found
        if found is None or found.results is None or not found.results.total:
            return

        def count() -> Callable[[], None]:
            counts = self.session.counts(found)
            return lambda: self._show_counts(lambda width: reading.counted(counts, width))

        self._searching.put(lambda: self._do(count))

    def _show_counts(self, laid: Callable[[int], Sequence[Line]]) -> None:
        if len(self.screen_stack) == 1:
            self.push_screen(TextScreen(laid))

    def action_help(self) -> None:
        """Show the keys."""
        if not isinstance(self.screen, TextScreen):
            self.push_screen(TextScreen(helped, "Keys"))


class Results(Chosen):
    """The results, and the keys for what is done with them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "up_or_leave", show=False),
        Binding("escape,tab,shift+tab", "leave", show=False),
        Binding("enter", "app.read", show=False),
        Binding("slash", "app.speaker", show=False),
        Binding("s", "app.count", show=False),
        Binding("y", "app.cite", show=False),
        Binding("Y", "app.copy_words", show=False),
        Binding("o", "app.open", show=False),
        Binding("p", "app.play", show=False),
        Binding("t", "app.tag", show=False),
        Binding("question_mark,f1", "app.help", show=False),
        Binding("q", "app.quit", show=False),
    ]

    class NearEnd(Message):
        """The last results are in sight."""

    class Left(Message):
        """Somebody wants to go back to the search."""

    def choose(self, number: int) -> None:
        """Choose a block; near the last one more are wanted."""
        super().choose(number)
        self.near_end()

    def near_end(self) -> None:
        """Say that the last results are near."""
        if self.chosen >= self.count - 3:
            self.post_message(self.NearEnd())

    def action_up_or_leave(self) -> None:
        """Choose the one before; above the first one is the search."""
        if self.chosen:
            self.action_up()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back to the search."""
        self.post_message(self.Left())
