"""Whether an index does what people corrected by hand: whom they protect, which words they mend."""

from pathlib import Path

from index.library.manifest import UNCORRECTED, CorrectedWords, Restrictions
from index.registry import corrections
from index.word_corrections.corrections import WordCorrectionsFile


def is_unprotected(directory: Path, restrictions: Restrictions) -> bool:
    """Whether somebody else is protected by hand than when the index was changed last."""
    now = corrections.protection(corrections.read(directory))
    return now != restrictions.by_hand


def is_behind(directory: Path, restrictions: Restrictions, corrected: CorrectedWords) -> bool:
    """Whether somebody corrected something by hand that is not in the index yet.

    Args:
        directory: of the index.
        restrictions: what its manifest says is kept apart.
        corrected: what its manifest says is corrected.
    """
    if is_unprotected(directory, restrictions):
        return True
    if not may_have_words(directory, corrected):
        return False
    known = {number for number, _, _ in corrected.places}
    kept = WordCorrectionsFile(directory).kept().corrections
    return {one.number for one in kept} != known | set(corrected.gone)


def may_have_words(directory: Path, corrected: CorrectedWords) -> bool:
    """Whether words may be corrected by hand, or were when the index was changed last.

    Args:
        directory: of the index.
        corrected: what its manifest says is corrected.
    """
    return corrected != UNCORRECTED or WordCorrectionsFile(directory).path.exists()
