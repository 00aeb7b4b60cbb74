"""What a transcript is: programs, their participants and their speaker turns."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a program.

    Attributes:
        name: the fullest form of the name that the file gives.
        labels: the labels under which the person speaks, most frequent first.
        role: what the file says the person is: a role, an affiliation or both.
    """

    name: str
    labels: tuple[str, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Credits:
    """Who made a program and who paid for it."""

    producer: str | None = None
    partners: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another program that a program points to."""

    title: str
    description: str | None = None
    url: str | None = None


#: The speaker of a turn whose speaker is not known.
UNKNOWN_SPEAKER = "Speaker"

#: What stands for the words, and for the name, of somebody whose words may not be shown.
WITHHELD = "[withheld]"

#: The `access` of a program that may not be shown, and of one in which names were replaced or
#: words withheld.
RESTRICTED, REDACTED = "restricted", "redacted"


class Corrected(NamedTuple):
    """Words of a turn that somebody corrected by hand.

    Attributes:
        start, end: the corrected words: the first character in the text of the turn, and the one
            after the last.
        source: what the file has in their place.
        number: of the correction, by which it is undone.
        moments: the moments inside of what the file has: offsets in `source`, and seconds.
    """

    start: int
    end: int
    source: str
    number: int
    moments: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another one speaks.

    Attributes:
        number: place in the program, from 1.
        label: the speaker as the file prints it; None where the file names nobody, or
            does not make clear who speaks.
        speaker: the name that the label was resolved to; `UNKNOWN_SPEAKER` without a label.
        role: the role of the participant, if known.
        text: what is said, with a blank line between paragraphs.
        start, end: seconds from the start of the recording, if known.
        section: the heading under which the turn stands, if any.
        moments: pairs of a character offset in `text` and the seconds at which it is said,
            ascending: the cues, words or time stamps inside the turn.
        corrections: the words of `text` that were corrected by hand, in their order; see
            `corpus.corrected_words`. No reader gives any.
    """

    number: int
    label: str | None
    speaker: str
    text: str
    role: str | None = None
    start: float | None = None
    end: float | None = None
    section: str | None = None
    moments: tuple[tuple[int, float], ...] = ()
    corrections: tuple[Corrected, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether it only holds the place of what may not be shown."""
        # No reader gives a turn without a label another name than `UNKNOWN_SPEAKER`.
        return self.label is None and self.speaker == WITHHELD

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Turn":
        """The turn that `dataclasses.asdict` made `record` of, through JSON or not."""
        moments = tuple((offset, seconds) for offset, seconds in record.get("moments", ()))
        values = {**record, "moments": moments}
        if "corrections" in record:
            # Most turns have none.
            values["corrections"] = tuple(map(_corrected, record["corrections"]))
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Program:
    """One transcript and what its file says about it.

    Attributes:
        id: path relative to the indexed folder, without its suffix; a file
            that holds several transcripts adds `#<key>`.
        date: ISO 8601, as much of it as is known: `2019`, `2019-09`, `2019-09-09`.
        language: BCP 47 tag, if known.
        path: the file that was read.
        format: name of the reader that read it.
        access: `RESTRICTED`, `REDACTED`, or None where all of it may be shown as it is.
    """

    id: str
    title: str
    path: str
    format: str
    series: str | None = None
    date: str | None = None
    topics: tuple[str, ...] = ()
    description: str | None = None
    participants: tuple[Participant, ...] = ()
    credits: Credits = Credits()
    related: tuple[Related, ...] = ()
    language: str | None = None
    url: str | None = None
    media_url: str | None = None
    turns: tuple[Turn, ...] = ()
    access: str | None = None

    def without_turns(self) -> "Program":
        """The same program with nothing said in it: what a quote carries."""
        return replace(self, turns=())

    def moment(self, seconds: float | None) -> str | None:
        """A link to a moment of the recording, or of the page where only that is known.

        It is a media fragment (https://www.w3.org/TR/media-frags/), but for YouTube,
        which has a parameter of its own. A recording beside the file is a `file:` address.
        """
        media = self.media_url or self.url
        if media is None or seconds is None:
            return None
        address, _, _ = media.partition("#")
        if not address.startswith(("https://", "http://")):
            if "://" in address or not (folder := Path(self.path).parent).is_absolute():
                return None
            return f"{(folder / address).as_uri()}#t={int(seconds)}"
        host = address.split("/")[2].lower()
        if host.endswith(("youtube.com", "youtu.be")):
            return _youtube(address, int(seconds))
        return f"{address}#t={int(seconds)}"

    def to_dict(self) -> dict[str, Any]:
        """What is known of the program, without its turns.

        `dataclasses.asdict` says the same, and takes ten times as long: it copies all it finds.
        """
        made = self.credits
        return {
            **{name: getattr(self, name) for name in self.__match_args__},
            "participants": tuple(
                {"name": p.name, "labels": p.labels, "role": p.role} for p in self.participants
            ),
            "credits": {
                "producer": made.producer,
                "partners": made.partners,
                "sponsors": made.sponsors,
            },
            "related": tuple(
                {"title": r.title, "description": r.description, "url": r.url} for r in self.related
            ),
            "turns": (),
        }

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Program":
        """The program that `dataclasses.asdict` made `record` of, through JSON or not.

        What has its default may be missing; a participant without labels has the name as the one
        label.
        """
        values = dict(record)
        for name, read in _READ.items():
            if name in values:
                values[name] = read(values[name])
        return cls(**values)


def _corrected(stored: Any) -> Corrected:
    if isinstance(stored, dict):
        # As in the JSON of a quote.
        start, end = stored["span"]
        return Corrected(start, end, stored["source"], stored["number"])
    start, end, source, number, moments = stored
    return Corrected(start, end, source, number, tuple((at, seconds) for at, seconds in moments))


# Most people of a series are in many of its programs. To find them takes half as long as to make
# them again.
_participant = lru_cache(4096)(Participant)

#: The fields of a program that JSON has as lists and objects: how each is read.
_READ: dict[str, Callable[[Any], Any]] = {
    "topics": tuple,
    "participants": lambda people: tuple(
        [
            _participant(one["name"], tuple(one.get("labels", (one["name"],))), one.get("role"))
            for one in people
        ]
    ),
    "credits": lambda made: Credits(
        made["producer"], tuple(made["partners"]), tuple(made["sponsors"])
    ),
    "related": lambda programs: tuple(Related(**one) for one in programs),
    "turns": lambda turns: tuple(map(Turn.from_dict, turns)),
}


def _youtube(address: str, seconds: int) -> str:
    """An address of YouTube with a time, in place of the one that it may have."""
    address = re.sub(r"[?&](?:t|start)=[\dhms]+(?=&|$)", "", address)
    if "?" not in address:
        address = address.replace("&", "?", 1)
    return f"{address}{'&' if '?' in address else '?'}t={seconds}s"
