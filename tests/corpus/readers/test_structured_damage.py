"""Files that are damaged at random: nothing but a CorpusError comes out of them."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.load import File, read

DATA = Path(__file__).parents[2] / "data"
#: Every sample of every form, a new one as well.
SAMPLES = sorted(
    expected.with_suffix("")
    for expected in DATA.glob("*/*.json")
    if expected.with_suffix("").is_file()
)


@pytest.mark.slow
@given(data=st.data())
@settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_but_a_corpus_error_comes_out_of_a_damaged_file(
    tmp_path: Path, data: st.DataObject
) -> None:
    """Every sample, cut short, with bytes put in, taken out, doubled or changed."""
    sample = data.draw(st.sampled_from(SAMPLES))
    damaged = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged)))
        to = min(len(damaged), at + data.draw(st.integers(0, 40)))
        kind = data.draw(st.sampled_from(["cut", "put in", "take out", "double"]))
        if kind == "cut":
            del damaged[at:]
        elif kind == "put in":
            damaged[at:to] = data.draw(st.binary(max_size=20))
        elif kind == "take out":
            del damaged[at:to]
        else:
            damaged[at:at] = damaged[at:to] * 3
    path = tmp_path / f"damaged{sample.suffix}"
    path.write_bytes(damaged)
    with contextlib.suppress(CorpusError):
        assert read(File(path, "damaged", None))
