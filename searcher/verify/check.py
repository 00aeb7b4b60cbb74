"""Checks the quotations of a draft."""

import time
from collections.abc import Callable, Iterable, Sequence

from searcher.errors import RequestError
from searcher.verify.draft import Drafted
from searcher.verify.quotation import word_count
from searcher.verify.verdict import Checked, Unchecked, Verdict

#: Quotations with fewer words are not checked: one or two words in quotation marks are mostly no
#: quotation, but a word that the author keeps at a distance.
FEWEST_WORDS = 3
#: The most quotations of a draft that are checked: at 50 ms each, a minute.
MOST_QUOTATIONS = 1_000


def check(
    drafted: Sequence[Drafted],
    verify: Callable[[str, str | None], Verdict],
    draft: str,
    fewest: int = FEWEST_WORDS,
) -> Checked:
    """The verdicts on the quotations of a draft.

    Args:
        drafted: the quotations.
        verify: gives the verdict on a quotation of a speaker.
        draft: the name of the draft.
        fewest: quotations with fewer words are not checked.
    """
    began = time.perf_counter()
    verdicts: list[Verdict] = []
    unchecked: list[Unchecked] = []
    known: dict[tuple[str, str | None], Verdict] = {}
    for one in drafted:
        if word_count(one.text) < fewest:
            reason = f"fewer than {fewest} words"
            unchecked.append(Unchecked(one.text, reason, one.line, is_short=True))
            continue
        claimed = one.claim.name if one.claim else None
        key = one.text, claimed
        if key not in known:
            if len(known) >= MOST_QUOTATIONS:
                reason = f"more than {MOST_QUOTATIONS:,} quotations"
                unchecked.append(Unchecked(one.text, reason, one.line))
                continue
            try:
                known[key] = verify(*key)
            except RequestError as error:
                unchecked.append(Unchecked(one.text, str(error), one.line))
                continue
        is_guess = one.claim is not None and one.claim.is_guess
        verdicts.append(known[key].replaced(is_guess=is_guess, line=one.line))
    took = time.perf_counter() - began
    return Checked(tuple(verdicts), tuple(unchecked), draft, took)


def names(speakers: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """The names and labels of speakers, each once."""
    return [*dict.fromkeys(name for one, labels in speakers for name in (one, *labels))]
