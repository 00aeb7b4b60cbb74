"""Frames come out as they went in, however they are cut, and garbage is no frame."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.web.readers.frames import Frames, FramingError, Kind, framed, framed_pair, pair, read

_FRAMES = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=50)), max_size=10)


@given(_FRAMES, st.lists(st.integers(0, 300), max_size=10))
def test_frames_are_read_as_they_were_written(
    written: list[tuple[Kind, bytes]], cuts: list[int]
) -> None:
    """From a stream, and bit by bit."""
    sent = b"".join(framed(kind, content) for kind, content in written)
    stream = io.BytesIO(sent)
    assert [read(stream) for _ in written] == written
    frames = Frames()
    places = [0, *sorted(cuts), len(sent)]
    found = [frame for start, end in pairwise(places) for frame in frames.fed(sent[start:end])]
    assert found == written


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_a_head_and_a_body(head: bytes, body: bytes) -> None:
    """Both in one frame."""
    (kind, content), *rest = Frames().fed(framed_pair(Kind.WHOLE, head, body))
    assert (kind, pair(content), rest) == (Kind.WHOLE, (head, body), [])


@pytest.mark.parametrize("garbage", [b"?????", b"w\xff\xff\xff\xff", b"Traceback (most recent"])
def test_garbage_is_no_frame(garbage: bytes) -> None:
    """Neither an unknown kind nor a length that no answer has."""
    with pytest.raises(FramingError):
        [*Frames().fed(garbage)]


def test_the_end_of_a_stream() -> None:
    """Also in the middle of a frame."""
    for sent in (b"", b"w\0", framed(Kind.WHOLE, b"abc")[:-1]):
        with pytest.raises(EOFError):
            read(io.BytesIO(sent))
