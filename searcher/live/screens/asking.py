"""What the session asks while one types, and what becomes of the answers."""

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Input

from searcher.live.answers import Found, Hints, Problem
from searcher.live.asked import Asked
from searcher.live.blocks import Block, heading, of_hints, of_results
from searcher.live.lane import Lane
from searcher.live.problems import problem_of
from searcher.live.screens.results import Results
from searcher.live.screens.view import View
from searcher.live.session import LITTLE, Overview, Session
from searcher.safe_text import one_line

if TYPE_CHECKING:
    from searcher.quotes.quote import Quote

#: A longer search is cut: nobody types it, and a paste could be a book.
LONGEST = 2_000
#: How many results are read at once by whoever goes on, and how many at most.
PAGE, MOST = 20, 1_000
#: How many lines a result has, more or less.
LINES = 5
#: Seconds without a key before it is worked out what else may have been meant.
PAUSE = 0.15
#: How many other searches a notice names.
NAMED = 3

#: What a thread does: it returns what the session does with the answer.
Work = Callable[[], Callable[[], None]]


class Answered(Message):
    """A thread has an answer.

    Attributes:
        take: what is done with it.
        number: the number of the search that was the newest when it was asked; None if the answer
            counts whatever was asked since.
    """

    def __init__(self, take: Callable[[], None], number: int | None) -> None:
        super().__init__()
        self.take = take
        self.number = number


class Asking(View):
    """A session that searches at each key.

    Args:
        session: what answers.
        text: the search to begin with.
        watch: seconds between two looks at whether the index has changed; None for none.
        blinks: whether the cursor blinks.
    """

    def __init__(self, session: Session, text: str, *, watch: float | None, blinks: bool) -> None:
        super().__init__(text, blinks=blinks)
        self.session = session
        #: The answer that is shown, its quotes with those that were read since, and hints.
        self.found: Found | None = None
        self.quotes: list[Quote] = []
        self.hints: Hints | None = None
        #: What is wrong with the search, or with the index.
        self.problem: Problem | None = None
        #: What narrows all searches from now on.
        self.narrowed = session.options.filters
        #: Called with each search whose answer is shown; for measuring.
        self.answered: Callable[[str], None] = lambda _: None
        self._interval = watch
        self._asked = 0
        self._typed = ""
        self._from = ""
        self._reads_more = False
        self._width = 0
        self._held: Overview | None = None
        self._lost = ""
        self._searching = Lane("search")
        self._guessing = Lane("hints", pause=PAUSE)
        self.lanes = [self._searching, self._guessing]

    def on_mount(self) -> None:
        """Look from time to time whether the index has changed."""
        super().on_mount()
        if self._interval is not None:
            self.set_interval(self._interval, self._look)

    def on_unmount(self) -> None:
        """End the threads."""
        for lane in self.lanes:
            lane.close()

    @property
    def quote(self) -> "Quote | None":
        """The chosen quote."""
        chosen = self.results.chosen
        return self.quotes[chosen] if chosen < len(self.quotes) else None

    def on_results_resized(self) -> None:
        """Lay all out again for another width; where there are more lines, fill them."""
        if not self._asked:
            self.ask()
        elif self.room[0] == self._width:
            self.results.fill(self.room[1])
        else:
            self._lay_out()
        if self.room[0] != self._width:
            self.say(self.said)
        self._width = self.room[0]
        self.show_footer()

    def _lay_out(self) -> None:
        if self.problem is not None:
            self.show_problem(self.problem)
        if self.found is not None and self.quotes:
            blocks = of_results(self.quotes, self.found, self.room)
            self.results.show_blocks(blocks, self.results.chosen)
            if self.problem is None:
                self.show_heading(heading(self.found))
            self.results.fill(self.room[1])
        elif self.hints is not None:
            self._take_hints(self.hints)
        elif self.problem is None and not self.field.value.strip():
            self.show_start(self._held)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search at each key."""
        if event.input is self.field:
            self.say()
            # What a session begins with is asked for when it is known how large it is.
            if self._asked and event.value != self._typed:
                self.ask()

    def ask(self, *, keep: bool = False) -> None:
        """Search for what the field says.

        Args:
            keep: whether the chosen result stays chosen, if it is still there.
        """
        self._asked += 1
        number = self._asked
        self._typed = self.field.value
        text = self._typed.strip()[:LONGEST]
        room = self.room
        # Enough to fill the screen; more are read by whoever goes on.
        asked = Asked(text, self.narrowed, room[1] // LINES + 2)

        def search() -> Callable[[], None]:
            found = self.session.found(asked)
            if found.results is None:
                return lambda: self._take_problem(found)
            state = self.session.state()
            # Matches are looked for in the texts while these are laid out.
            blocks = of_results(found.results.quotes, found, room)

            def take() -> None:
                self._take(found, blocks, state, keep=keep)
                if room[0] != self.room[0]:
                    # It was resized meanwhile.
                    self._lay_out()

            return take

        self._guessing.drop()
        self.work(self._searching, search if text else self._look_over, number)

    def work(self, lane: Lane, work: Work, number: int | None = None) -> None:
        """Do something in a thread, and take what comes of it, unless it is too late.

        What is wrong is shown in a notice; a defect ends the session.
        """
        lane.put(lambda: self._work(work, number))

    def _work(self, work: Work, number: int | None) -> None:
        try:
            take = work()
        except Exception as error:
            take = _telling(error, self.say)
        if number is None or number == self._asked:
            # The session may have ended.
            with contextlib.suppress(RuntimeError):
                self.post_message(Answered(take, number))

    def on_answered(self, message: Answered) -> None:
        """Take an answer, unless something newer was asked since."""
        if message.number is None or message.number == self._asked:
            message.take()

    def _look_over(self) -> Callable[[], None]:
        try:
            held, state = self.session.overview(), self.session.state()
        except Exception as error:
            problem = problem_of(error)
            if problem is None:
                raise
            empty = Found(Asked(""), problem=problem)
            return lambda: self._take_problem(empty)
        return lambda: self._take_start(held, state)

    def _take_start(self, held: Overview, state: str) -> None:
        self._held, self._from = held, state
        self.problem = None
        self.found, self.hints, self.quotes = None, None, []
        self.show_start(held)
        self.answered("")

    def _take_problem(self, found: Found) -> None:
        assert found.problem is not None
        self.problem, self.hints = found.problem, None
        if found.problem.place is None:
            # It is not the search that is wrong: nothing can be answered.
            self.found, self.quotes, self._from = None, [], ""
            self.results.show_blocks([])
        self.show_problem(found.problem)
        self.answered(found.asked.text)

    def _take(self, found: Found, blocks: list[Block], state: str, *, keep: bool) -> None:
        assert found.results is not None
        chosen = self._place(found.results.quotes) if keep else 0
        self.found, self.quotes, self._from = found, [*found.results.quotes], state
        self.problem, self.hints, self._reads_more = None, None, False
        self.results.show_blocks(blocks, chosen)
        self.show_heading(heading(found))
        if not self.quotes and self.results.has_focus:
            self.field.focus()
        if len(self.quotes) < found.asked.limit:
            self.work(self._guessing, lambda: self._add(found), self._asked)
        else:
            self.results.fill(self.room[1])
        self.answered(found.asked.text)

    def _place(self, quotes: "Sequence[Quote]") -> int:
        """The place of the chosen quote among others; 0 if it is not among them."""
        quote = self.quote
        if quote is None:
            return 0
        place = (quote.program.id, quote.turn.number)
        places = [(one.program.id, one.turn.number) for one in quotes]
        return places.index(place) if place in places else 0

    def _add(self, found: Found) -> Callable[[], None]:
        """What comes after the best results: less exact ones; where there are few, hints."""
        assert found.results is not None
        is_little = found.results.total < LITTLE and not found.as_beginning
        results = self.session.less_exact(found) if found.results.total else None
        hints = self.session.hints(found.asked) if is_little else None

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
            self.results.show_blocks(of_hints(hints, self.room[0]), self.results.chosen)
        elif hints.others:
            near = ", ".join(f"{one_line(o.text)} ({o.count:,})" for o in hints.others[:NAMED])
            self.say(f"Did you mean {near}?")

    def _look(self) -> None:
        """Search again if the index has changed."""
        if self._searching.is_busy:
            return

        def look() -> Callable[[], None]:
            try:
                state = self.session.state()
            except Exception as error:
                problem = problem_of(error)
                if problem is None:
                    raise
                line = problem.line
                return lambda: self._lose(line)
            return lambda: self._changed(state)

        self.work(self._searching, look, self._asked)

    def _lose(self, line: str) -> None:
        """Say that the index is gone, unless that stands above the results already."""
        if self.problem is None:
            self._lost = line
            self.say(line)

    def _changed(self, state: str) -> None:
        if self._lost and self.said == self._lost:
            # It is back.
            self.say()
        self._lost = ""
        if state != self._from:
            if self._from:
                self.say("The index has changed: these are the results of now.")
            self.ask(keep=True)

    def on_results_near_end(self, message: Results.NearEnd) -> None:
        """Read more results, if they are still wanted."""
        found = self.found
        if not self.results.is_near_end(self.room[1]):
            return
        if self._reads_more or found is None or found.results is None or len(self.quotes) >= MOST:
            return
        offset = found.results.next_offset
        if offset is None:
            return
        self._reads_more = True

        def more() -> Callable[[], None]:
            results = self.session.more(found, offset, PAGE)
            return lambda: self._take_more(found, results.quotes, results.next_offset)

        self.work(self._searching, more, self._asked)

    def _take_more(self, found: Found, quotes: "Sequence[Quote]", following: int | None) -> None:
        self._reads_more = False
        if self.found is not found or found.results is None:
            return
        self.found = found.replaced(results=found.results.replaced(next_offset=following))
        blocks = of_results(quotes, found, self.room, self.quotes)
        self.quotes += quotes
        self.results.append_blocks(blocks)


def _telling(error: Exception, say: Callable[[str], None]) -> Callable[[], None]:
    """What tells of an error; a defect is raised in the session, and ends it."""
    problem = problem_of(error)

    def raising() -> None:
        raise error

    return raising if problem is None else lambda: say(problem.line)
