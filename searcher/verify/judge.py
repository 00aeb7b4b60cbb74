"""Judges a quotation: where its words were said, by whom, and how it differs from that."""

from collections.abc import Sequence

from searcher.errors import RequestError
from searcher.verify.alignment import UNMATCHED
from searcher.verify.candidate import Finder
from searcher.verify.evidence import Evidence, Witnesses
from searcher.verify.parts import parts_of
from searcher.verify.people import is_named
from searcher.verify.quotation import Quotation
from searcher.verify.verdict import Difference, Place, Ruling, Verdict

#: The most places of a verdict.
MOST_PLACES = 10
#: What has a smaller share of the words is not near.
_NEAREST = 1 / 3
#: A quotation of so many words is altered if all of them were said with so few others between.
_FEWEST_COMPLETE, _MOST_BETWEEN = 5, 3


def judge(text: str, speaker: str | None, find: Finder) -> Verdict:
    """The verdict on a quotation.

    Args:
        text: the quotation, with or without quotation marks around it.
        speaker: who is claimed to have said it; None if nobody is.
        find: finds candidates in the index.

    Raises:
        RequestError: the quotation has no word or too many, or the speaker has no name.
    """
    if speaker is not None and not speaker.strip():
        raise RequestError("speaker='': give a name, or None if nobody is claimed")
    return _Judge(Quotation(text), speaker, find).verdict()


class _Judge:
    def __init__(self, quotation: Quotation, claimed: str | None, find: Finder) -> None:
        self._quotation = quotation
        self._claimed = claimed
        self._witnesses = Witnesses(quotation, claimed, find)

    def verdict(self) -> Verdict:
        """The best verdict that the evidence allows."""
        size = len(self._quotation.words)
        found, exact = self._witnesses.evidence((0, size))
        clean = [one for one in found if one.is_clean and not one.seams(self._quotation)]
        if clean:
            return self._said(clean, exact)
        parts = parts_of(self._quotation, self._witnesses, found)
        covered = sum(one.near * (one.part[1] - one.part[0]) for one in parts) / size
        whole = max(found, key=lambda one: one.near, default=None)
        theirs = whole is not None and self._witnesses.is_by_claimed(whole)
        enough = _enough(size, theirs=theirs)
        if whole and whole.near >= max(enough, covered) and not whole.seams(self._quotation):
            return self._said([whole])
        if len(parts) > 1 and covered >= enough:
            return self._stitched(parts)
        if whole and (whole.near >= enough or _is_complete(whole)):
            return self._said([whole])
        if whole is None or whole.near < _NEAREST:
            return self._made(Ruling.NOT_FOUND, (), ())
        nearest = whole.places(self._quotation)[0]
        return self._made(Ruling.NOT_FOUND, (), whole.differences).replaced(nearest=nearest)

    def _said(self, found: Sequence[Evidence], exact: int = 0) -> Verdict:
        """The verdict on a quotation that was said in one place, or in each of several."""
        best = found[0]
        if not best.is_clean:
            ruling = Ruling.ALTERED
        else:
            ruling = Ruling.CLEANED if best.differences else Ruling.VERBATIM
        ascribed = self._is_ascribed([best])
        if ascribed is False and best.is_clean and best.names:
            ruling = Ruling.MISATTRIBUTED
        # Candidates with the turns around them may overlap.
        places: dict[object, Place] = {}
        for place in (place for one in found for place in one.places(self._quotation)):
            quote = place.quote
            key = quote.program.id, quote.program.path, quote.turn.number, quote.spans
            places.setdefault(key, place)
        made = self._made(ruling, [*places.values()][:MOST_PLACES], best.differences)
        return made.replaced(ascribed=ascribed, said=max(exact, 1))

    def _stitched(self, parts: Sequence[Evidence]) -> Verdict:
        """The verdict on a quotation of several parts."""
        places = [place for one in parts for place in one.places(self._quotation)[:1]]
        differences = sorted(
            (each for one in parts for each in one.differences),
            key=lambda each: each.meaning is None,
        )
        made = self._made(Ruling.STITCHED, places, differences)
        return made.replaced(ascribed=self._is_ascribed(parts))

    def _is_ascribed(self, found: Sequence[Evidence]) -> bool | None:
        if self._claimed is None:
            return None
        return all(is_named(self._claimed, one.names) for one in found)

    def _made(
        self, ruling: Ruling, places: Sequence[Place], differences: Sequence[Difference]
    ) -> Verdict:
        return Verdict(
            self._quotation.text, ruling, self._claimed, None, tuple(places), tuple(differences)
        )


def _is_complete(one: Evidence) -> bool:
    """Whether all words of a quotation were said, with few others between: without `not`."""
    if UNMATCHED in one.pairs or len(one.pairs) < _FEWEST_COMPLETE:
        return False
    return one.pairs[-1] - one.pairs[0] + 1 - len(one.pairs) <= _MOST_BETWEEN


def _enough(size: int, *, theirs: bool) -> float:
    """The share of its words from which on a quotation of so many words is an altered one.

    A few words in a row can be said by chance, many cannot; by the speaker who is claimed
    (`theirs`) it is less likely chance. One word of a quotation may always be another one.
    """
    return min(0.5 + (2 if theirs else 3) / size, (size - 1) / size)
