"""Concordances, collocates and keywords without an index: every word of every turn is looked at."""

from collections import Counter
from itertools import pairwise

import numpy as np

from index.text.tokenizer import Word, words
from searcher.concordance.kwic.kwic import Kwic, KwicLine
from searcher.concordance.kwic.orders import KwicOrder
from searcher.concordance.words.keyness_counts import KeynessCounts
from searcher.concordance.words.neighbour_counts import NeighbourCounts
from searcher.engines.concordance_request import KeynessRequest, KwicRequest, WindowRequest
from searcher.engines.request import Request
from searcher.query.filters import EVERYTHING
from searcher.quotes.quote import Quote, Span
from tests.searcher.engines.scan_counts import Scanned


def _in_order(request: Request, scanned: Scanned) -> list[Quote]:
    """The quotes of the strictest tier in the order of the text."""
    order = [program.id for program in scanned.programs]
    found = scanned.strict(request)
    return sorted(found, key=lambda quote: (order.index(quote.program.id), quote.turn.number))


def kwic(request: KwicRequest, scanned: Scanned) -> Kwic:
    """Every match on a line."""
    strict = scanned.strict(request.search)
    quotes = _in_order(request.search, scanned)
    lines = [
        KwicLine(quote.program, quote.turn, start, end)
        for quote in quotes
        for start, end in quote.spans
    ]
    total = len(lines)
    match request.order:
        case KwicOrder.LEFT | KwicOrder.RIGHT | KwicOrder.MATCH:
            lines.sort(key=lambda line: _neighbours(line, request.order))
        case KwicOrder.SPEAKER:
            lines.sort(key=lambda line: (line.turn.speaker.casefold(), line.turn.speaker))
        case KwicOrder.PROGRAM:
            lines.sort(key=lambda line: line.program.id)
        case KwicOrder.DATE | KwicOrder.LATEST:
            latest = request.order == KwicOrder.LATEST
            lines.sort(key=lambda line: line.program.date or "", reverse=latest)
            lines.sort(key=lambda line: line.program.date is None)
    last = total if request.limit is None else request.offset + request.limit
    page = lines[request.offset : last]
    return Kwic(
        request.search.arguments, total, len(quotes), strict.tier, iter(page), request.order,
        len(page), min(request.offset, total), {}, request.search.filters,
    )  # fmt: skip


def _neighbours(line: KwicLine, order: KwicOrder) -> list[str]:
    said = [*words(line.turn.text)]
    if order == KwicOrder.LEFT:
        return [word.text for word in said if word.end <= line.start][:-6:-1]
    if order == KwicOrder.RIGHT:
        return [word.text for word in said if word.start >= line.end][:5]
    return [word.text for word in said if _is_inside(word, [(line.start, line.end)])][:5]


def neighbours(request: WindowRequest, scanned: Scanned) -> NeighbourCounts:
    """The words in the windows around matches, and all words."""
    strict = scanned.strict(request.search)
    spans = {(quote.program.id, quote.turn.number): quote.spans for quote in strict}
    together, inside, frequency = Counter[str](), Counter[str](), Counter[str]()
    for program, turn in scanned.turns(request.search.filters):
        said = [*words(turn.text)]
        frequency.update(word.text for word in said)
        marked = spans.get((program.id, turn.number), ())
        for place, word in enumerate(said):
            if _is_inside(word, marked):
                inside[word.text] += 1
            elif any(_is_near(said, place, span, request.left, request.right) for span in marked):
                together[word.text] += 1
    known = sorted(frequency)
    return NeighbourCounts(
        strict.tier,
        sum(map(len, spans.values())),
        len(spans),
        known,
        np.array([together[word] for word in known], np.int64),
        np.array([inside[word] for word in known], np.int64),
        np.array([frequency[word] for word in known], np.int64),
        {},
        request.search.arguments,
        request.search.filters,
    )


def _is_inside(word: Word, spans: "tuple[Span, ...] | list[Span]") -> bool:
    return any(start <= word.start < end for start, end in spans)


def _is_near(said: list[Word], place: int, span: Span, left: int, right: int) -> bool:
    after = sum(1 for word in said[:place] if word.start >= span[1])
    before = sum(1 for word in said[place + 1 :] if word.end <= span[0])
    word = said[place]
    if word.end <= span[0]:
        return before < left
    return after < right


def keyness(request: KeynessRequest, scanned: Scanned) -> KeynessCounts:
    """The words of two sets of turns."""
    one = [*scanned.turns(request.filters, asked=request.asked)]
    mine = {(program.id, turn.number) for program, turn in one}
    everything = EVERYTHING if request.versus is None else request.versus
    others = scanned.turns(everything, asked=request.asked)
    other = [(where, turn) for where, turn in others if (where.id, turn.number) not in mine]
    counts = Counter(word.text for _, turn in one for word in words(turn.text))
    reference = Counter(word.text for _, turn in other for word in words(turn.text))
    known = sorted(counts | reference)
    said = Counter((word.text, program.id) for program, turn in one for word in words(turn.text))
    sizes = Counter(program.id for program, turn in one for _ in words(turn.text))
    programs = [program.id for program in scanned.programs if program.id in sizes]
    pairs = sorted((known.index(word), programs.index(where)) for word, where in said)
    assert all(one != other for one, other in pairwise(pairs))
    return KeynessCounts(
        known,
        np.array([counts[word] for word in known], np.int64),
        np.array([reference[word] for word in known], np.int64),
        len(one),
        len(other),
        sum(reference.values()),
        np.array([sizes[where] for where in programs], np.int64),
        np.array([word for word, _ in pairs], np.int64),
        np.array([where for _, where in pairs], np.int64),
        np.array([said[known[word], programs[where]] for word, where in pairs], np.int64),
        request.filters,
        request.versus,
    )
