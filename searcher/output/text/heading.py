"""The heading of what a search found: how many turns, how exactly, and which of them are shown."""

from typing import TYPE_CHECKING

from searcher.output.layout.styled import QUIET, TITLE, Run, run
from searcher.safe_text import counted, shortened

if TYPE_CHECKING:
    from searcher.engines.results import Results

#: The meaning of each tier; a search that is matched exactly as typed has none.
TIERS = {
    "phrase": "as a phrase",
    "all": "all the words in one turn",
    "exchange": "all the words in a question and its answer",
    "any": "some of the words",
    None: "",
}


def heading(found: "Results", offset: int, shown: int) -> list[Run]:
    """How many turns were found, how exactly, and which of them are shown."""
    # A search has loaded it; a list of programs needs no lexer.
    from searcher.syntax.lexer import plain_words

    query = shortened(found.query_and_synonyms)
    line = [run(counted(found.total, "turn"), TITLE), run(f" for {query}")]
    if TIERS[found.tier] and len(plain_words(found.query_text)) > 1:
        line.append(run(f", {TIERS[found.tier]}", QUIET))
    if found.by_meaning:
        line.append(run(", ranked by their meaning, too", QUIET))
    if found.is_approximate:
        line.append(run(", ranked approximately", QUIET))
    if found.missing_shards:
        shards = counted(found.missing_shards, "shard")
        line.append(run(f", incomplete: {shards} of the cluster did not answer"))
    if offset:
        place = f"{offset + 1:,} to {offset + shown:,}" if shown else f"none after {offset:,}"
        line.append(run(f" · {place}", QUIET))
    elif found.total > shown + sum(len(quote.also_in) for quote in found.quotes[:shown]):
        line.append(run(f" · the first {shown:,}", QUIET))
    elif found.total > shown:
        line.append(run(" · copies are shown once", QUIET))
    return line
