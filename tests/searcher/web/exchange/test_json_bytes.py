"""What the API writes is the same JSON, whichever encoder writes it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.query.tier import Tier
from searcher.web.exchange import json_bytes as module
from searcher.web.exchange.json_bytes import json_bytes

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda some: st.lists(some) | st.tuples(some) | st.dictionaries(st.text(), some),
)


def plain(record: object) -> bytes:
    """As the standard library writes it."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors="replace")


@given(JSON)
def test_it_is_what_the_standard_library_writes(record: object) -> None:
    """Texts with control characters and lone surrogates, tuples, and numbers of any size."""
    assert json.loads(json_bytes(record)) == json.loads(plain(record))


@pytest.mark.parametrize(
    "record",
    [
        {"results": [{"tier": Tier.PHRASE, "at": 2.5, "link": None}], "summary": {"total": 0}},
        {"text": '“Ça va?” \\ "quoted"\n\t\x01\x7f\u2028 <b>', "emoji": "🙈"},
        {"lone": "\ud800", "name of a key \udcff": 1},
        {"large": 1 << 80, "none": [], "empty": {}},
    ],
)
def test_bytes_are_equal(record: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the other encoder, and where it is not installed."""
    assert json_bytes(record) == plain(record)
    monkeypatch.setattr(module, "orjson", None)
    assert json_bytes(record) == plain(record)
