"""What the session looks like: the field, a heading, the results, a notice, the keys."""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from searcher.live.answers import Problem
from searcher.live.blocks import Block, limited
from searcher.live.screens.field import Field
from searcher.live.screens.keys import FIELD, LIST, footer, helped
from searcher.live.screens.lines import Fixed
from searcher.live.screens.results import Results
from searcher.live.screens.texts import Layer
from searcher.live.session import Overview
from searcher.output.layout.styled import TITLE, Line, Run, run, wrapped
from searcher.safe_text import counted

#: What is typed is shown after it.
PROMPT = "> "
#: On fewer lines there is no heading.
LOW = 7
#: A notice has at most so many lines, and a heading this part of the screen, or two.
NOTICE, HEADING = 4, 6

#: Its colours are those of the terminal, so they suit the background, whether light or dark.
_THEME = "ansi-dark"


class View(App[None]):
    """The widgets of a session, and what is shown in them.

    Args:
        text: the search to begin with.
        blinks: whether the cursor blinks.
    """

    TITLE = "searcher"
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
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
        Binding("f1", "help", show=False),
    ]

    def __init__(self, text: str, *, blinks: bool) -> None:
        # With NO_COLOR it is decided here, and not by the theme, which filter takes colours out.
        super().__init__(ansi_color=True)
        self.theme = _THEME
        self.blinks = blinks
        self._first = text
        #: The notice that is on the screen; empty for none.
        self.said = ""

    def compose(self) -> ComposeResult:
        """The field, the heading, the results, what was done, the keys."""
        with Horizontal(id="typed"):
            yield Fixed(id="prompt")
            yield Field(self._first, blinks=self.blinks)
        yield Fixed(id="heading")
        yield Results(id="results")
        yield Fixed(id="notice")
        yield Fixed(id="footer")

    def on_mount(self) -> None:
        """Begin in the field."""
        # The shell has written over the screen.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self.query_one("#prompt", Fixed).show([[Run(PROMPT, TITLE)]])
        self.field.focus()

    @property
    def field(self) -> Field:
        """Where one types."""
        return self.screen_stack[0].query_one(Field)

    @property
    def results(self) -> Results:
        """The list of results."""
        return self.screen_stack[0].query_one(Results)

    @property
    def room(self) -> tuple[int, int]:
        """How many columns and lines there are for results.

        The lines are those of the terminal: of the list they depend on what is shown around it.
        """
        return self.results.inner_width, self.size.height

    def on_descendant_focus(self) -> None:
        """The keys depend on where one is."""
        self.show_footer()

    def show_footer(self) -> None:
        """Name the keys that work, as far as they fit."""
        keys = LIST if self.results.has_focus else FIELD
        line = footer(keys, self.size.width)
        self._fixed("footer").show([line] if line else [])

    def show_heading(self, runs: Iterable[Run]) -> None:
        """Show what was found, above the results."""
        width = max(1, self.size.width - len(PROMPT))
        height = self.size.height
        lines = limited(wrapped([*runs], width), max(2, height // HEADING), width)
        below: list[Line] = [[]]
        low = height < LOW
        self._fixed("heading").show([] if low else [*map(_indented, lines), *below])

    def show_problem(self, problem: Problem) -> None:
        """What is wrong, under the place where it is."""
        width = max(1, self.size.width - len(PROMPT))
        lines: list[Line] = []
        if problem.place is not None:
            value = self.field.value
            typed = value[: len(value) - len(value.lstrip()) + problem.place]
            column = cell_len(typed) - self.field.scroll_offset.x
            if 0 <= column < width:
                lines.append([Run(" " * (len(PROMPT) + column) + "^", TITLE)])
        most = max(2, self.size.height // 2) - len(lines)
        said = limited(wrapped([run(problem.line)], width), most, width)
        self._fixed("heading").show([*lines, *map(_indented, said), []])

    def show_start(self, held: Overview | None) -> None:
        """What the index holds, and how to begin."""
        width = self.room[0]
        lines: list[Line] = []
        if held is not None and held.programs:
            dated = f", {held.first} to {held.last}" if held.first else ""
            text = f"{counted(held.programs, 'program')}, {counted(held.turns, 'turn')}{dated}"
            lines = [*wrapped([run(text)], width), []]
        elif held is not None:
            text = "The index is empty: searcher index FOLDER adds transcripts."
            lines = [*wrapped([run(text)], width), []]
        self.show_heading([run("Type to search.", TITLE)])
        self.results.show_blocks([Block((*lines, *helped(width)))])

    def say(self, text: str = "") -> None:
        """A notice on the screen that is seen, until the next key."""
        self.said = text
        width = max(1, self.size.width - 1)
        lines = limited(wrapped([run(text, TITLE)], width), NOTICE, width) if text else []
        screen = self.screen
        if isinstance(screen, Layer):
            screen.notice(lines)
        else:
            self._fixed("notice").show(lines)

    def on_key(self) -> None:
        """A notice is there until the next key."""
        self.say()

    def _fixed(self, name: str) -> Fixed:
        return self.screen_stack[0].query_one(f"#{name}", Fixed)


def _indented(line: Line) -> Line:
    return [Run(" " * len(PROMPT)), *line]
