"""Output: one printer per format behind one protocol, the terminal, and error messages."""
