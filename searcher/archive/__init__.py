"""The Python API: an archive that is open for searching.

`Archive` is put together from its kinds of calls: `searching`, `concordances`, `counting`,
`reading`, `checking`. They share `lifetime`, which keeps the engine open while a call runs.
"""

from searcher.archive.archive import Archive

__all__ = ["Archive"]
