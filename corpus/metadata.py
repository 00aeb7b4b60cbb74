"""Dates, titles and series: what a text, or its path, says about a program."""

import re
from datetime import date
from pathlib import PurePath

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"

DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){YEAR}-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?(?![\d-])",
        rf"(?<!\d){YEAR}/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
        rf"\b(?P<month>{MONTH})\b\.?\s+{DAY},?\s+{YEAR}\b",
        rf"\b{DAY}\.?\s+(?P<month>{MONTH})\b\.?,?\s+{YEAR}\b",
        rf"\b(?P<month>{MONTH})\b\.?,?\s+{YEAR}\b",
        rf"(?<![\d/.-]){YEAR}(?![\d/.-])",
    )
)


def iso_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, as much of it as is there, or None.

    Forms such as 09/10/2019 are not read: half of the world would be wrong.
    """
    for form in DATE_FORMS:
        for match in form.finditer(text):
            found = match.groupdict()
            year, month, day = found["year"], found.get("month"), found.get("day")
            if month is None:
                return year
            number = (
                MONTHS.get(month.lower()) or int(month)
                if month.isdigit()
                else MONTHS[month.lower()]
            )
            if day is None:
                if 1 <= number <= 12:
                    return f"{year}-{number:02}"
                continue
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                continue
    return None


def seconds(stamp: str) -> float:
    """The seconds of `1:02:03.5`, `02:03` or `02:03,500`."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def title_from_path(path: PurePath) -> str:
    """A readable title for a file that has none: its name, without dashes."""
    words = re.sub(r"[-_\s]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:] or path.name


def people_list(text: str) -> list[str]:
    """The names in `A, B, Inc., and C`: a comma before Inc., MD or Jr. parts nothing."""
    parts = re.split(
        r",\s+and\s+|\s+and\s+(?=[A-Z])|,\s+(?!(?:Inc|LLC|Ltd|Jr|Sr|M\.?D|Ph)\b)|;\s*", text
    )
    return [
        part.strip(" .") + ("." if part.strip().endswith("Inc.") else "")
        for part in parts
        if part.strip(" .")
    ]
