"""By what matches can be counted: the speaker, the year, the series and so on."""

from enum import StrEnum


class By(StrEnum):
    """What a group of turns has in common; equal to its name as text.

    Attributes:
        SPEAKER: who speaks. A voice that only a recording names is a group of this recording.
        ROLE: the role of the speaker.
        PROGRAM: the program.
        SERIES: the series of the program.
        YEAR: the year of the program.
        MONTH: the month of the program.
        TOPIC: a topic of the program; it may have several, and each counts.
    """

    SPEAKER = "speaker"
    ROLE = "role"
    PROGRAM = "program"
    SERIES = "series"
    YEAR = "year"
    MONTH = "month"
    TOPIC = "topic"


#: What is in the order of time, and has a trend.
OVER_TIME = (By.YEAR, By.MONTH)

#: What is counted if nothing is asked for.
OVERVIEW = (By.SPEAKER, By.PROGRAM, By.YEAR)

#: What is counted under the results of a search.
FACETS = (By.SPEAKER, By.SERIES, By.YEAR, By.TOPIC, By.ROLE)

#: What the groups are called whose value is not known.
UNKNOWN = {
    By.SPEAKER: "not known who",
    By.ROLE: "no role",
    By.PROGRAM: "no program",
    By.SERIES: "no series",
    By.YEAR: "undated",
    By.MONTH: "no month known",
    By.TOPIC: "no topic",
}
