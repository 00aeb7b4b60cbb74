"""Words that people say while they think, and that editors leave out, by language."""

from collections.abc import Sequence
from functools import cache

from index.text.tokenizer import forms

#: Sounds that are words in no language of the table.
_SOUNDS = "uh, uhm, uhh, hm, hmm, mm, mmm, mhm, mm-hmm, uh-huh, erm, ehm, hmmm"

#: The fillers of a language. A word that means something, too, is left out where it would change
#: what is said: `so`, `just`, `I think`.
_FILLERS = {
    "en": "um, umm, ah, er, eh, oh, you know, i mean, like, sort of, kind of, well, okay, ok, "
    "yeah, right, you see, actually, basically, literally, anyway, anyways, "
    "you know what i mean, let's see",
    "de": "äh, ähm, öh, öhm, hm, tja, na ja, naja, also, halt, eben, quasi, sozusagen, irgendwie, "
    "gell, ne, ich sag mal, sag ich mal, wissen sie, weißt du, weisst du, ich meine",
    "fr": "euh, heu, ben, bah, hein, quoi, voilà, enfin, bon, tu vois, vous voyez, tu sais, "
    "vous savez, je veux dire, du coup, en fait, genre, disons",
    "es": "eh, em, este, pues, bueno, o sea, digamos, sabes, sabe usted, es decir, mira, verdad",
    "pt": "é, ahn, hã, né, tipo, sabe, quer dizer, assim, bom, olha, digamos, pois",
    "it": "eh, ehm, beh, boh, cioè, insomma, diciamo, sai, tipo, allora, ecco, praticamente",
    "nl": "eh, euh, nou, zeg maar, weet je, ik bedoel, hè, eigenlijk, gewoon",
    "ru": "э, ээ, эм, мм, ну, вот, как бы, так сказать, значит, короче, в общем, знаете",
    "zh": "嗯, 呃, 啊, 哦, 那个, 這個, 这个, 就是说, 然后呢, 对吧",
    "ja": "えー, えーと, えっと, あの, あのー, その, そのー, まあ, なんか, うーん",
}  # fmt: skip
_DEFAULT = "en"

#: Where these words of English come before them, the words below are no fillers.
_VERBS = frozenset(
    "would 'd i'd you'd we'd they'd he'd she'd do does did don't doesn't didn't to look looks "
    "looked looking feel feels felt feeling sound sounds sounded seem seems seemed i we they "
    "not".split()
)
_DETERMINERS = frozenset("a an the one every each what which some any another same".split())
_NOT_AFTER: dict[str, frozenset[str]] = {
    "like": _VERBS,
    "kind of": _DETERMINERS,
    "sort of": _DETERMINERS,
    "you know": frozenset("do did if as let don't didn't".split()),
    "right": frozenset("a the all is was that's are not".split()),
    "well": frozenset("as very so pretty really quite works worked doing did not".split()),
    "actually": frozenset(["not"]),
}


def without_fillers(
    words: Sequence[str], language: str | None, before: str = ""
) -> list[tuple[int, int]]:
    """The runs of words that are no fillers, as ranges of `words`.

    Args:
        words: the words that a quotation leaves out, as in the index.
        language: the language of the program; English if it is not known.
        before: the word before the first one.
    """
    known = _of((language or _DEFAULT).partition("-")[0].lower())
    kept: list[tuple[int, int]] = []
    place = start = 0
    while place < len(words):
        length = _filler(words, place, known, words[place - 1] if place else before)
        if length:
            if start < place:
                kept.append((start, place))
            place += length
            start = place
        else:
            place += 1
    if start < place:
        kept.append((start, place))
    return kept


def _filler(
    words: Sequence[str], place: int, known: dict[str, list[tuple[str, ...]]], before: str
) -> int:
    """How many words the filler has that begins at a place; 0 if none does."""
    for filler in known.get(words[place], ()):
        if tuple(words[place : place + len(filler)]) == filler:
            barred = _NOT_AFTER.get(" ".join(filler))
            if barred is None or before not in barred:
                return len(filler)
    return 0


@cache
def _of(language: str) -> dict[str, list[tuple[str, ...]]]:
    """The fillers of a language by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    listed = f"{_SOUNDS}, {_FILLERS.get(language, '')}"
    for filler in sorted({tuple(forms(each)) for each in listed.split(",")}, key=len, reverse=True):
        if filler:
            found.setdefault(filler[0], []).append(filler)
    return found
