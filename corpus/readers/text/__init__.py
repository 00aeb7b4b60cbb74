"""Readers of plain text: labelled lines, pages, the Congressional Record, CHILDES (`chat`)."""
