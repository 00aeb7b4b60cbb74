"""The orders of quotes."""

from enum import StrEnum


class Order(StrEnum):
    """An order of quotes within a tier; equal to its name as text.

    Attributes:
        RELEVANCE: the best quote first.
        DATE: the earliest program first.
        LATEST: the latest program first.
        PROGRAM: by the ids of programs.
    """

    RELEVANCE = "relevance"
    DATE = "date"
    LATEST = "-date"
    PROGRAM = "program"


#: The names of the orders, for an option of a command.
ORDERS = tuple(order.value for order in Order)
