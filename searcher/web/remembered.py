"""Answers that were made already, for those who ask the same again."""

from collections import OrderedDict

from searcher.web.exchange.answer import Answer

#: The most bytes of one answer, and of all of them: a few thousand pages of ten quotes.
_LONGEST, _MOST = 1 << 18, 32 << 20


class Remembered:
    """The answers that were asked for last, by their names (`ETag`).

    A name holds the state of the archive, so an answer of an older state is never found again, and
    makes room in time. Only answers with a body that is whole are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, name: str) -> Answer | None:
        """The answer with a name, if it is there."""
        found = self._answers.get(name)
        if found is not None:
            self._answers.move_to_end(name)
        return found

    def keep(self, name: str, answer: Answer) -> None:
        """Keep an answer, if it may be; the ones that nobody asked for longest make room."""
        if answer.status != 200 or name in self._answers or not 0 < _size(answer) <= _LONGEST:
            return
        self._answers[name] = answer
        self._size += _size(answer)
        while self._size > self._most:
            _, oldest = self._answers.popitem(last=False)
            self._size -= _size(oldest)

    def clear(self) -> None:
        """Keep nothing."""
        self._answers.clear()
        self._size = 0


def _size(answer: Answer) -> int:
    """The bytes of the body; 0 if it is written bit by bit."""
    return len(answer.body) if isinstance(answer.body, bytes) else 0
