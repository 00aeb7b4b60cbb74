"""The notices on standard error after a search that found little or nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.safe_text import counted, shortened

if TYPE_CHECKING:
    # Most searches find enough.
    from searcher.engines.results import Results


def notices(found: "Results") -> Iterator[str]:
    """The notices, one line each: that nothing was found, and suggestions."""
    if not found.total:
        yield f"nothing found for {shortened(found.query_and_synonyms)}"
    instead: dict[tuple[str, ...], list[str]] = {}
    for near in found.suggestions:
        words = f"“{' '.join(near.said)}”? ({counted(near.turns, 'turn')})"
        instead.setdefault(near.asked, []).append(words)
    for asked, options in instead.items():
        question = f"Did you mean {' Or '.join(options)}"
        # With suggestions for several words, each line names its word.
        yield f"{' '.join(asked)}: {question}" if len(instead) > 1 else question
