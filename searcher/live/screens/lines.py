"""Widgets that show styled lines: a few that stay, many that scroll, and a list to choose from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from searcher.live.blocks import Block
from searcher.live.screens.painting import strip
from searcher.output.layout.styled import SPEAKER, Line

#: The column before a list that marks what is chosen, and the blank after it.
MARK = "▌ "
MARGIN = len(MARK)


class Fixed(Widget):
    """A few lines that stay where they are; it is as high as they are many."""

    DEFAULT_CSS = "Fixed { height: auto; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name in Textual
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; none hides the widget."""
        is_as_high = len(lines) == len(self._lines)
        self._lines = lines
        self.display = bool(lines)
        self.refresh(layout=not is_as_high)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as the lines."""
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line."""
        line = self._lines[y] if y < len(self._lines) else ()
        return strip(line, self.size.width)


class Scrolled(ScrollView, can_focus=True):
    """Many lines that scroll; only those are drawn that are seen."""

    DEFAULT_CSS = """
    Scrolled { height: 1fr; width: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
               overflow-x: hidden; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "down", show=False),
        Binding("up,k", "up", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home,g", "top", show=False),
        Binding("end,G", "bottom", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name in Textual
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown, if all of it fits."""
        return self._lines

    def show(self, lines: Sequence[Line], top: int = 0) -> None:
        """Show these lines, this one first if there are enough below it."""
        self._lines = lines
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.refresh()
        self.jump(top)

    def jump(self, top: int) -> None:
        """Scroll so that a line is the first one."""
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)

    @property
    def top(self) -> int:
        """The number of the first line that is seen."""
        return self.scroll_offset.y

    @property
    def rows(self) -> int:
        """How many lines are seen."""
        return max(1, self.scrollable_content_region.height)

    def render_line(self, y: int) -> Strip:
        """One line of those that are seen."""
        return self.drawn(y + self.top)

    def drawn(self, number: int) -> Strip:
        """A line by its number."""
        line = self._lines[number] if number < len(self._lines) else ()
        return strip(line, self.size.width)

    def action_down(self) -> None:
        """Scroll one line."""
        self.jump(self.top + 1)

    def action_up(self) -> None:
        """Scroll back one line."""
        self.jump(self.top - 1)

    def action_page(self, pages: int) -> None:
        """Scroll so many pages."""
        self.jump(self.top + pages * max(1, self.rows - 1))

    def action_top(self) -> None:
        """Show the beginning."""
        self.jump(0)

    def action_bottom(self) -> None:
        """Show the end."""
        self.jump(len(self._lines))


class Chosen(Scrolled):
    """A list of blocks of lines, one of which is chosen.

    Args:
        always: whether the chosen one is marked while one types elsewhere, too.
    """

    def __init__(self, *, id: str | None = None, always: bool = False) -> None:  # noqa: A002
        super().__init__(id=id)
        self._always = always
        self._blocks: list[Block] = []
        self._starts: list[int] = []
        self._of_block: list[int] = []
        self.chosen = 0

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return len(self._blocks)

    @property
    def inner_width(self) -> int:
        """How many columns a block has."""
        return max(1, self.scrollable_content_region.width - MARGIN)

    def show_blocks(self, blocks: Sequence[Block], chosen: int = 0) -> None:
        """Show these blocks, one of them chosen."""
        self._blocks, self._starts, self._of_block = [], [], []
        self._lines = []
        self._append(blocks)
        self.chosen = min(chosen, max(0, len(blocks) - 1))
        if not chosen:
            self.jump(0)
        self._keep_in_sight()

    def append_blocks(self, blocks: Sequence[Block]) -> None:
        """Show more blocks below the others."""
        self._append(blocks)

    def _append(self, blocks: Sequence[Block]) -> None:
        lines = list(self._lines)
        for block in blocks:
            lines += block.above
            self._of_block += [-1] * len(block.above)
            self._starts.append(len(lines))
            lines += block.lines
            self._of_block += [len(self._blocks)] * len(block.lines)
            self._blocks.append(block)
        self._lines = lines
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        self.refresh()

    def choose(self, number: int) -> None:
        """Choose a block, and scroll to it."""
        self.chosen = min(max(0, number), max(0, self.count - 1))
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        if not self._blocks:
            return
        block = self._blocks[self.chosen]
        first = self._starts[self.chosen]
        last = first + len(block.lines)
        if first - len(block.above) < self.top:
            self.jump(first - len(block.above))
        elif last > self.top + self.rows:
            self.jump(min(first, last - self.rows))

    def drawn(self, number: int) -> Strip:
        """A line by its number, with a mark if its block is chosen."""
        if number >= len(self._lines):
            return strip((), self.size.width)
        of_block = self._of_block[number]
        line = self._lines[number]
        is_chosen = (self.has_focus or self._always) and of_block == self.chosen and bool(line)
        mark = MARK if is_chosen else " " * MARGIN
        return strip(line, self.size.width, mark, SPEAKER)

    def action_down(self) -> None:
        """Choose the next one."""
        self.choose(self.chosen + 1)

    def action_up(self) -> None:
        """Choose the one before."""
        self.choose(self.chosen - 1)

    def action_page(self, pages: int) -> None:
        """Choose the first one on the next page, or on the one before."""
        target = self.top + pages * self.rows
        inside = [n for n, start in enumerate(self._starts) if start <= max(target, 0)]
        if pages > 0:
            self.choose(max(self.chosen + 1, inside[-1] if inside else 0))
        else:
            self.choose(min(self.chosen - 1, inside[-1] if inside else 0))

    def action_top(self) -> None:
        """Choose the first one."""
        self.choose(0)

    def action_bottom(self) -> None:
        """Choose the last one."""
        self.choose(self.count - 1)
