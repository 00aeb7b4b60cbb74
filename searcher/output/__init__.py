"""Output: one printer per format behind one protocol, the terminal, and error messages.

The formats are a table in `printer`, with a module for each in `formats`.
"""
