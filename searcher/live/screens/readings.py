"""The transcript around a quote, on a screen of its own."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from searcher.live.blocks import limited
from searcher.live.reading import Laid
from searcher.live.screens.keys import READING
from searcher.live.screens.lines import Fixed, Scrolled
from searcher.live.screens.texts import Layer
from searcher.output.layout.styled import Line

#: Above the quote that was asked for this part of the screen is shown, so that its question is.
_ABOVE = 3
#: The title takes at most this part of the screen.
_TITLE = 4
#: On so many lines there is a blank one below it.
_HIGH = 12


class ReadingScreen(Layer):
    """A transcript, at the turn that was asked for.

    Args:
        laid: the transcript.
    """

    keys = READING
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "back", show=False),
        Binding("left", "other(-1)", show=False, priority=True),
        Binding("right", "other(1)", show=False, priority=True),
        Binding("y", "app.cite", show=False),
        Binding("Y", "app.copy_words", show=False),
        Binding("o", "app.open", show=False),
        Binding("p", "app.play", show=False),
        Binding("t", "app.tag", show=False),
        Binding("question_mark,f1", "app.help", show=False),
    ]

    class Other(Message):
        """Another result is wanted: the next one, or the one before."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class More(Message):
        """More of the transcript is wanted, or the same for another width."""

        def __init__(self, *, wider: bool) -> None:
            super().__init__()
            self.wider = wider

    def __init__(self, laid: Laid) -> None:
        super().__init__()
        self._laid = laid
        self._is_shown = False
        self._waits = False

    def compose(self) -> ComposeResult:
        """The title, the turns, what is below."""
        yield Fixed(id="title")
        yield Scrolled(id="text")
        yield from self.below()

    def on_mount(self) -> None:
        """See when somebody scrolls to an end."""
        self.watch(self.query_one("#text", Scrolled), "scroll_y", self._scrolled, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Ask for other lines."""
        super().on_resize(event)
        if self._is_shown:
            self.post_message(self.More(wider=False))
        else:
            self._is_shown = True
            self.show(self._laid, keep=False)
            # The title is as high as it must be by then.
            self.call_after_refresh(lambda: self.show(self._laid, keep=False))

    def show(self, laid: Laid, *, keep: bool) -> None:
        """Show a transcript: at the quote, or where it was.

        Args:
            laid: the transcript.
            keep: whether it is the same one, of which there is more now.
        """
        text = self.query_one("#text", Scrolled)
        title = self.query_one("#title", Fixed)
        blank: list[Line] = [[]] if self.size.height >= _HIGH else []
        most, width = max(1, self.size.height // _TITLE), max(1, self.size.width - 1)
        title.show([*limited(laid.title, most, width), *blank])
        top = max(0, laid.asked - text.rows // _ABOVE)
        if keep:
            # The place of the quote on the screen stays.
            top = max(0, laid.asked - (self._laid.asked - text.top))
        self._laid = laid
        text.show(laid.lines, top)
        self._waits = False

    def action_other(self, step: int) -> None:
        """Read the next result, or the one before."""
        self.post_message(self.Other(step))

    def _scrolled(self) -> None:
        text = self.query_one("#text", Scrolled)
        if self._waits:
            return
        at_top = text.top == 0 and self._laid.goes_on[0]
        at_end = text.top + text.rows >= len(self._laid.lines) and self._laid.goes_on[1]
        if at_top or at_end:
            self._waits = True
            self.post_message(self.More(wider=True))
