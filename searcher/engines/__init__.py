"""The engines that answer a search, behind one protocol, `engine`.

`searcher.archive.Archive.open` chooses the engine for a path.
"""
