"""What a label looks like by itself: a person, an initial, a word, or no label at all.

Nothing here knows the document: `corpus.labels.decision` decides what its labels are.
"""

import re
from functools import lru_cache

from corpus.labels.honorifics import OFFICES
from corpus.labels.label_words import TITLED as TITLED
from corpus.labels.label_words import WHO as WHO
from corpus.labels.label_words import key as key
from corpus.labels.line_grammar import LONGEST_LABEL

MOST_WORDS = 7
# Whoever wrote it down was not sure who speaks: `F?`, `S2?`.
LONGEST_DOUBTED = 4

# Words before a colon that introduce what is said and name nobody.
LEAD_INS = frozenset(
    """
    demo paper slide slides tweet video
    also and answer because but caution conclusion date duration example examples finally first
    here however important later link links location meaning next no note notes now number ok okay
    on once or place plus ps published question re read recorded remember reminder second see so
    source sources still subject summary that then there these they third this time tip title
    today topic topics update updated warning well what when where who why yes
    entretien entrevista intervista interview röportaj wywiad интервью
    abstract agenda attendees background contents copyright disclaimer episode keywords language
    panelists participants present references series speakers sponsors tags transcript
    transcription url
    arg args argument arguments class classifier command comment copyright default else events
    except file files finally license method methods module modules parameter parameters raises
    required return returns stability throws traceback try type version yields
    always btw disclosure fyi hence hint indeed instead maybe nb never nope otherwise perhaps plus
    ps pps quote rather reminder sometimes sorry spoiler surely therefore though tl;dr tldr
    unquote usually whatever whoever yeah yep
    assignee assumption assumptions criteria dependencies impact likelihood mitigation
    postcondition postconditions precondition preconditions prerequisites rationale scope status
    actual added changed deprecated expected fixed priority removed security severity steps
    action apologies debug done error fixme fatal info install requirements todo trace usage warn
    beispiel hinweis frage thema titel datum ejemplo entonces nota pues fecha título tema
    exemple donc alors titre sujet esempio quindi allora titolo exemplo então título
    """.split()
)

# Headed like a speaker, and nobody speaks: what a transcript says of its own parts.
MARKERS = frozenset(
    """
    ad ads advertisement audio break bridge chapter chorus commercial hook interlude intermission
    intro jingle music outro pre-chorus refrain remix sample silence solo song sponsor sponsors
    teaser theme transition verse
    """.split()
)

#: What is heard and said by nobody, in brackets at the head of a line.
SOUNDS = frozenset(
    """
    applause background beep cheering cheers clapping cough coughing coughs crosstalk foreign
    inaudible indiscernible indistinct laugh laughing laughs laughter music noise pause sigh sighs
    silence unclear unintelligible
    english français french interpretation original spanish translation traduction
    """.split()
)

# Parts of a name that are written in lower case.
PARTICLES = frozenset(
    "& al and au aus bin da das de dem del der des di do dos du el la las le les los of the"
    " van vom von y pro tempore".split()
)

ARTICLES = frozenset(
    "das de der die el frau gospa gospod herr il la le señor señora un una".split()
)

# An article or a particle that is one word with the name: `d'Arvor`, `l’Hôte`, `al-Rashid`.
ELIDED = re.compile(r"(?:[dl]['’]|(?:dell|all|van)['’]|(?:al|el|ben|bin|ibn)-)[^\W\d_a-zß-öø-ÿ]")
OFFICE_HELD = re.compile(r"(?P<office>[^()]{4,120}) \((?P<name>[^()]{3,60})\)")
# Somebody who is heard and has no name, and where: `The man behind her`, `Several students`.
SOMEBODY = (
    r"(?:aunt|baby|boss|boy|brother|bystander|child|children|class|colleague|crowd|customer"
    r"|daughter|driver|farmer|father|fellow|friend|gentleman|gentlemen|girl|grandfather"
    r"|grandmother|husband|kid|kids|ladies|lady|man|manager|member|members|men|mother|neighbor"
    r"|neighbour|people|person|protester|pupil|pupils|resident|shopkeeper|sister|soldier|son"
    r"|somebody|someone|spectator|stranger|student|students|teacher|tenant|uncle|usher|villager"
    r"|villagers|visitor|visitors|voice|voices|volunteer|waiter|waitress|wife|witness|woman|women"
    r"|worker|workers)s?"
)
VOICE = re.compile(
    r"(?:(?:A|An|The|One|Another|Some|Several|Two|Three|Both|Many|Other|First|Second|Third)[ ]"
    r"(?:(?:first|second|third|other|young|younger|old|older|elderly|little|tall|female|male)"
    r"[ ])?)?"
    rf"(?i:{SOMEBODY})(?:[ ](?:from|in|behind|at|on|of|with|near|beside|outside|to|off|under)"
    r"(?:[ ][\w'’-]{1,20}){1,5})?"
)
WORD = re.compile(r"[^\s,/()]+")
NO_LABEL = re.compile(
    r"[?!;“”<>|=@*，。；！？]|(?<![^\W_a-zA-Z])\"|\"(?![^\W_a-zA-Z])|https?$|//|\.\s*$(?<!\b[A-Z]\.)(?<!Jr\.)(?<!Sr\.)(?<!JR\.)(?<!SR\.)(?<!Esq\.)(?<!ESQ\.)(?<!\.D\.)(?<!\bInc\.)"
)


@lru_cache(maxsize=8192)
def is_marker_label(label: str) -> bool:
    """Whether a label heads a part of the recording in which nobody speaks."""
    return key(label).strip(" []\\()").rstrip("0123456789 ") in MARKERS


OFFICE = re.compile(
    r"(?:M|Mme|MM|Mmes)\.? (?:le|la|les) (?:vice-)?(?:président|présidente|ministre|maire"
    r"|secrétaire|rapporteur|rapporteure|garde|commissaire|doyen|député|députée|conseiller|conseillère)\b"
)


def starts_with_office(label: str) -> bool:
    """Whether a label begins with an office in small letters: `M. le président`."""
    return OFFICE.match(label) is not None


OFFICE_BEHIND = re.compile(
    r"(?P<name>[^,]{4,60}), (?=.{0,60}?(?:[Mm]inister|[Ss]ekret|[Ss]ecretary|[Cc]ommission"
    r"|Beauftragte|[Rr]apporteur|on behalf of|im Namen|au nom d))[^.]{4,}(?:\. ?[^.]{4,})?"
)


def holds_office(label: str) -> bool:
    """Whether a label is a name and an office: `Otto Kern, Minister for Harbours`."""
    match = OFFICE_BEHIND.fullmatch(label)
    if match is None or NO_LABEL.search(label):
        return False
    words = match["name"].split()
    return len(words) > 1 and shape(match["name"]) == "person" and words[-1][0].isupper()


def is_doubted(label: str) -> bool:
    """Whether a label names somebody whom the writer was not sure of: `MALE?`, `Speaker 2?`."""
    words = label.rstrip("? ").casefold().split()
    return 0 < len(words) < 3 and words[0] in WHO


@lru_cache(maxsize=8192)
def is_voice(label: str) -> bool:
    """Whether a label says who is heard and not named: `A boy from the mill`."""
    return VOICE.fullmatch(label.partition(" (")[0]) is not None


@lru_cache(maxsize=8192)
def is_office_held(label: str) -> bool:
    """Whether a label is an office and who holds it: `The Minister for Trade (Ann Lee)`."""
    first, _, _ = label.partition(" ")
    if first.casefold() not in ARTICLES and first.casefold() != "the":
        return False
    match = OFFICE_HELD.fullmatch(label)
    return match is not None and shape(match["name"]) == "person"


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter, and no name behind it: `d'Arvor`, `al-Rashid`."""
    return word[0].islower() and ELIDED.match(word) is None


@lru_cache(maxsize=8192)
def shape(label: str) -> str | None:
    """What a label looks like: `person`, `initial`, `name`, `handle`, or None for no label.

    `person` has a title or at least two capitalised words, `initial` is one or
    two letters, `name` one capitalised word, `handle` anything else short.
    """
    if label.endswith(")"):  # an office or a party in brackets may be long
        if is_office_held(label):
            return "person"
        label = label.partition(" (")[0]
    if label.endswith("?") and (len(label) <= LONGEST_DOUBTED or is_doubted(label)):
        label = label.rstrip("? ")
    if "," in label and holds_office(label):
        return "person"
    if not label or len(label) > LONGEST_LABEL or NO_LABEL.search(label):
        return None
    words = WORD.findall(label)
    if not words or len(words) > MOST_WORDS or not any(c.isalpha() for c in label):
        return None
    if TITLED.match(label):
        return "person"
    if label[0].isdigit():
        return None
    letters = [c for c in label if c.isalnum()]
    if len(letters) <= 2 and len(words) == 1:
        return "initial"
    # Scripts without capitals write a name as they write any word.
    capitalised = sum(1 for word in words if not _is_small(word))
    lower = [w for w in words if _is_small(w) and w.casefold() not in PARTICLES]
    if lower and capitalised:
        # "Le président", "Der Vorsitzende", "La señora Ode": an office behind its article.
        # "Audience member", "Voice from the floor": somebody without a name.
        office = (
            words[0].casefold() in ARTICLES
            or is_voice(label)
            or any(w.casefold() in WHO or w.casefold().removesuffix("s") in WHO for w in words)
        )
        office = office or (
            words[0].casefold() in (*ARTICLES, "the") and words[1].casefold() in OFFICES
        )
        return "name" if office and label[0].isupper() else None
    if capitalised >= 2:
        return "person"
    if capitalised == 1:
        return "name" if len(words) == 1 else None
    return "handle" if len(words) <= 2 else None
