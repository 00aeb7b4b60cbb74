"""Objects as JSON in UTF-8, the body of most answers to programs."""

import json

try:
    import orjson
except ImportError:
    # Answers are the same without it: an installation of an earlier version has none.
    orjson = None  # type: ignore[assignment]

# A call of `json.dumps` with options makes a new encoder each time.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_bytes(record: object) -> bytes:
    """An object as JSON without blanks; what clients see needs no escapes but those of JSON.

    A lone surrogate, which only bytes that are no UTF-8 can make, is a question mark.
    """
    if orjson is not None:
        try:
            return orjson.dumps(record)
        except TypeError:
            # It refuses lone surrogates, and numbers of more than 64 bits.
            pass
    return _encoded(record).encode(errors="replace")
