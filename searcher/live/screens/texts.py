"""Screens above the results: a text to read, names to pick from, a line to type."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from searcher.live.blocks import WIDEST, Block, of_names
from searcher.live.screens.field import Field
from searcher.live.screens.keys import PICKING, TAGGING, TEXT, Key, footer
from searcher.live.screens.lines import Chosen, Fixed, Scrolled
from searcher.output.layout.styled import QUIET, TITLE, Line, Run, run, wrapped

#: How many names are listed; letters narrow them.
MOST = 200
#: Makes the lines of a text for a width.
Laid = Callable[[int], Sequence[Line]]


class Layer(Screen[str | None]):
    """A screen above the results, with a notice and a footer below. Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]
    keys: ClassVar[Sequence[Key]] = TEXT

    def below(self) -> ComposeResult:
        """What is below."""
        yield Fixed(id="notice")
        yield Fixed(id="footer")

    def notice(self, lines: Sequence[Line]) -> None:
        """Show what was done, or what is wrong, until the next key."""
        self.query_one("#notice", Fixed).show(lines)

    def on_resize(self, event: events.Resize) -> None:
        """Name the keys that fit."""
        self.query_one("#footer", Fixed).show([footer(self.keys, event.size.width)])

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


class TextScreen(Layer):
    """A text to read.

    Args:
        laid: makes its lines.
        title: the line above; none if it is empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "back", show=False)]

    def __init__(self, laid: Laid, title: str = "") -> None:
        super().__init__()
        self._laid = laid
        self._title = title

    def compose(self) -> ComposeResult:
        """The title, the text, what is below."""
        yield Fixed(id="title")
        yield Scrolled(id="text")
        yield from self.below()

    def on_mount(self) -> None:
        """Show the title."""
        self.query_one("#title", Fixed).show([[run(self._title, TITLE)]] if self._title else [])

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out again."""
        super().on_resize(event)
        text = self.query_one("#text", Scrolled)
        text.show(self._laid(max(1, min(event.size.width - 1, WIDEST))), text.top)


class PickScreen(Layer):
    """Names to pick one from; letters that are typed leave those that have them.

    Args:
        names: the names with their numbers of turns.
        title: what is asked for.
        everybody: whether the first line stands for everybody.
    """

    keys = PICKING

    def __init__(
        self, names: Sequence[tuple[str, int]], title: str, *, everybody: bool, blinks: bool
    ) -> None:
        super().__init__()
        self._names = names
        self._title = title
        self._everybody = everybody
        self._blinks = blinks
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        """The field, the names, what is below."""
        with Horizontal(id="typed"):
            yield Fixed(id="title")
            yield Field(blinks=self._blinks)
        yield Chosen(id="names", always=True)
        yield from self.below()

    def on_mount(self) -> None:
        """Show the title, and all names."""
        title = self.query_one("#title", Fixed)
        title.styles.width = len(self._title) + 1
        title.show([[Run(self._title, TITLE)]])

    def on_resize(self, event: events.Resize) -> None:
        """Lay the names out again."""
        super().on_resize(event)
        self._narrow(self.query_one(Field).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the names with these letters."""
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        parts = typed.casefold().split()
        named = [
            (name, turns)
            for name, turns in self._names
            if all(part in name.casefold() for part in parts)
        ]
        # Names with a word that begins with the letters come first, of these who speaks most.
        if parts:
            named.sort(key=lambda one: not _begins(one[0], parts[0]))
        names = self.query_one(Chosen)
        blocks = of_names(named[:MOST], names.inner_width)
        self._shown = [name for name, _ in named[:MOST]]
        if self._everybody and not parts:
            blocks.insert(0, Block(([Run("everybody", QUIET)],)))
            self._shown.insert(0, "")
        names.show_blocks(blocks)
        none = [] if named else [[Run("nobody here has these letters in the name", QUIET)]]
        self.notice(none)

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while one types."""
        moves = {"up": "up", "down": "down"}
        names = self.query_one(Chosen)
        if event.key in moves:
            event.stop()
            event.prevent_default()
            getattr(names, f"action_{moves[event.key]}")()
        elif event.key in ("pageup", "pagedown"):
            event.stop()
            names.action_page(1 if event.key == "pagedown" else -1)

    def on_field_left(self, message: Field.Left) -> None:
        """Down chooses the next name; the letters stay where they are."""
        message.stop()
        self.query_one(Chosen).action_down()

    def on_field_cleared(self) -> None:
        """Escape in an empty field goes back."""
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the chosen name."""
        event.stop()
        if self._shown:
            self.dismiss(self._shown[self.query_one(Chosen).chosen])


class TypeScreen(Layer):
    """A line to type.

    Args:
        title: what is asked for.
        lines: what stands below it.
    """

    keys = TAGGING

    def __init__(self, title: str, lines: Sequence[str], *, blinks: bool) -> None:
        super().__init__()
        self._title = title
        self._texts = lines
        self._blinks = blinks

    def compose(self) -> ComposeResult:
        """The field, what stands below it."""
        with Horizontal(id="typed"):
            yield Fixed(id="title")
            yield Field(blinks=self._blinks)
        yield Scrolled(id="text")
        yield from self.below()

    def on_mount(self) -> None:
        """Show the title."""
        title = self.query_one("#title", Fixed)
        title.styles.width = len(self._title) + 1
        title.show([[Run(self._title, TITLE)]])

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out again."""
        super().on_resize(event)
        width = max(1, event.size.width - 1)
        lines = [line for one in self._texts for line in wrapped([run(one, QUIET)], width)]
        self.query_one(Scrolled).show(lines)

    def on_field_left(self, message: Field.Left) -> None:
        """There is nowhere to go."""
        message.stop()

    def on_field_cleared(self) -> None:
        """Escape in an empty field goes back."""
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        self.dismiss(event.value.strip() or None)


def _begins(name: str, letters: str) -> bool:
    """Whether a word of a name begins with these letters."""
    return any(word.startswith(letters) for word in name.casefold().split())
