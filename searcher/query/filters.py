"""What the quotes of a search must be besides: of a speaker, of a program, of a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must be besides; `since` and `until` are dates as far as one likes."""

    speaker: str | None = None
    program: str | None = None
    role: str | None = None
    series: str | None = None
    topic: str | None = None
    lang: str | None = None
    since: str | None = None
    until: str | None = None


#: No filter.
EVERYTHING = Filters()
