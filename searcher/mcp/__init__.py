"""A server of the Model Context Protocol: an archive as tools and resources for assistants.

Only `server.py` and `stdio.py` know the SDK of the protocol. A tool is a function of an archive
and of arguments that were checked; its answer is plain text and values of JSON.
"""
