"""The parts of the text format: one module for each kind of answer."""
