"""The archive over HTTP: pages for people, an API for programs, tools for assistants.

front/      the process that listens: who may ask, how much, how long; it knows no index
readers/    the processes that answer, one request at a time each
routes.py   which handler answers which address
pages/      HTML, from templates/ and static/
api/        JSON
tools.py    tools for assistants, which the process that listens asks for
media.py    recordings
exchange/   what goes from one to the other: request, answer, problem; what a handler gets

errors.py is what an exception is in HTTP, conditional.py knows what clients have kept.
"""
