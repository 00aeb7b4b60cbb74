"""The language of a text, told by its stop words."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

# The words that a language cannot do without and that its neighbours have not; those of two
# languages count for both, and the rest of the text decides.
STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and to of that is it you in was we for this have are with they be on so what but"
        " not just like do my at there or about your from as i he she yes no don't it's how did",
        "es": "que de la el y los las en un una es por con no se lo para como pero más muy yo eso"
        " está esto sí cuando también porque hay fue usted ya si su qué gracias del al",
        "de": "und die der das ist nicht ich sie wir es ein eine zu den mit auf für dass auch wie"
        " sich von dem sind war aber haben hat noch nur bei oder wenn ja nein was man im",
        "fr": "le la les et de des un une est que qui dans pour pas sur vous nous je ce il elle on"
        " avec mais plus c'est ne au du en oui non très être cette sont avez ont si bien",
        "it": "che di il la e un una non per è in con sono le si lo ma come anche questo ho gli"
        " della più perché del molto quando sì hanno essere nel alla io abbiamo c'è grazie ci",
        "pt": "que de o a e os as um uma não é em com para por se mais como mas eu foi você isso ao"
        " muito também da do na no está são quando sim ela ele já obrigado tem nós dos",
        "nl": "de het een en van ik dat niet is je we zijn op te in er maar met voor aan die ook"
        " naar wat wij heeft hebben was als nog bij dan ja nee heel hoe uit deze",
        "sl": "je in se da na za ki so ne pa v s z bi to smo sem tudi kot ali še po od bo kar že ni"
        " pri lahko ta hvala samo kaj kako zato tako prosim gospod če",
        "sv": "och att det som är en ett jag inte på för med har den vi till av om man så var från"
        " men kan de här när eller ju också nu mycket ska vad hur ja nej",
        "pl": "nie się w na z i to że jest do co jak ale o tak dla po od są czy przez był już"
        " tylko może jego być który bardzo gdzie mnie proszę dziękuję",
    }.items()
}
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# What English text has besides ASCII, and what is in no word.
SIGNS = "“”‘–—…"
BLANKS = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) != "'"}
SAMPLE = 8_000
FEWEST_WORDS = 12
# A fifth of any talk in a language is these words of it, and its neighbours share at most half.
LEAST_SHARE = 0.18
LEAST_LEAD = 1.25


def language_of(texts: Iterable[str]) -> str | None:
    """The language of a talk as a BCP 47 tag, or None where the words do not settle it.

    Args:
        texts: what is said, in order; only the first 8,000 characters count.
    """
    sample: list[str] = []
    length = 0
    for text in islice(texts, 5000):
        sample.append(text[: SAMPLE - length])
        length += len(text)
        if length >= SAMPLE:
            break
    words = Counter(_words(" ".join(sample).lower()))
    total = words.total()
    if total < FEWEST_WORDS:
        return None
    shares = sorted(
        (sum(filter(None, map(words.get, stop_words))) / total, language)
        for language, stop_words in STOP_WORDS.items()
    )
    (second, _), (best, language) = shares[-2:]
    return language if best >= LEAST_SHARE and best >= LEAST_LEAD * second else None


def _words(text: str) -> list[str]:
    """The words of a text in lower case, in any order."""
    text = text.replace("’", "'")
    for sign in SIGNS:
        text = text.replace(sign, " ")
    if not text.isascii():
        return WORD.findall(text)
    # To split at blanks takes a tenth of the time of a pattern, which few words need.
    parts = text.translate(BLANKS).split()
    words = [part for part in parts if "'" not in part]
    return words + WORD.findall(" ".join(part for part in parts if "'" in part))


# Languages as some programs write them out.
NAMED = {
    "arabic": "ar", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "finnish": "fi", "french": "fr", "german": "de", "greek": "el",
    "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it",
    "japanese": "ja", "korean": "ko", "norwegian": "no", "polish": "pl", "portuguese": "pt",
    "romanian": "ro", "russian": "ru", "slovenian": "sl", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip


#: Codes of three letters, as linguists write them, for those of two.
THREE_LETTERS = {
    "ara": "ar", "cat": "ca", "cym": "cy", "dan": "da", "deu": "de", "ell": "el", "eng": "en",
    "est": "et", "eus": "eu", "fra": "fr", "gle": "ga", "heb": "he", "hrv": "hr", "hun": "hu",
    "isl": "is", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "nor": "no", "pol": "pl",
    "por": "pt", "ron": "ro", "rus": "ru", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv",
    "tha": "th", "tur": "tr", "yue": "yue", "zho": "zh",
}  # fmt: skip


def language_tag(declared: str | None) -> str | None:
    """A declared language as a BCP 47 tag: `en_US.UTF-8` is `en-US`, and `english` is `en`."""
    if not declared:
        return None
    if named := NAMED.get(declared.strip().casefold()):
        return named
    match = re.fullmatch(
        r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[-_.].*)?", declared.strip()
    )
    if match is None:
        return None
    first, second = match[1].lower(), match[2]
    first = THREE_LETTERS.get(first, first)
    if not second:
        return first
    return f"{first}-{second.upper() if len(second) == 2 else second}"
