"""The files of a packet of evidence that people and other programs read."""
