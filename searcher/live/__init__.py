"""A session at a terminal: searches that are answered while one types.

`session.py` answers; it knows no terminal. `screens/` shows the answers with Textual, and
`prompt.py` without it. Both are started by `searcher/commands/live.py`.
"""
