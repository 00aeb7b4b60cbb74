"""The orders in which quotes can stand."""

#: The best first, the earliest program, the latest program, or by the ids of programs.
ORDERS = ("relevance", "date", "-date", "program")
