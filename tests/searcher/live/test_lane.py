"""A thread with one place for what waits."""

import threading

from searcher.live.lane import Lane

SOON = 30


def test_of_those_that_wait_only_the_newest_is_done() -> None:
    """The one that runs is finished; those in between are dropped."""
    lane = Lane("test")
    began, goes_on, ended = threading.Event(), threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        began.set()
        assert goes_on.wait(SOON)
        done.append("first")

    lane.put(first)
    assert began.wait(SOON)
    for name in "abc":
        lane.put(lambda name=name: done.append(name))  # type: ignore[misc]
    assert lane.is_busy
    lane.put(ended.set)
    goes_on.set()
    assert ended.wait(SOON)
    lane.close()
    lane.join(SOON)
    assert done == ["first"]


def test_what_was_dropped_is_not_done() -> None:
    """Nor what waits when the lane is closed."""
    lane = Lane("test")
    began, goes_on, ended = threading.Event(), threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        began.set()
        assert goes_on.wait(SOON)

    lane.put(first)
    assert began.wait(SOON)
    lane.put(lambda: done.append("dropped"))
    lane.drop()
    lane.put(ended.set)
    goes_on.set()
    assert ended.wait(SOON)
    lane.close()
    lane.join(SOON)
    assert done == []


def test_a_pause_is_for_newer_questions() -> None:
    """With a pause, what is asked before it is over replaces what was asked."""
    lane = Lane("test", pause=0.01)
    ended = threading.Event()
    lane.put(ended.set)
    assert ended.wait(SOON)
    lane.close()
    lane.join(SOON)


def test_changes_are_all_done() -> None:
    """In their order, also those that wait when the lane is closed."""
    lane = Lane("test", keeps=True)
    goes_on = threading.Event()
    done: list[int] = []
    lane.put(lambda: done.append(int(goes_on.wait(SOON))))
    for number in range(2, 6):
        lane.put(lambda number=number: done.append(number))  # type: ignore[misc]
    lane.close()
    goes_on.set()
    lane.join(SOON)
    assert done == [1, 2, 3, 4, 5]
