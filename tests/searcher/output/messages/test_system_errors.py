"""An error of the operating system says what is wrong, with what, and what to do."""

import errno
import os

import pytest

from searcher.output.messages import system_errors


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "/x: The disk is full; free some space, then run the command again"),
        (
            errno.EACCES,
            "/x: Permission denied; check the owner and the permissions, or use another path",
        ),
        (errno.EROFS, "/x: The disk is read-only; use a path on another disk"),
        (errno.ENAMETOOLONG, "/x: The name is too long; use a shorter path"),
    ],
)  # fmt: skip
def test_known_errors(number: int, said: str) -> None:
    """The reason is in plain English, after the path."""
    assert system_errors.line(OSError(number, os.strerror(number), "/x")) == said


def test_other_errors() -> None:
    """Others keep the words of the system; without a path the line begins with the reason."""
    other = OSError(errno.EXDEV, "Invalid cross-device link", "/x")
    assert system_errors.line(other) == (
        "/x: Invalid cross-device link; check the path and the disk"
    )
    assert system_errors.line(OSError("no number")) == "no number; check the path and the disk"
