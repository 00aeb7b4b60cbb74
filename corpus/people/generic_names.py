"""Generic names, which a recording gives its voices: `SPEAKER_00`, `Host`, `Q`, `MF`.

Such a name says who speaks inside one recording only: the host of another one is
somebody else. It is no name by which a person is known in two programs.
"""

import re
from functools import lru_cache

from corpus.labels.label_words import TITLED, WHO, key
from corpus.model import UNKNOWN_SPEAKER

# What machines write before the number of a voice, in several languages.
NUMBERED = re.compile(
    r"(?:speaker|spkr?|s|ch|channel|voice|participant|person|user|guest|caller|tbc|sprecher(?:in)?"
    r"|stimme|hablante|orador|locutor|interlocuteur|intervenant|locuteur|voix|parlante|relatore"
    r"|falante|spreker|mówca|说话人|發言者|发言人|講者|話者|화자|참석자)"
    r"[\s_:.#-]*(?:\d{1,4}|[a-z])"
)
# What voices are called by what they do, beside the words of WHO.
ROLES = frozenset(
    """
    crowd designer expert floor grad interface ladies lady manager marketing men narrator phd
    postdoc presenter professor prompter question questions answer answers undergrad voiceover women
    anchor announcer caption captions commentator correspondent reader translator
    antwort experte fragender frage gast gäste interviewerin moderation moderator moderatorin stimme
    entrevistador entrevistadora entrevistado entrevistada invitado invitada moderador moderadora
    pregunta presentador presentadora respuesta intervieweur invité invitée présentateur réponse
    """.split()
)
# Words that stand before these, or behind.
BESIDE = frozenset(
    """
    a all an and another anonymous both chief female first second third fourth from general
    industrial main male multiple new next of off off-screen old older other others our project
    public several single some the unidentified unknown unnamed user various young younger
    """.split()
)
WORD = re.compile(r"[^\W\d_]+")


BETWEEN_INITIALS = str.maketrans("", "", " .-_0123456789")


@lru_cache(maxsize=8192)
def is_generic_name(name: str) -> bool:
    """Whether a name tells voices apart inside one recording, and nobody beyond it."""
    folded = key(name).strip("[](){}<>*:# ")
    if name == UNKNOWN_SPEAKER or NUMBERED.fullmatch(folded):
        return True
    # `Mr. Speaker` is an office that everybody knows.
    return _is_generic(folded, name.strip()) and not TITLED.match(name)


def _is_generic(folded: str, name: str) -> bool:
    words = WORD.findall(folded)
    roles = [word for word in words if _is_role(word)]
    if roles and all(word in BESIDE or len(word) == 1 for word in words if word not in roles):
        return True
    numbered = folded[-1:].isdigit() and len(words) < 3
    return not words or numbered or _is_initials(name)


def _is_role(word: str) -> bool:
    return word in WHO or word in ROLES or word.removesuffix("s") in WHO


def _is_initials(name: str) -> bool:
    """Whether a name is initials by themselves: `Q`, `MF`, `A.B.`, `AvW`, but not `Bo`.

    Scripts without capitals have none.
    """
    letters = name.translate(BETWEEN_INITIALS)
    if not 1 <= len(letters) <= 3 or not letters.isalpha():
        return False
    capitals = sum(map(str.isupper, letters))
    return capitals == len(letters) or (len(letters) == 3 and capitals == 2)
