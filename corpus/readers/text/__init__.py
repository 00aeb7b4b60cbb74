"""Readers of plain text: labelled lines, saved pages, the Congressional Record, CHAT of CHILDES (`chat`)."""
