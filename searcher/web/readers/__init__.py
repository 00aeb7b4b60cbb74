"""The processes that answer: each reads the index, and answers one request at a time.

A search that takes too long is ended with its process, and so is what takes too much memory; the
process that listens goes on, and starts another one.
"""
