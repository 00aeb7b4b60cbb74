"""Titles before a name, what people are called who are not named, and the key of a label.

It stands apart from the shape of labels, which needs the grammar of lines: a list of speakers
starts without it.
"""

import re
from functools import lru_cache

from corpus.labels.honorifics import HONORIFIC, TITLE

#: A name with a title or an honorific before it.
TITLED = re.compile(rf"(?i:{HONORIFIC})\b\.?\s+\S|{TITLE}\b\.?\s+[^\W\d_a-z]")

#: What people are called who are not named.
WHO = frozenset(
    """
    anchor announcer attendee audience caller co-host commentator correspondent floor
    chair clerk counsel counselor doctor guest host interpreter
    female interviewee interviewer male man member moderator narrator nurse officer operator
    panelist
    participant patient person questioner reporter respondent researcher speaker student teacher
    translator visitor voice voices witness woman
    asistente asistentes audiencia entrevistador entrevistadora presenter presentador presentadora
    público publikum zuruf zuschauer zuschauerin intervenant
    intervenante public publique salle voix voz
    """.split()
)


@lru_cache(maxsize=8192)
def key(label: str) -> str:
    """The form under which spellings of one label are counted together."""
    return " ".join(label.split()).casefold().rstrip(".")
