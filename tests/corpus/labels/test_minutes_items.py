"""Tasks and decisions are notes, and nobody says them."""

from corpus.labels import minutes_items


def test_tasks_and_decisions_are_notes() -> None:
    """`AI` by itself may be a voice; with an owner it is a task."""
    assert all(map(minutes_items.is_note, ("AI(JV)", "RESOLUTION", "Action for Ann", "ACTION-12")))
    assert not minutes_items.is_note("AI")
    assert minutes_items.heads_decisions("Next steps")
