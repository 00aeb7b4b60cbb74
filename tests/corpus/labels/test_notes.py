"""Tasks and decisions are notes, and nobody says them."""

from corpus.labels import notes


def test_tasks_and_decisions_are_notes() -> None:
    """`AI` by itself may be a voice; with an owner it is a task."""
    assert all(map(notes.is_note, ("AI(JV)", "RESOLUTION", "Action for Ann", "ACTION-12")))
    assert not notes.is_note("AI")
    assert notes.heads_decisions("Next steps")
