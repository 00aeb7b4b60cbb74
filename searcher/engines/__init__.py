"""The engines that answer a search, behind one protocol, `engine`.

`searcher.archive.Archive.open` chooses the engine for a path. The engine of an index on this
machine is in `local`.
"""
