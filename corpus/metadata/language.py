"""The language of a text: English by its stop words, all others by a trained detector.

Most talk that is indexed is English, and the detector takes a second to load. So English
that is plainly English is told without it.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Words that no English talk does without, and that together no other language has.
ENGLISH = frozenset(
    "the and to of that is it you in was we for this have are with they be on so what but"
    " not just like do my at there or about your from as i he she yes no don't it's how did".split()
)
#: The languages that the detector is asked for. It knows more, small ones beside a large
#: neighbour (Venetian, Nigerian Pidgin), for which it would take dialect and broken speech.
LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id "
    "is it ja ka kk km kn ko ku ky lb lo lt lv mg mk ml mn mr ms mt my ne nl nn no or pa pl ps pt "
    "ro ru rw si sk sl so sq sr sv sw ta te th tl tr ug uk ur uz vi xh yo yue zh zu"
).split()
# What English text has besides ASCII, and what is in no word.
SIGNS = "“”‘–—…"
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
BLANKS = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) != "'"}
SAMPLE = 4_000
FEWEST_WORDS = 12
# A third of plain English talk is these words, a quarter of news that is read out. Of other
# languages a tenth is spelled alike (Dutch: is, in, was, we); few words may be more by chance.
LEAST_SHARE, LEAST_SHARE_OF_MANY = 0.3, 0.2
MANY_WORDS = 200
# So many letters tell a language; a sentence of Chinese or Korean has fewer of them.
FEWEST_LETTERS = 16
FEWEST_SIGNS = 6
# Of 93 sentences of 3 to 12 words in 31 languages the detector gave 84 a confidence above
# this, all of them rightly; of the texts of three sentences each, all.
LEAST_CONFIDENCE = 0.6


def language_of(texts: Iterable[str]) -> str | None:
    """The language of a talk as a BCP 47 tag, or None where the words do not settle it.

    Args:
        texts: what is said, in order; only the first 4,000 characters count.
    """
    sample = _sample(texts)
    words = _words(sample.lower())
    if len(words) >= FEWEST_WORDS:
        share = sum(map(ENGLISH.__contains__, words)) / len(words)
        if share >= (LEAST_SHARE_OF_MANY if len(words) >= MANY_WORDS else LEAST_SHARE):
            return "en"
    letters = sum(map(len, words))
    if letters < (FEWEST_LETTERS if _is_alphabetic(sample) else FEWEST_SIGNS):
        return None
    language, confidence = _detector().classify(sample)
    return str(language) if confidence >= LEAST_CONFIDENCE else None


def _sample(texts: Iterable[str]) -> str:
    sample: list[str] = []
    length = 0
    for text in islice(texts, 5000):
        sample.append(text[: SAMPLE - length])
        length += len(text)
        if length >= SAMPLE:
            break
    return " ".join(sample)


def _is_alphabetic(text: str) -> bool:
    """Whether a text is written in letters: not in the signs of Chinese, Japanese or Korean."""
    return not any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text)


@cache
def _detector() -> "LanguageIdentifier":
    """The detector with its model, loaded once in a process."""
    from py3langid import langid  # its model takes a second to load

    detector = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    detector.set_languages(LANGUAGES)
    return detector


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


#: The codes of ISO 639-1. Of codes with three letters there are thousands.
TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu".split()
)


def is_known(tag: str | None) -> bool:
    """Whether a tag is one of a language; a code of three letters is believed."""
    first = (tag or "").partition("-")[0]
    return first in TWO_LETTERS or len(first) == 3


def is_believed(tag: str | None) -> bool:
    """Whether a tag has a code of three letters that may be of one of thousands of languages."""
    first = (tag or "").partition("-")[0]
    return len(first) == 3 and first not in THREE_LETTERS.values()


def nearest(typed: str) -> str | None:
    """The code of the language whose name or code is nearest to what was typed, or None."""
    # Only an error needs it.
    from difflib import get_close_matches

    known = NAMED | THREE_LETTERS
    near = get_close_matches(typed.strip().casefold()[:40], known, n=1, cutoff=0.7)
    return known[near[0]] if near else None


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
