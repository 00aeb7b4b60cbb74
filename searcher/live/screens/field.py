"""The field in which one types."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class Field(Input):
    """A line of text without a border. Letters are typed here; arrows and Enter leave it."""

    DEFAULT_CSS = """
    Field { width: 1fr; &>.input--cursor { text-style: reverse; background: ansi_default;
            color: ansi_default; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "leave", show=False),
        Binding("escape", "clear", show=False),
    ]

    class Left(Message):
        """Somebody wants to go to the list."""

    class Cleared(Message):
        """Somebody presses Escape in an empty field."""

    def __init__(self, value: str = "", *, placeholder: str = "", blinks: bool = True) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False)
        self.cursor_blink = blinks

    def action_leave(self) -> None:
        """Go to the list."""
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear the field; an empty one is left."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Cleared())
