"""Words before a colon that are part of a sentence, a heading or a date, and nobody's name.

`Mr. Speaker, I move:` begins as a name does, `Tagesordnungspunkt 4:` is shaped like one,
and `Wednesday, 22 May 2013 Take:` is the head of a page.
"""

import re
from functools import lru_cache

# Words of a clause: no name holds them, in any place. Those that are a name's, too ("Will",
# "May", "An", "Do"), and the particles of names ("de", "von", "la") are none of these.
CLAUSE = frozenset(
    """
    i'm i've we're he's she's it's that's there's don't didn't doesn't isn't won't can't
    you he she we they me us them his her its your our their this these those
    is are was were been being has have had does did would could should must shall cannot
    which who whom whose what when where why how because if than then while although
    say says said ask asks asked move moves reply replies replied read reads
    wrote writes tell tells told think thinks thought going
    ich wir ihr euch mich mir uns ist sind war waren wird werden habe haben hat hatte dass weil
    wenn aber nicht sagt sagte fragt fragte beantrage rufe
    je nous vous ils elles suis est sont était étaient sera avons avez dit demande propose
    yo nosotros ustedes ellos soy está están era fue ser tiene tengo dice dijo pregunta pido
    """.split()
)
# `I` is a numeral behind a name, and a pronoun anywhere else.
FIRST_PERSON = re.compile(r"(?:^|[\s,])I(?=\s+[a-z])")

# Parts of a document, a meeting or a list that are counted. "Speaker 4" is a voice.
COUNTED = frozenset(
    """
    act agenda amendment annex appendix article bill case chapter clause column criterion day
    decision defect deliverable epic feature finding milestone objective req requirement risk
    scenario story ticket
    division episode example exhibit fig figure footnote goal hour issue item lesson level line
    motion no note number option order page paragraph part phase picture point problem proposal
    recommendation reel resolution rule scene schedule season section segment session side
    slide step subsection table tape task tip topic track unit verse version vol volume week year
    punkt tagesordnungspunkt top zusatzpunkt antrag drucksache seite teil kapitel abschnitt anlage
    abbildung tabelle beispiel schritt
    point article alinéa chapitre partie annexe tableau étape page séance acte scène
    akt aufzug auftritt szene acto escena cuadro jornada atto scena panel
    punto artículo capítulo parte página tema sesión cuadro ejemplo paso
    """.split()
)
NUMERAL = re.compile(
    r"(?:(?:no|nr|nº|n°)\.?\s*)?(?:\d[\d.,/()-]*[a-z]?|[ivxlc]{1,6}|[a-h])\)?|premi[eè]re?|derni[eè]re?|primer[oa]?|prim[oa]|unique",
    re.I,
)

# The title of a recording with its number: `THE SLOW ROAD, Episode 14`.
EPISODE = re.compile(
    r"\S[,–—:-]? (?:episode|ep\.|folge|episodio|épisode|episódio|odcinek) #?\d{1,4}$", re.I
)
MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|february|mar(?:ch|s)?|märz|apr(?:il)?|may|mai|june?"
    r"|juni?|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|oktober|nov(?:ember)?"
    r"|de[cz](?:ember)?|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero"
    r"|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
DATED = re.compile(
    rf"\b{MONTH}\.?\s+\d{{1,4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?{MONTH}\b"
    r"|\w[,.–—-]\s*(?:1[89]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\d{1,4}年|\d{1,2}月\d{1,2}日",
    re.I,
)
# What a sentence of Chinese or Japanese is made of, and names are not.
UNSPACED_CLAUSE = re.compile(
    r"[我你您他她它們们說说話话的了嗎吗這这那些在是為为請请]|です|ます|した"
)
ORDINAL = re.compile(
    r"\d{1,3}\.|\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth"
    r"|(?:erst|zweit|dritt|viert|fünft|sechst|letzt)e[rs]?|premi[eè]re?|deuxième|troisième"
    r"|primer[oa]?|segund[oa]|tercer[oa]?",
    re.I,
)
WORD = re.compile(r"[^\s,;()]+")


@lru_cache(maxsize=8192)
def is_clause(label: str) -> bool:
    """Whether the words are part of a sentence: a vocative and a verb, or a verb by itself."""
    outside = label.partition(" (")[0]
    if FIRST_PERSON.search(outside):
        return True
    words = [word.strip(".'’\"“”").replace("’", "'") for word in WORD.findall(outside)]
    # A single word is judged by its place, and one with a capital may be a name: "Read Ode".
    return len(words) > 1 and any(word in CLAUSE for word in words)


@lru_cache(maxsize=8192)
def is_unspaced_clause(label: str) -> bool:
    """Whether the words are a clause of a language that puts no space between words."""
    return UNSPACED_CLAUSE.search(label) is not None


@lru_cache(maxsize=8192)
def is_counted_part(label: str) -> bool:
    """Whether the words are a part of the document with its number: `Item 4`, `ACT II`."""
    if EPISODE.search(label):
        return True
    words = label.rstrip(".").split()
    if len(words) == 2 and words[1].casefold() in COUNTED and ORDINAL.fullmatch(words[0]):
        return True
    if not 2 <= len(words) <= 4 or words[0].casefold().strip(".") not in COUNTED | {"agenda"}:
        return False
    return NUMERAL.fullmatch(words[-1]) is not None


@lru_cache(maxsize=8192)
def is_dated(label: str) -> bool:
    """Whether the words hold a date, as the head of a page does."""
    return DATED.search(label.partition(" (")[0]) is not None
