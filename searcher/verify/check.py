"""Checks the quotations of a draft."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

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
    found = [one for _, one in judged(drafted, verify, fewest)]
    return Checked(
        tuple(one for one in found if isinstance(one, Verdict)),
        tuple(one for one in found if isinstance(one, Unchecked)),
        draft,
        time.perf_counter() - began,
    )


def judged(
    drafted: Iterable[Drafted],
    verify: Callable[[str, str | None], Verdict],
    fewest: int = FEWEST_WORDS,
) -> Iterator[tuple[Drafted, Verdict | Unchecked]]:
    """Each quotation of a draft with its verdict, or why it was not checked.

    Args:
        drafted: the quotations.
        verify: gives the verdict on a quotation of a speaker; what it raises as a `RequestError`
            is why a quotation was not checked.
        fewest: quotations with fewer words are not checked.
    """
    known: dict[tuple[str, str | None], Verdict] = {}
    for one in drafted:
        if word_count(one.text) < fewest:
            reason = f"fewer than {fewest} words"
            yield one, Unchecked(one.text, reason, one.line, is_short=True)
            continue
        claimed = one.claim.name if one.claim else None
        key = one.text, claimed
        if key not in known:
            if len(known) >= MOST_QUOTATIONS:
                reason = f"more than {MOST_QUOTATIONS:,} quotations"
                yield one, Unchecked(one.text, reason, one.line)
                continue
            try:
                known[key] = verify(*key)
            except RequestError as error:
                yield one, Unchecked(one.text, str(error), one.line)
                continue
        is_guess = one.claim is not None and one.claim.is_guess
        yield one, known[key].replaced(is_guess=is_guess, line=one.line)


def names(speakers: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """The names and labels of speakers, each once."""
    return [*dict.fromkeys(name for one, labels in speakers for name in (one, *labels))]
