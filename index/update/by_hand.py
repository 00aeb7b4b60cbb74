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
    file = WordCorrectionsFile(directory)
    if not file.path.exists() and corrected == UNCORRECTED:
        return False
    known = {number for number, _, _ in corrected.places}
    return {one.number for one in file.kept().corrections} != known | set(corrected.gone)
