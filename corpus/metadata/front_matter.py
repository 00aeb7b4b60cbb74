"""What stands above a transcript as keys and values: YAML front matter, or a plain header.

Both say who speaks before anybody does, which is what labels are told by.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from corpus.draft import Draft
from corpus.metadata.dates import iso_date, people_list

# A front matter is a page at most; a `---` that is never closed is a rule.
LONGEST = 100_000
FENCE = re.compile(r"---[ \t]*\n")
CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

#: For each key what it says: roles, lists of people and topics, or an attribute of
#: `corpus.model.Program` that is text. A key with "" is known, and not kept. Keys are in lower
#: case, with blanks for `_` and `-`: English, and then Spanish and German.
FIELDS = {
    "title": "title", "episode title": "title", "meeting title": "title", "meeting": "title",
    "meeting date": "date", "meeting participants": "speakers", "meeting attendees": "speakers",
    "name of interview": "title", "name": "title",
    "date": "date", "published": "date", "recorded": "date", "air date": "date",
    "date of interview": "date", "interview date": "date", "recorded on": "date",
    "publish date": "date", "published on": "date", "publication date": "date",
    "date published": "date", "published at": "date", "pubdate": "date", "upload date": "date",
    "recording date": "date", "date recorded": "date", "release date": "date", "aired": "date",
    "speakers": "speakers", "participants": "speakers", "guests": "guest", "hosts": "host",
    "attendees": "speakers", "present": "speakers", "authors": "speakers", "cast": "speakers",
    "speaker": "speakers", "panelists": "speakers", "in attendance": "speakers",
    "presenter": "speakers", "presenters": "speakers", "lecturer": "speakers",
    "host": "host", "guest": "guest", "interviewer": "interviewer", "interviewee": "interviewee",
    "moderator": "moderator",
    "tags": "topics", "topics": "topics", "topic": "topics", "keywords": "topics",
    "categories": "topics", "subjects": "topics",
    "summary": "description", "description": "description", "abstract": "description",
    "media": "media_url", "audio": "media_url", "video": "media_url", "media url": "media_url",
    "audio url": "media_url", "video url": "media_url", "recording": "media_url",
    "url": "url", "link": "url", "permalink": "url", "canonical": "url", "source url": "url",
    "youtube url": "url", "youtube": "url", "webpage url": "url", "original url": "url",
    "language": "language", "lang": "language", "locale": "language",
    "series": "series", "podcast": "series", "show": "series", "program": "series",
    "channel": "series", "conference": "series", "event": "series",
    "location": "", "place": "", "venue": "", "duration": "", "length": "", "time": "",
    "transcriber": "", "transcript by": "", "transcribed by": "", "translation by": "",
    "transcription": "", "kind": "", "episode": "", "file": "", "project": "", "subject": "topics",

    "titulo": "title", "título": "title", "fecha": "date", "fecha publicacion": "date",
    "fecha publicación": "date", "fecha de publicacion": "date", "fecha de publicación": "date",
    "fecha grabacion": "date", "fecha de grabación": "date", "programa": "series",
    "serie": "series", "canal": "series", "presentador": "host", "presentadora": "host",
    "ponente": "speakers", "ponentes": "speakers", "participantes": "speakers",
    "invitado": "guest", "invitada": "guest", "invitados": "guest",
    "entrevistador": "interviewer", "entrevistadora": "interviewer",
    "entrevistado": "interviewee", "entrevistada": "interviewee",
    "moderador": "moderator", "moderadora": "moderator", "idioma": "language", "lengua": "language",
    "temas": "topics", "tema": "topics", "etiquetas": "topics", "palabras clave": "topics",
    "resumen": "description", "descripcion": "description", "descripción": "description",
    "enlace": "url", "lugar": "", "duracion": "", "duración": "", "transcripcion": "",

    "data": "date", "publicado em": "date", "palestrante": "speakers", "palestrantes": "speakers",
    "convidado": "guest", "convidada": "guest", "convidados": "guest", "apresentador": "host",
    "apresentadora": "host", "entrevistadores": "interviewer", "tópico": "topics",
    "tópicos": "topics", "resumo": "description", "descrição": "description",
    "localização": "", "local": "", "duração": "", "transcrição": "", "ubicación": "",
    "localización": "", "tópicos tratados": "topics", "slides": "", "diapositivas": "",

    "titel": "title", "datum": "date", "veröffentlicht": "date", "veröffentlicht am": "date",
    "veröffentlichungsdatum": "date", "erscheinungsdatum": "date", "aufnahmedatum": "date",
    "aufgenommen am": "date", "sendedatum": "date", "sendung": "series", "reihe": "series",
    "kanal": "series", "sprecher": "speakers", "sprecherin": "speakers", "redner": "speakers",
    "rednerin": "speakers", "referent": "speakers", "referentin": "speakers",
    "teilnehmer": "speakers", "teilnehmende": "speakers", "anwesend": "speakers",
    "moderation": "host", "gast": "guest", "gäste": "guest", "sprache": "language",
    "themen": "topics", "thema": "topics", "schlagworte": "topics", "schlagwörter": "topics",
    "stichworte": "topics", "zusammenfassung": "description", "beschreibung": "description",
    "ort": "", "dauer": "", "transkription": "",
}  # fmt: skip
#: The attributes of programs that a draft has by itself; it keeps others in `attributes`.
DRAFTED = frozenset(Draft.__dataclass_fields__)
ADDRESS = re.compile(r"\s*<?https?://")
# Within so many lines from the top stand roles, and a name behind each.
LAST_ROLE = 30
FEWEST_ROLES = 2
FULL_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3} [^\W\d_a-z][\w'’-]*")
ROLES = frozenset("host guest interviewer interviewee moderator".split())
PLAIN_FIELD = re.compile(r"[ \t]*(?P<key>[^\W\d][\w /-]{0,30}?)[ \t]*:[ \t]*(?P<value>\S.*)$")
SHORT_FORM = re.compile(r"^(?P<name>[^()=:]{3,60}?)\s*\((?P<short>[A-Z]{1,4}|[A-Z]\.[A-Z]\.)\)$")


def part(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a text, and the text behind it."""
    if not text.startswith("---") or not (fence := FENCE.match(text)):
        return {}, text
    close = CLOSE.search(text, fence.end(), LONGEST)
    if close is None:
        return {}, text
    return _yaml(text[fence.end() : close.start()]), text[close.end() :]


def _yaml(block: str) -> dict[str, Any]:
    import yaml  # here, since most files have no front matter and the import takes its time

    # An alias can make a page of YAML into gigabytes; front matter has no use for one.
    if re.search(r"(?:^|[\s\[{,:-])[&*]\w", block):
        return _by_line(block)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        found = yaml.load(block, loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _by_line(block)  # a title with a bare colon is no YAML, and is common
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items()}


def _by_line(block: str) -> dict[str, Any]:
    found = {}
    for line in block.splitlines():
        if not line[:1].isspace() and (match := PLAIN_FIELD.match(line[:2000])):
            found[match["key"]] = match["value"].strip().strip("'\"")
    return found


def apply(draft: Draft, fields: dict[str, Any]) -> None:
    """Take what the fields say into a draft."""
    for key, value in fields.items():
        kind = field_of(key)
        if not kind or value is None:
            continue
        if kind == "series" and isinstance(value, str) and ADDRESS.match(value):
            kind = "url"  # `podcast: https://…` is where the episode is
        if kind in ROLES:
            for name in _names(value):
                draft.speakers.setdefault(name, kind)
        elif kind == "speakers":
            for name in _names(value):
                _list_speaker(draft, name)
        elif kind == "topics":
            known = set(draft.topics)
            draft.topics += [topic for topic in _texts(value) if topic not in known]
        elif text := READ_AS.get(kind, _text)(value):
            _describe(draft, kind, text)


def _describe(draft: Draft, attribute: str, text: str) -> None:
    """Set an attribute of the program, unless it is set already."""
    if attribute not in DRAFTED:
        draft.attributes.setdefault(attribute, text)
    elif getattr(draft, attribute) is None:
        setattr(draft, attribute, text)


def field_of(key: str) -> str | None:
    """The field of a draft that a key stands for; empty where it says nothing of use."""
    return FIELDS.get(" ".join(re.split(r"[\s_-]+", key.strip().casefold())))


def _list_speaker(draft: Draft, name: str) -> None:
    if short := SHORT_FORM.match(name):
        draft.speakers.setdefault(short["name"].strip(), None)
        draft.initials[short["short"].replace(".", "")] = short["name"].strip()
    else:
        draft.speakers.setdefault(name, None)


def header(lines: list[str]) -> tuple[dict[str, Any], int]:
    """The fields at the top of a text (`Title: …`, `Date: …`), and how many lines they take.

    Only a first block of lines that are all fields counts, one of them well known:
    `Anna: hello` over `Ben: hi` is no header.
    """
    fields: dict[str, Any] = {}
    number, known = 0, 0
    while number < len(lines) and not lines[number].strip():
        number += 1
    begin, over_blank = number, False
    for at, line in enumerate(lines[begin : begin + 40], start=begin):
        if fields and not line.strip():
            over_blank = True
            continue
        match = PLAIN_FIELD.match(line[:2000])
        if match is None:
            break
        kind = field_of(match["key"])
        if over_blank and (kind in ROLES or kind == "speakers"):
            break  # a label, perhaps: keys of one block stand together
        if kind is None or (kind in ROLES and len(match["value"].split()) > 6):
            break
        if kind == "speakers" and match["value"].rstrip().endswith(("?", "!", ".")):
            break  # `Speaker: Good evening.` is said
        fields[match["key"]] = match["value"].strip()
        known += kind not in ROLES
        number = at + 1
    # Roles alone are labels: `Host: Welcome` is said by the host.
    return (fields, number) if known else ({}, 0)


def roles_above(lines: list[str]) -> tuple[dict[str, Any], list[int]]:
    """Who has which role, in a block of lines of its own near the top, and where it stands.

        Host: Lea Grund
        Guest: Omar Stell

    The roles are labels in the talk below, and these lines are nobody's words.
    """
    fields: dict[str, Any] = {}
    found: list[int] = []
    for number, line in enumerate(lines[:LAST_ROLE]):
        match = PLAIN_FIELD.match(line[:200])
        kind = field_of(match["key"]) if match else None
        if match and kind in ROLES and FULL_NAME.fullmatch(match["value"].strip()):
            fields[match["key"]] = match["value"].strip()
            found.append(number)
        elif found and line.strip():
            return {}, []  # somebody answers: `Host: Lea Grund` may be said
        elif found:
            break
    if len(found) < FEWEST_ROLES:
        return {}, []
    below = (PLAIN_FIELD.match(line[:200]) for line in lines[found[-1] + 1 :] if ":" in line[:40])
    again = {match["key"] for match in below if match}
    return (fields, found) if set(fields) <= again else ({}, [])


def _text(value: Any) -> str | None:
    if isinstance(value, (str, int, float, date)):
        return " ".join(str(value).split()) or None
    return None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return people_list(value)
    if not isinstance(value, (list, tuple)):
        return []
    return [text for item in value if (text := _text(item))]


def _names(value: Any) -> list[str]:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        value = [item.get("name") for item in value if isinstance(item, dict)]
    return [name for name in _texts(value) if len(name) <= 100]


def _date(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return iso_date(str(value))


READ_AS: dict[str, Callable[[Any], str | None]] = {"date": _date}
