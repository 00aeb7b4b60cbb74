"""`/api/v1/verify`: was this said, in these words, and by whom?"""

import json
import time
from codecs import lookup
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.source import Source
from searcher.errors import RequestError
from searcher.output.values import json_objects
from searcher.parameters.parameter import Kind, Parameter, read
from searcher.parameters.shape import either
from searcher.safe_text import one_line, shortened
from searcher.verify.check import FEWEST_WORDS
from searcher.verify.verdict import Checked
from searcher.web.api.endpoint import Endpoint, Posted
from searcher.web.api.objects import listed
from searcher.web.api.shapes import VERDICT, VERIFY_SUMMARY, document
from searcher.web.exchange.answer import JSON, TEXT, Answer
from searcher.web.exchange.errors import MediaTypeRefused
from searcher.web.exchange.handler import Call

_SPEAKER = Parameter("speaker", "Who is claimed to have said it; a last name is enough.", most=200)
_FEWEST = Parameter(
    "min_words", "Leave out quotations of a draft that have fewer words.", Kind.NUMBER,
    FEWEST_WORDS, 1, 1_000,
)  # fmt: skip

PARAMETERS = (
    Parameter("text", "The quotation, without the name of the speaker.", most=5_000),
    _SPEAKER,
    Parameter("draft", "A text whose quotations are checked, each with the person to whom it "
              "ascribes them.", most=10_000),
    _FEWEST,
)  # fmt: skip

#: The most characters of a draft in JSON: the server takes a body of twice as many bytes.
MOST = 500_000

POSTED = Posted(
    (
        PARAMETERS[0],
        _SPEAKER,
        Parameter("draft", PARAMETERS[2].means, most=MOST),
        _FEWEST,
    ),
    "A draft whose quotations are checked; Markdown may also be sent as text/markdown.",
    {"oneOf": [{"required": ["text"]}, {"required": ["draft"], "properties": {"speaker": False}}]},
)

#: How the names of encodings begin in which texts are written.
_ENCODINGS = ("ascii", "utf-", "iso8859-", "cp12", "koi8", "gb", "big5", "shift_jis", "euc_")
#: The media types of a draft that is sent by itself.
TEXTS = (TEXT, "text/markdown")


def _answer(call: Call) -> Answer:
    """The verdicts, then the summary."""
    is_posted = call.request.method == "POST"
    if is_posted and call.request.fields:
        raise RequestError("what is asked for stands in the body, or in the address; not in both")
    asked = _posted(call) if is_posted else call.exactly(PARAMETERS)
    text, draft = asked["text"], asked["draft"]
    if (text is None) == (draft is None):
        raise RequestError("give either text, a quotation, or draft, a text with quotations")
    if draft is None:
        return listed(call, json_objects.verdicts(_one(call, text, asked["speaker"])))
    if asked["speaker"] is not None:
        raise RequestError("speaker is of a quotation; a draft has its own")
    return listed(call, json_objects.verdicts(_draft(call, draft, asked["min_words"])))


def _posted(call: Call) -> dict[str, Any]:
    """What was sent: an object of JSON, or a draft.

    Raises:
        RequestError: it is no such object.
        MediaTypeRefused: it is something else.
    """
    sent = call.request.headers.get("content-type", "")
    media_type = sent.partition(";")[0].strip().lower()
    if media_type in TEXTS:
        return read(POSTED.parameters, {"draft": _decoded(call.request.body, sent)})
    if media_type != JSON:
        raise MediaTypeRefused(sent, (JSON, *TEXTS))
    try:
        record = json.loads(call.request.body)
    except (ValueError, RecursionError):
        raise RequestError("the body is no JSON in UTF-8") from None
    if not isinstance(record, dict):
        raise RequestError('the body is no object of JSON; for example: {"text": "…"}')
    for name, value in record.items():
        if value is None:
            raise RequestError(f"{shortened(name, 40)}: it is null; leave it out")
    return read(POSTED.parameters, record)


def _decoded(body: bytes, content_type: str) -> str:
    """A draft as text. What cannot be decoded is refused: without its marks it has no quotation.

    Raises:
        RequestError: it is not in the encoding that was named, or in UTF-8 if none was.
    """
    charset = "utf-8"
    for option in content_type.split(";")[1:]:
        name, _, value = option.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    try:
        if lookup(charset).name.startswith(_ENCODINGS):
            return body.decode(charset)
    except (LookupError, ValueError):
        pass
    raise RequestError(
        f"the body is no text in {shortened(charset, 40)}; name its encoding, for example with "
        "Content-Type: text/plain; charset=windows-1252"
    )


def _one(call: Call, text: str, speaker: str | None) -> Checked:
    began = time.perf_counter()
    verdict = call.archive.verify(text, speaker)
    return Checked((verdict,), (), None, time.perf_counter() - began)


def _draft(call: Call, text: str, fewest: int) -> Checked:
    source = Source.open(Path("draft.md"), data=text.encode(errors="replace"))
    try:
        return call.archive.verify_draft(source, fewest).replaced(draft=None)
    except CorpusError as error:
        # It is of the draft, and not of the index.
        raise RequestError(f"draft: {shortened(one_line(error.reason), 200)}") from None


VERIFY = Endpoint(
    "/verify",
    "Was this said?",
    "A quotation is compared with what was said: verbatim, cleaned, altered, stitched, "
    "misattributed or not found, with the places and the differences. In a draft all are.",
    _answer,
    document(VERDICT, VERIFY_SUMMARY),
    PARAMETERS,
    either((VERDICT, VERIFY_SUMMARY)),
    posted=POSTED,
)
