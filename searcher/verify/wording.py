"""Whether words are the same in another spelling, and whether a difference changes the meaning."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from index.text.tokenizer import fold

#: Contractions of English, in the form of the index, with what they are short for.
_WHOLE = {
    "can't": ("can not", "cannot"), "cannot": ("can not",), "won't": ("will not",),
    "shan't": ("shall not",), "gonna": ("going to",), "wanna": ("want to",), "gotta": ("got to",),
    "lemme": ("let me",), "gimme": ("give me",), "y'all": ("you all",), "'cause": ("because",),
    "cause": ("because",), "cuz": ("because",), "kinda": ("kind of",), "sorta": ("sort of",),
    "ain't": ("is not", "am not", "are not"), "let's": ("let us",), "'em": ("them",),
    "ok": ("okay",), "alright": ("all right",), "til": ("until",), "'til": ("until",),
}  # fmt: skip
_ENDINGS = {
    "n't": (" not",), "'re": (" are",), "'ve": (" have",), "'ll": (" will",), "'m": (" am",),
    "'s": (" is", " has"), "'d": (" would", " had"),
}  # fmt: skip
#: A block with more contractions is not expanded: their number of readings doubles with each.
_MOST_READINGS = 64

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_OTHER_NUMBERS = frozenset(
    map(
        fold,
        "percent half third quarter dozen double twice triple once first second "
        "eins zwei drei vier fünf sechs sieben acht neun zehn hundert tausend million millionen "
        "deux trois quatre cinq sept huit neuf dix cent mille dos tres cuatro cinco seis siete "
        "ocho nueve diez cien mil 一 二 三 四 五 六 七 八 九 十 百 千 万 亿 兩 两".split(),
    )
)
_NEGATIONS = frozenset(
    map(
        fold,
        "not no never none nobody nothing nowhere neither nor without cannot hardly barely "
        "nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne weder "
        "ne pas jamais rien personne aucun aucune sans non mai nessuno niente senza "
        "nunca nadie nada ningun ninguno sin nao nem ninguem sem niet geen nooit niemand "
        "niets zonder не нет никогда никто ничего без 不 没 沒 無 无 未 非 ない".split(),
    )
)
_HEDGES = frozenset(
    map(
        fold,
        "may might could perhaps maybe probably possibly likely allegedly reportedly "
        "vielleicht wohl vermutlich peut-etre quiza quizas tal talvez forse misschien".split(),
    )
)


def equal_words(quoted: Sequence[str], said: Sequence[str]) -> str | None:
    """How two runs of words differ in spelling alone: `contraction`, `number` or `spelling`.

    None if they are different words.
    """
    if "".join(quoted) == "".join(said):
        # `4/5` is not `45`.
        return "spelling" if _joined(quoted) == _joined(said) else None
    if {*_readings(quoted)} & {*_readings(said)}:
        return "contraction"
    number = _value(quoted)
    if number is not None and number == _value(said):
        return "number"
    return None


def change_of_meaning(quoted: Sequence[str], said: Sequence[str]) -> str | None:
    """What may change the meaning between two runs of words; None if nothing is known to."""
    if _count(quoted, _is_negation) != _count(said, _is_negation):
        return "negation"
    if _numbers(quoted) != _numbers(said):
        return "number"
    if _count(quoted, _HEDGES.__contains__) != _count(said, _HEDGES.__contains__):
        return "certainty"
    return None


def has_negation(words: Iterable[str]) -> bool:
    """Whether any of some words negates."""
    return any(map(_is_negation, words))


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _joined(words: Sequence[str]) -> list[str]:
    """The numbers among some words; groups of three digits (`12 000`) are one number."""
    found: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        if word.isdigit() and len(word) == 3 and before.isdigit():
            found[-1] += word
        elif any(map(str.isdigit, word)):
            found.append("".join(filter(str.isdigit, word)))
    return found


def _count(words: Sequence[str], counted: Callable[[str], bool]) -> int:
    return sum(map(counted, words))


def _numbers(words: Sequence[str]) -> list[str]:
    value = _value(words)
    if value is not None:
        return [str(value)]
    return sorted(filter(_is_number, words))


def _is_number(word: str) -> bool:
    return (
        any(map(str.isdigit, word)) or word in _NUMBERS or word in _LARGE or word in _OTHER_NUMBERS
    )


def _readings(words: Sequence[str]) -> Iterator[str]:
    """What a run of words may be short for."""
    each = [(*_expanded(word),) for word in words]
    count = 1
    for readings in each:
        count *= len(readings)
    if count > _MOST_READINGS:
        yield " ".join(words)
        return
    yield from (" ".join(reading) for reading in product(*each))


def _expanded(word: str) -> Iterator[str]:
    yield word
    yield from _WHOLE.get(word, ())
    for ending, longer in _ENDINGS.items():
        if word.endswith(ending) and word not in _WHOLE:
            yield from (word.removesuffix(ending) + each for each in longer)


def _value(words: Sequence[str]) -> int | None:
    """The number that some words are; None if they are no whole number."""
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) < 16:
        return int(words[0])
    if not words or len(words) > 12:
        return None
    total = part = 0
    for word in words:
        if word in _NUMBERS:
            part += _NUMBERS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total, part = total + max(part, 1) * _LARGE[word], 0
        elif word.isascii() and word.isdigit() and len(word) < 16:
            part += int(word)
        elif word != "and":
            return None
    return total + part
