"""The page that checks a draft: was each quotation said, in these words, and by whom?"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.prose import Paragraph, read_prose
from corpus.source import Source
from searcher.archive import Archive
from searcher.errors import RequestError
from searcher.parameters.parameter import Kind, Parameter, read_text
from searcher.verify.attribution import Claim
from searcher.verify.check import judged as check
from searcher.verify.check import names
from searcher.verify.draft import Drafted, Mark, quotations
from searcher.verify.verdict import Verdict
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call
from searcher.web.pages.template import page
from searcher.web.view import address as pages
from searcher.web.view import checked
from searcher.web.view.checked import MEANINGS, SIGNS

#: The most characters of a draft, those of a long article, and the most quotations.
LONGEST, MOST = 40_000, 200
#: A longer draft has no address: a browser sends it in a form.
SHARED = 1_500
#: A text without quotation marks is one quotation, if it is no longer.
ALONE = 1_000
#: How long quotations are checked, in seconds; the others are left for another time.
ENOUGH = 1.1

PARAMETERS = (
    Parameter("text", "The draft, or one quotation.", Kind.TEXT, "", most=LONGEST),
    Parameter("speaker", "Who is said to have said the one quotation.", Kind.TEXT, ""),
)


def answer(call: Call) -> Answer:
    """A form for a draft, or the draft with its verdicts."""
    if call.request.method == "POST":
        asked = read_text(PARAMETERS, call.request.form)
    else:
        asked = call.arguments(PARAMETERS)
    values: dict[str, Any] = {
        "text": asked["text"],
        "speaker": asked["speaker"],
        "longest": LONGEST,
        "rulings": [(ruling.value, SIGNS[ruling], MEANINGS[ruling]) for ruling in SIGNS],
    }
    if not asked["text"]:
        return page(call, "verify", checked=None, **values)
    end = time.monotonic() + ENOUGH
    # A form is sent with the line ends of the network.
    text = values["text"] = asked["text"].replace("\r\n", "\n").replace("\r", "\n")
    paragraphs, drafted = _read(call, text, asked["speaker"])
    pairs = [
        (one, checked.judged(number, one, found, media=call.settings.media))
        for number, (one, found) in enumerate(
            check(drafted[:MOST], _until(end, call.archive)), start=1
        )
    ]
    found = [verdict for _, verdict in pairs]
    shared = pages.of("/verify", (("text", text), ("speaker", asked["speaker"])))
    return page(
        call,
        "verify",
        checked=found,
        heading=checked.heading(found),
        told=checked.told(found),
        draft=checked.draft(paragraphs, pairs),
        most=MOST if len(drafted) > MOST else None,
        shared=shared if len(text) + len(asked["speaker"]) <= SHARED else "",
        **values,
    )


def _read(call: Call, text: str, speaker: str) -> tuple[list[Paragraph], list[Drafted]]:
    """The paragraphs of a draft, and the quotations in them.

    Raises:
        RequestError: the draft cannot be read.
    """
    try:
        # A surrogate stands for a byte that was none of UTF-8.
        source = Source(Path("draft.md"), text.encode(errors="replace"), "utf-8")
        paragraphs = read_prose(source)
    except CorpusError as error:
        raise RequestError(f"the draft cannot be read: {error.reason}") from None
    known = [speaker] if speaker else call.kept("names", lambda: _names(call.archive))
    found = quotations(paragraphs, known, MOST + 1)
    if not found and len(text) <= ALONE:
        marks = tuple(Mark(one.line, 0, len(one.text)) for one in paragraphs)
        claim = Claim(speaker, is_guess=False) if speaker else None
        found = [Drafted("\n".join(one.text for one in paragraphs), claim, 1, marks)]
    return paragraphs, found


def _names(archive: Archive) -> list[str]:
    return names((person.name, person.labels) for person in archive.speakers())


def _until(end: float, archive: Archive) -> Callable[[str, str | None], Verdict]:
    """Verdicts until there is no more time for them."""

    def verify(text: str, speaker: str | None) -> Verdict:
        if time.monotonic() > end:
            raise RequestError("there was no time for it; check it in a shorter draft")
        return archive.verify(text, speaker)

    return verify
