"""A date, or as much of it as is known, as each manual writes it."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
#: MLA shortens months of more than four letters.
_SHORT = {"September": "Sept."}


def parts(date: str) -> tuple[str, str, str]:
    """The year, the name of the month and the day, each "" if it is not known."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdigit() and (not month or (month.isdigit() and 1 <= int(month) <= 12))):
        return year, "", ""
    return year, _MONTHS[int(month) - 1] if month else "", day.lstrip("0")


def apa(date: str) -> str:
    """`2019, September 9`; `n.d.` without a date."""
    year, month, day = parts(date)
    return f"{year}, {month} {day}".strip().rstrip(",") if year else "n.d."


def mla(date: str) -> str:
    """`9 Sept. 2019`; nothing without a date."""
    year, month, day = parts(date)
    short = month if len(month) <= 4 else _SHORT.get(month, f"{month[:3]}.")
    return " ".join(filter(None, (day, short, year)))


def chicago(date: str) -> str:
    """`September 9, 2019`; `n.d.` without a date."""
    year, month, day = parts(date)
    if not year:
        return "n.d."
    return f"{month} {day}, {year}" if day else f"{month} {year}".strip()
