"""Which files are read: those that are given, and those of a folder that may be transcripts.

finding.py   the files at the paths that are given: files, folders, feeds
walk.py      a walk over a folder and those below it
folder.py    what applies in a folder: rules, patterns, feeds
left_out.py  why files and folders are left out, and which are by their names
patterns.py  patterns as in a `.gitignore`
given.py     a path at which there is no file that can be read
file.py      a file that was found, and which files are wanted
"""

from corpus.files.file import File, Selection
from corpus.files.finding import find
from corpus.files.given import ADDRESS, is_absent, missing, not_regular
from corpus.files.patterns import unmatched

__all__ = [
    "ADDRESS",
    "File",
    "Selection",
    "find",
    "is_absent",
    "missing",
    "not_regular",
    "unmatched",
]
