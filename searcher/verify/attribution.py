"""Who is said to have said a quotation in a draft, by the words around it.

“…,” said Dr. Kagan          Kagan, a doctor, says: “…”        “…” — Jane Kagan, “…” (Kagan)
according to Kagan, “…”      Kagan: “…”                        “…,” she said (a guess)
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.labels.honorifics import ABBREVIATED, TITLES
from index.text.tokenizer import forms
from searcher.value import Value
from searcher.verify.speech_words import (
    ACCORDING,
    ACCORDING_AFTER,
    ADDRESSING,
    NO_NAMES,
    PARTICLES,
    PRONOUNS,
    VERBS,
)

#: Stands for a quotation in the text around others.
QUOTATION = "\ue000"

_SPELLED = [verb for verb in VERBS if verb.isascii() or verb[0] < "\u0e00"]
_SIGNS = [verb for verb in VERBS if verb not in _SPELLED]
_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(_SPELLED)})(?!\w)|{'|'.join(_SIGNS)}", re.I)
_PRONOUN = re.compile(rf"(?<!\w)(?:{'|'.join(PRONOUNS)})(?!\w)", re.I)
_CITING = re.compile(rf"(?<!\w)(?:{ACCORDING})\s+", re.I)
_ADDRESSED = re.compile(rf"(?<!\w)(?:{'|'.join(ADDRESSING)})\s+$", re.I)
_CITED = re.compile(rf"\s+(?:{ACCORDING_AFTER})(?!\w)", re.I)
_DASH = re.compile(r"^[\s.,]*(?:(?:—|–|―|--|-)\s*|\()")
_LABEL = re.compile(r"^\s*(?:[*_]{0,3})([^:：“\"]{2,60}?)(?:[*_]{0,3})\s*[:：]\s*$")
_WORD = re.compile(r"[^\W\d_](?:[\w'’\-]|\.(?=\w))*\.?")
#: How far a name is from its verb at most, in characters.
_FAR = 90
#: What is looked at before and after a quotation, in characters.
_AROUND = 400
_ENDS = re.compile(r"[.!?。！？](?=[\s\"”’)\]]|$)|\n|[。！？]")
_ABBREVIATED = frozenset(ABBREVIATED) | {"st", "jr", "sr", "phd"}


class Claim(Value):
    """Who is said to have said a quotation.

    Attributes:
        name: the name, as the draft has it.
        is_guess: whether it is not said next to the quotation.
    """

    name: str
    is_guess: bool


class _Mention(NamedTuple):
    """A name in a text, by characters."""

    name: str
    start: int
    end: int


class Names:
    """Finds names of people in a text: those of speakers, and other names by their capitals.

    Args:
        speakers: the names of the speakers of the index.
    """

    def __init__(self, speakers: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._uncased: list[str] = []
        for name in speakers:
            words = forms(name)
            self._words.update(word for word in words if len(word) > 1)
            if name and not any(map(str.isupper, name)) and name[:1] > "\u0e00":
                self._uncased.append(name)

    def mentions(self, text: str) -> list[_Mention]:
        """The names in a text, in order."""
        found = [*self._capitalised(text)]
        found += (
            _Mention(name, start, start + len(name))
            for name in self._uncased
            if (start := text.find(name)) >= 0
        )
        return sorted(found, key=lambda one: one.start)

    def is_known(self, mention: _Mention) -> bool:
        """Whether a name may be that of a speaker."""
        return any(word in self._words for word in forms(mention.name))

    def _capitalised(self, text: str) -> Iterator[_Mention]:
        run: list[re.Match[str]] = []
        for match in _WORD.finditer(text):
            joined = not run or text[run[-1].end() : match.start()] == " "
            word = match[0].rstrip(".")
            ends = run and run[-1][0].endswith(".") and not _is_abbreviated(run[-1][0])
            if not joined or ends:
                yield from self._of_run(text, run)
                run = []
            if word[:1].isupper() or (run and word in PARTICLES):
                run.append(match)
            else:
                yield from self._of_run(text, run)
                run = []
        yield from self._of_run(text, run)

    def _of_run(self, text: str, run: list[re.Match[str]]) -> Iterator[_Mention]:
        """The name in a run of capitalised words, without words that begin a sentence."""
        while run and run[0][0].rstrip(".").lower() in NO_NAMES:
            run = run[1:]
        while run and run[-1][0].lower() in PARTICLES:
            run = run[:-1]
        run = self._without_article(run)
        words = [match[0].rstrip(".").lower() for match in run]
        # In German all nouns are capitalised: `der Arzt Dr. Ode`.
        titled = next((n for n, word in enumerate(words) if word in TITLES and n), 0)
        run, words = run[titled:], words[titled:]
        if not run or len(run) > 6 or all(word in TITLES for word in words):
            return
        start, end = run[0].start(), run[-1].end()
        name = text[start:end].rstrip(".") if not _is_abbreviated(run[-1][0]) else text[start:end]
        name = re.sub(r"['’]s$", "", name)
        yield _Mention(name, start, end)

    def _without_article(self, run: list[re.Match[str]]) -> list[re.Match[str]]:
        """A run up to a word that is no part of the name: `Kagan den Rat`, not `Tom van Oort`."""
        for n, match in enumerate(run[1:], start=1):
            if match[0] in PARTICLES and self._knows(run[:n]) and not self._knows(run[n + 1 :]):
                return run[:n]
        return run

    def _knows(self, run: list[re.Match[str]]) -> bool:
        return any(form in self._words for match in run for form in forms(match[0]))


def claim(before: str, after: str, names: Names, last: str | None) -> Claim | None:
    """Who is said to have said a quotation.

    Args:
        before: the text of the paragraph before it; `QUOTATION` stands for other quotations.
        after: the text after it.
        names: finds names.
        last: the person who was named last.
    """
    following = _first_sentence(after[:_AROUND])
    preceding = _last_sentence(before[-_AROUND:])
    if match := _DASH.match(after[:_AROUND]):
        signed = names.mentions(following)
        far = 0 if match[0].endswith("(") else 12
        if signed and signed[0].start <= match.end() + far:
            return Claim(signed[0].name, is_guess=False)
    for text, is_after in ((following, True), (preceding, False)):
        if found := _cited(text, names) or _spoken(text, names, last, is_after=is_after):
            return found
    if (match := _LABEL.match(before)) and not _VERB.search(match[1]):
        label = match[1].strip()
        named = [one for one in names.mentions(label) if names.is_known(one)]
        # `Kagan on the flood:`
        if len(named) < 2:
            is_longer = bool(named) and label[named[0].end :][:1].isspace()
            return Claim(named[0].name if is_longer else label, is_guess=False)
    if preceding.rstrip().endswith((":", "：")):
        mentioned = [
            one
            for one in names.mentions(preceding)
            if names.is_known(one) and not _ADDRESSED.search(preceding[: one.start])
        ]
        if mentioned:
            return Claim(mentioned[-1].name, is_guess=True)
    return None


def _cited(text: str, names: Names) -> Claim | None:
    """The name after words such as `according to`, or before `zufolge`."""
    for match in _CITING.finditer(text):
        near = [one for one in names.mentions(text) if 0 <= one.start - match.end() < 30]
        if near:
            return Claim(near[0].name, is_guess=False)
    for one in names.mentions(text):
        if _CITED.match(text, one.end):
            return Claim(one.name, is_guess=False)
    return None


def _spoken(text: str, names: Names, last: str | None, *, is_after: bool) -> Claim | None:
    """The name or the pronoun beside the verb of speech that is nearest to the quotation."""
    verbs = [*_VERB.finditer(text)]
    if not verbs:
        return None
    verb = verbs[0] if is_after else verbs[-1]
    mentions = names.mentions(text)
    known = [one for one in mentions if names.is_known(one)]
    before = [one for one in mentions if one.end <= verb.start() and verb.start() - one.end < _FAR]
    behind = [one for one in mentions if 0 <= one.start - verb.end() < _FAR]
    pronouns = [
        match for match in _PRONOUN.finditer(text)
        if abs(match.start() - verb.end()) < 3 or abs(verb.start() - match.end()) < 3
    ]  # fmt: skip
    # “…,” said Kagan: the name follows the verb, if nothing but commas stands before it.
    is_inverted = is_after and not text[: verb.start()].strip(" ,")
    if pronouns and not (is_inverted and behind and behind[0].start - verb.end() < 3):
        return Claim(last, is_guess=True) if last else None
    if not is_inverted:
        # “…,” the clerk told Kagan.
        behind = [one for one in behind if not _ADDRESSED.search(text[: one.start])]
    sides = (behind, before[::-1]) if is_inverted else (before[::-1], behind if is_after else [])
    for side in sides:
        if side:
            best = next((one for one in side[:2] if one in known), side[0])
            return Claim(best.name, is_guess=False)
    return None


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends in a text."""
    return any(not _ends_abbreviation(text, match.start()) for match in _ENDS.finditer(text))


def _first_sentence(text: str) -> str:
    """A text up to the end of its first sentence, or to the next quotation."""
    text = text.partition(QUOTATION)[0]
    for match in _ENDS.finditer(text):
        if not _ends_abbreviation(text, match.start()):
            return text[: match.start()]
    return text


def _last_sentence(text: str) -> str:
    """A text from the start of its last sentence, or from the quotation before."""
    text = text.rpartition(QUOTATION)[2]
    start = 0
    for match in _ENDS.finditer(text.rstrip()):
        if match.end() < len(text.rstrip()) and not _ends_abbreviation(text, match.start()):
            start = match.end()
    return text[start:]


def _ends_abbreviation(text: str, place: int) -> bool:
    """Whether a full stop ends a title or an initial, and no sentence."""
    word = re.search(r"([^\W\d_]+)$", text[max(0, place - 12) : place])
    return word is not None and _is_abbreviated(word[1] + ".")


def _is_abbreviated(word: str) -> bool:
    plain = word.rstrip(".").lower()
    return word.endswith(".") and (plain in _ABBREVIATED or len(plain) == 1)
