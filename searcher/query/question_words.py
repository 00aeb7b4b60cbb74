"""The words with which questions begin, by language, as the index keeps words: without accents.

So do some titles and songs, but a search that is said word for word is found as a phrase first.
"""

from collections.abc import Collection, Mapping, Sequence

from index.library.library import ENGLISH

_ENGLISH = """
    how what when where which who whom whose why
    am are is was were can could did do does had has have may might must shall should will would
    how's what's when's where's who's why's
    aren't isn't wasn't weren't can't couldn't didn't don't doesn't hadn't hasn't haven't
    shouldn't won't wouldn't
"""
#: For each language the words and pairs of words, separated by commas.
_OTHERS = {
    "cs": "co, jak, jaky, jaka, jake, kde, kdo, kdy, kolik, ktery, ktera, ktere, proc",
    "da": "hvad, hvem, hvilken, hvilket, hvilke, hvor, hvordan, hvorfor, hvornar",
    "de": "wann, warum, was, weshalb, welche, welchem, welchen, welcher, welches, wem, wen, wer, "
    "weswegen, wessen, wie, wieso, wieviel, wo, wodurch, wofur, woher, wohin, womit, woran, "
    "worauf, woraus, woruber, worum, wovon, wozu, mit wem, von wem, an wen",
    "es": "como, cual, cuales, cuando, cuanto, cuanta, cuantos, cuantas, donde, que, quien, "
    "quienes, por que, para que, de que, con quien, a quien",
    "fi": "kuka, ketka, kuinka, mika, miksi, milloin, missa, mita, miten, mitka",
    "fr": "combien, comment, lequel, laquelle, lesquels, lesquelles, ou, pourquoi, quand, que, "
    "quel, quelle, quels, quelles, qui, quoi, est ce, a qui, de qui, de quoi, par qui",
    "it": "che, chi, come, cosa, dove, perche, quale, quali, quando, quanto, quanta, quanti, "
    "quante, che cosa, a chi, di chi, con chi",
    "nb": "hva, hvem, hvilken, hvilket, hvilke, hvor, hvordan, hvorfor",
    "nl": "hoe, hoeveel, waar, waarom, waarover, waarvoor, waarmee, wanneer, wat, welk, welke, "
    "wie, wiens",
    "pl": "co, czy, dlaczego, gdzie, ile, jak, jaka, jaki, jakie, kiedy, kto, ktora, ktore, ktory",
    "pt": "como, onde, porque, qual, quais, quando, quanto, quanta, quantos, quantas, que, quem, "
    "por que, o que, de quem, com quem",
    "ru": "где, зачем, как, какая, какие, какое, какой, когда, кого, кому, кто, куда, откуда, "
    "отчего, почему, сколько, чей, чем, что, чье, чья, о чем",
    "sv": "hur, nar, vad, var, varfor, varifran, vart, vem, vems, vilka, vilken, vilket",
    "tr": "hangi, kac, kim, kimin, nasil, ne, neden, nerede, niye, nicin",
    "uk": "де, звідки, коли, куди, навіщо, скільки, хто, чий, чому, що, як, яка, яке, який, які",
}
#: What begins no question in an index that has English: it is another word there, or a name.
_OTHERWISE_IN_ENGLISH = frozenset(
    """
    che chi co come comment como cosa dove hoe ile jake kac kde kim kuka mika missa nar ne ou proc
    quale quanta que qui var vart wat wen wer wo
    """.split()
)


def _table() -> Mapping[str, frozenset[str]]:
    others = {code: frozenset(words.split(", ")) for code, words in _OTHERS.items()}
    return {ENGLISH: frozenset(_ENGLISH.split()), **others}


_OF_LANGUAGE = _table()
#: What begins a question whatever the language of the index is: many do not say it.
_ANYWHERE = (frozenset[str]().union(*_OF_LANGUAGE.values()) - _OTHERWISE_IN_ENGLISH) | _OF_LANGUAGE[
    ENGLISH
]


def opens_question(forms: Sequence[str], languages: Collection[str] = (ENGLISH,)) -> int:
    """How many words at the beginning of a search are those of a question: 0, 1 or 2.

    Args:
        forms: the words of the search, as the index keeps them.
        languages: those of the index. A question word that is another word in English counts only
            without it: `comment section`, `come together`.
    """
    known = _ANYWHERE
    if ENGLISH not in languages:
        known = known.union(*(_OF_LANGUAGE.get(code, frozenset()) for code in languages))
    return next((size for size in (2, 1) if " ".join(forms[:size]) in known), 0)
