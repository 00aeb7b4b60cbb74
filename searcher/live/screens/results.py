"""The results, and the keys for what is done with them."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from searcher.live.screens.lines import Chosen

#: So many results before the last one, more are read.
_NEAR = 3


class Results(Chosen):
    """The list of results."""

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

    class Resized(Message):
        """There is more or less room."""

    class Left(Message):
        """Somebody wants to go back to the search."""

    def on_resize(self) -> None:
        """Say that there is more or less room."""
        self.post_message(self.Resized())

    def choose(self, number: int) -> None:
        """Choose a result; near the last one more are wanted."""
        super().choose(number)
        if self.is_near_end(0):
            self.post_message(self.NearEnd())

    def fill(self, rows: int) -> None:
        """Ask for more results if there are fewer lines than these."""
        if self.is_near_end(rows):
            self.post_message(self.NearEnd())

    def is_near_end(self, rows: int) -> bool:
        """Whether one of the last results is chosen, or there are fewer lines than these."""
        is_last = self.chosen > 0 and self.chosen >= self.count - _NEAR
        return bool(self.count) and (is_last or len(self.lines) < rows)

    def action_up_or_leave(self) -> None:
        """Choose the one before; above the first one is the search."""
        if self.chosen:
            self.action_up()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back to the search."""
        self.post_message(self.Left())
