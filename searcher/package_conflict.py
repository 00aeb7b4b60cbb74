"""A clear error where another `corpus` or `index` is imported in place of ours.

The three packages are installed side by side ("Names of the packages" in ARCHITECTURE.md).
A `corpus.py` beside a script comes before ours on the path, and another distribution may
install a package of one of these names. This module is imported first, and costs nothing
unless an import fails.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

try:
    from corpus.errors import CorpusError as CorpusError
    from index.errors import IndexProblem as IndexProblem
except ImportError as error:
    for _name in ("corpus", "index"):
        _ours = Path(__file__).parents[1] / _name / "__init__.py"
        _spec = find_spec(_name)
        _found = Path(_spec.origin) if _spec is not None and _spec.origin else None
        if _found is None or not _ours.is_file():
            raise ImportError(
                f"the package `{_name}` of searcher is missing: {_ours} is not there or not on "
                f"the path; install transcript-searcher again: {sys.executable} -m pip install "
                f"--force-reinstall transcript-searcher"
            ) from error
        if _found.resolve() != _ours.resolve():
            raise ImportError(
                f"searcher needs its own package `{_name}`, and {_found} is imported in its "
                f"place. Rename that file or folder; if another distribution installed it, "
                f"install searcher into an environment of its own"
            ) from error
    raise
