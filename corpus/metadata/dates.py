"""Dates, titles and series: what a text, or its path, says about a program."""

import re
from datetime import date
from pathlib import PurePath

# English and, behind it, Spanish, German, French, Italian, Portuguese, Dutch and Slovene.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero januar janvier gennaio janeiro januari januarja",
            "february feb febrero februar février febbraio fevereiro februari februarja",
            "march mar marzo märz mars março maart marca",
            "april apr abril avril aprile aprila",
            "may mayo mai maggio maio mei maja",
            "june jun junio juni juin giugno junho junija",
            "july jul julio juli juillet luglio julho julija",
            "august aug agosto août augustus avgusta",
            "september sep sept septiembre septembre settembre setembro septembra",
            "october oct octubre oktober octobre ottobre outubro oktobra",
            "november nov noviembre novembre novembro novembra",
            "december dec diciembre dezember décembre dicembre dezembro decembra",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"

DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){YEAR}\s?[年년]\s?(?P<month>[01]?\d)\s?[月월](?:\s?(?P<day>[0-3]?\d)\s?[日號号일])?",
        rf"(?<!\d){YEAR}(?P<dash>[_.])(?P<month>[01]\d)(?P=dash)(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){YEAR}-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?(?!-?\d)",
        rf"(?<!\d){YEAR}/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
        rf"\b(?P<month>{MONTH})\b\.?\s+{DAY},?\s+{YEAR}\b",
        rf"(?<!\d){YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)",
        rf"\b{DAY}\.?\s+(?:de\s+)?(?P<month>{MONTH})\b\.?,?\s+(?:de\s+)?{YEAR}\b",
        rf"\b(?P<month>{MONTH})\b\.?,?\s+{YEAR}\b",
        rf"(?<![\d/.-]){YEAR}(?![\d/.-])",
    )
)


WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}


def iso_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601, as much of it as is there, or None.

    Forms such as 09/10/2019 are not read: half of the world would be wrong.
    """
    if not text.isascii():
        text = text.translate(WIDE_DIGITS)
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


# `1968 - The first quarry opens` is a line of a history: a year dates a line of few words.
MOST_WORDS_WITH_YEAR = 3
YEAR_ALONE = 4
DAY_BEFORE_YEAR = re.compile(rf"\b[0-3]?\d\b\.?(?: [^\W\d_]{{1,15}}\.?){{1,3}},? {YEAR}\b")


def date_of_line(line: str) -> str | None:
    """The date of a line that is by itself; a year only where little else is in the line.

    Or with the number of a day: months are not known in every language.
    """
    found = iso_date(line)
    if found is None or len(found) > YEAR_ALONE or len(line.split()) <= MOST_WORDS_WITH_YEAR:
        return found
    return found if DAY_BEFORE_YEAR.search(line) else None


def seconds(stamp: str) -> float:
    """The seconds of `1:02:03.5`, `02:03`, `02:03,500` or, with days, `00:01:02:03`."""
    total = 0.0
    *days, hours, minutes, rest = [*["0"] * 3, *stamp.replace(",", ".").split(":")][-4:]
    for part, unit in zip((*days, hours, minutes, rest), (24, 60, 60, 1), strict=True):
        total = (total + float(part)) * unit
    return round(total, 3)


# Names that folders full of transcripts give to each of them.
GENERIC = frozenset(
    "audio captions chat index interview subtitles transcript transcription".split()
)


def date_in_path(path: str) -> str | None:
    """The date in the parts of a path, the last first; a day goes before a year alone.

    A year of the folders above goes with a month and a day below it: `2019/09/09-talk`.
    """
    parts = path.split("/")
    found = [iso_date(part) for part in reversed(parts)]
    return max(filter(None, (*found, iso_date(path))), key=len, default=None)


DATE_IN_NAME = re.compile(r"(?<!\d)(?:1[89]|20)\d\d([-_])[01]\d\1[0-3]\d(?!\d)")


# What yt-dlp and captions put behind a name: an id in brackets, a language.
NAME_END = re.compile(
    r"(?:[ _-]*\[[A-Za-z0-9_-]{11}\])?(?:\.(?:[a-z]{2}(?:-[A-Z]{2}|-orig)?|[a-z]{2}_[A-Z]{2}))?$"
)


# A form of transcripts before the suffix: `debate.xml.tsv`, `talk.en.vtt.txt`.
INNER_SUFFIX = re.compile(
    r"\.(?:xml|tei|json|jsonl|vtt|srt|sbv|ass|ssa|ttml|html?|txt|md|docx?|odt|rtf|pdf|csv|tsv|eaf"
    r"|exb|trs|cha|TextGrid)$",
    re.IGNORECASE,
)


def title_from_path(path: PurePath) -> str:
    """A readable title for a file that has none: its name, or that of its folder.

    A date in it is told as the date of the program, unless there is nothing else.
    """
    stem = NAME_END.sub("", INNER_SUFFIX.sub("", path.stem))
    if stem.casefold() in GENERIC and path.parent.name:
        stem = path.parent.name
    for name in (DATE_IN_NAME.sub(" ", stem), stem):
        if words := re.sub(r"[-_\s]+", " ", name).strip(" ,;."):
            return words[:1].upper() + words[1:]
    return path.name


def people_list(text: str) -> list[str]:
    """The names in `A, B, Inc., and C`: a comma before Inc., MD or Jr. parts nothing."""
    parts = re.split(
        r",\s+and\s+|\s+and\s+(?=[A-Z])|,\s+(?!(?:Inc|LLC|Ltd|Jr|Sr|M\.?D|Ph)\b)|;\s*"
        # A full stop between full names, and no initial's or title's: `Adam Back. Bea Lind`.
        r"|(?<=[^\W\d_A-Z]{3})(?<!\bProf)\.\s+(?=[^\W\d_a-z][^\s.]+\s+[^\W\d_a-z])",
        text,
    )
    return [
        part.strip(" .") + ("." if part.strip().endswith("Inc.") else "")
        for part in parts
        if part.strip(" .")
    ]
