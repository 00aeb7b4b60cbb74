"""Corrections of speakers while they are changed, and the programs that they name."""
