"""The forms of a Korean word: with particles and endings.

Korean has blanks between words, but a particle follows its word without a blank, where other
languages have `the`, `of` or `is`: 치료, 치료를, 치료에서는, 치료했습니다.
"""

from collections.abc import Callable, Iterable, Iterator

_PARTICLES = frozenset(
    """
    은 는 이 가 을 를 의 에 로 으로 와 과 랑 이랑 도 만 께 나 이나 야 이야 들 하고 처럼 같이 보다
    마다 조차 마저 밖에 까지 까지는 까지도 부터 부터는 에는 에도 에만 에서 에서는 에서도 에서의
    에게 에게는 에게도 에게서 께서 께서는 한테 한테는 로는 로도 로서 로써 로의 으로는 으로도
    으로서 으로써 으로의 와는 와의 과는 과의 만은 만이 만을 만의 든지 이든지 라도 이라도 라는
    이라는 라고 이라고 란 이란 라면 이라면 들은 들이 들을 들의 들에 들에게 들도 들만 들과 들로
    들에서 이다 다 입니다 이에요 예요 인데 이고 이며 인 이었다 였다 이었습니다 였습니다 하다 한다
    합니다 했다 했습니다 하는 한 할 하며 하면 하기 하지 해 해서 해야 해요 했어요 했던 하여 하였다
    되다 된다 됩니다 됐다 됐습니다 되는 된 될 되고 되며 되면 되기 되지 돼 돼서 돼요 됐어요 되었다
    되었습니다 되어
    """.split()
)
_LONGEST = max(map(len, _PARTICLES))


def is_hangul(word: str) -> bool:
    """Whether a word is written in Hangul."""
    return "\uac00" <= word[:1] <= "\ud7a3"


def forms(word: str, vocabulary: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The words of the vocabulary that are a word with other particles or without one."""
    for base in _bases(word):
        for other in vocabulary(base):
            if other == base or other[len(base) :] in _PARTICLES:
                yield other


def _bases(word: str) -> Iterator[str]:
    """The word, and what it may be without a particle, of at least two syllables.

    Many words of two syllables look like a word of one syllable with a particle: 사과 (apple).
    """
    yield word
    for length in range(1, min(_LONGEST, len(word) - 2) + 1):
        if word[-length:] in _PARTICLES:
            yield word[:-length]
