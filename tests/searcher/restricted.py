"""A folder of transcripts with what may not be shown, and every way to ask for it.

No secret word stands anywhere else. `ASKED` has what somebody may type who knows a part of a
secret; nothing of it is a secret itself, so an answer that repeats what was typed gives none away.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

#: What no answer may hold: lower case, as parts of words.
SECRETS = (
    # a restricted program: words, names, title, series, topic, date, language, file
    "zirkonium", "obsidiank", "perowskit", "mirandolf", "brankovic", "silbermond", "erzkammer",
    "bergwerk", "1931", "embargo",
    # a restricted person: name, what she says
    "vexlia", "quorn", "wolframit", "tantalum", "kobaltblau",
    # a person with a pseudonym: name, file, address
    "adalind", "zorbling",
)  # fmt: skip

_EMBARGO = """---
title: Silbermond in the Erzkammer
series: Bergwerk
date: 1931-04-05
topics: [perowskite]
language: is
---

**Mirandolf Brankovic:** Zirkonium and obsidiankies are beside the kettle. Shall we cross the river?

**Ines Wilder:** We crossed the river with zirkonium, Mirandolf Brankovic.
"""

_RIVER = """---
title: The river with Adalind Zorbling
description: Adalind Zorbling and Vexlia Quorn cross the river.
date: 2014-06-01
topics: [rivers, "Zorbling, Adalind"]
url: https://example.org/adalind-zorbling
---

**Vexlia Quorn:** Wolframit lies beside the river. Who takes the kettle, Adalind?

**Adalind Zorbling:** The kettle is mine, said Dr. Zorbling. I glaciate rivers.

**Ines Wilder:** Thank you, Adalind. Was the river cold, Ms. Quorn?

**Vexlia Quorn:** Tantalum cold and kobaltblau.

**Ines Wilder:** Vexlia Quorn means the lake. Who saw the kettle?

**Otto Falk:** Nobody saw the kettle. Ask VEXLIA  QUORN.
"""

_MEADOW = """---
title: The meadow
date: 2016-02-03
topics: [meadows]
---

**Ines Wilder:** Is the kettle on the meadow? Adalind Zorbling says so.

**Otto Falk:** The kettle is by the river, as Zorbling, Adalind said.

**Ines Wilder:** Then we cross the river.
"""

TRANSCRIPTS = {
    "embargo/silbermond.md": _EMBARGO,
    "adalind-zorbling.md": _RIVER,
    "meadow.md": _MEADOW,
}

RULES = """
[[transcripts]]
files = "embargo/"
restricted = true
"""

PEOPLE = """
[[speaker]]
name = "Vexlia Quorn"
restricted = true

[[speaker]]
name = "Adalind Zorbling"
pseudonym = "Person Nine"
"""

#: Misspelled, misheard, cut and abbreviated secrets, and words that stand beside secrets.
ASKED = (
    "kettle", "river", "zirkonyum", "zirconyum", "zirk*", "*onium", "zirkoniun~2", "/zirk.*/",
    "wolframyt", "tantalun", "obsidian kies", "is the kettle on the meadow or by the river",
    "speaker:vexlya", "speaker:zorblin", "speaker:person", "'speaker:person nine' kettle",
    "speaker:/v.*/", "series:bergwerck", "topic:perowskyt", "date:1900..1950", "lang:is",
    "asked:kettle", "answered:kettle", "river NOT kettle", "kettle NEAR river", "withheld",
    "what did adalynd say about the kettle", "What does Vexlya say?", "program:silbermont",
    "the kettle by zorblyng", "river person nine",
)  # fmt: skip


def write(folder: Path, transcripts: Mapping[str, str] = TRANSCRIPTS) -> None:
    """Write transcripts, and the rules for them."""
    for name, text in transcripts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "transcripts.toml").write_text(RULES)


def given_away(text: str) -> list[str]:
    """The secrets in an answer, also if its letters are escaped."""
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    # How long a search took, and a score, may hold any digits.
    plain = re.sub(r"[0-9]+\.[0-9]+(e-[0-9]+)?", "", " ".join(unescaped.casefold().split()))
    return [secret for secret in SECRETS if _is_in(secret, plain)]


def _is_in(secret: str, text: str) -> bool:
    # A year is no part of a longer number, or of a checksum.
    if secret.isdigit():
        return re.search(rf"(?<![0-9a-z]){secret}(?![0-9a-z])", text) is not None
    return secret in text


def typed(query: str) -> list[str]:
    """A search as the arguments of a command."""
    return [quoted or word for quoted, word in re.findall(r"'([^']*)'|(\S+)", query)]


def everything(value: Any) -> Iterator[str]:
    """All texts in an answer of Python, to any depth; what is read one by one is read."""
    match value:
        case str():
            yield value
        case bytes():
            yield value.decode(errors="replace")
        case None | int() | float():
            yield str(value)
        case Mapping():
            for key, each in value.items():
                yield from everything(key)
                yield from everything(each)
        case _ if hasattr(value, "__iter__"):
            for each in value:
                yield from everything(each)
    for name in _attributes(value):
        yield from everything(getattr(value, name))


def _attributes(value: Any) -> Iterator[str]:
    """The public attributes of a value, those that are computed included."""
    if isinstance(value, str | bytes | int | float | Mapping | None):
        return
    names = {*getattr(value, "__match_args__", ())}
    for kind in type(value).__mro__:
        names.update(getattr(kind, "__slots__", ()))
        names.update(name for name, each in vars(kind).items() if isinstance(each, property))
    names.update(getattr(value, "__dict__", {}))
    yield from sorted(name for name in names if not name.startswith("_") and hasattr(value, name))
