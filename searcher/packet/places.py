"""Where the quotes of a packet are now: word for word, by the same speaker, in the same turn?"""

from enum import StrEnum

from corpus.corrected_words import source_text
from corpus.model import REDACTED, Program, Turn
from searcher.archive import Archive
from searcher.errors import RequestError
from searcher.packet.packet import PacketQuote
from searcher.quotes.corrected import SIGN, note
from searcher.safe_text import counted, one_line, shortened
from searcher.value import Value
from searcher.verify.verdict import Ruling, Verdict

#: A text of fewer words is said by many, and is not looked for in other programs.
_FEWEST = 8
#: Of a longer text so many words are compared.
_MOST = 500
#: So many words of a packet are looked for, which takes half a minute: the packet of a stranger may
#: hold quotes of nobody, and takes no longer.
_BUDGET = 50_000
#: How many programs are kept in memory while their quotes are looked at.
_KEPT = 8
#: How many differences are named.
_SHOWN = 3


class QuoteState(StrEnum):
    """What has become of a quote."""

    SAME = "same"
    MOVED = "moved"
    CORRECTED = "corrected"
    CHANGED = "changed"
    OTHER_SPEAKER = "other speaker"
    RESTRICTED = "restricted"
    GONE = "gone"


class Found(Value):
    """A quote as the index has it now.

    Attributes:
        state: what has become of it.
        note: where it is now, or how it differs; "" if there is nothing to say.
        program: the program in which it is, without its turns; None if it is nowhere.
    """

    state: QuoteState
    note: str = ""
    program: Program | None = None


class Places:
    """Finds the quotes of a packet in an index.

    Args:
        archive: the index.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._programs: dict[str, Program | None] = {}
        self._left = _BUDGET

    def of(self, quote: PacketQuote) -> Found:
        """What has become of a quote."""
        program = self._program(quote.program)
        turns = () if program is None else program.turns
        here = next((turn for turn in turns if turn.number == quote.turn), None)
        if program is not None and here is not None:
            if _is_same(here, quote):
                return Found(QuoteState.SAME, "", program.without_turns())
            if here.is_withheld:
                return _restricted(program)
            if here.speaker == quote.speaker and _is_same_file(here, quote):
                return _corrected(program, here)
        same = [turn for turn in turns if _words(turn.text) == _words(quote.text)]
        # The same turn, then those of the same speaker, then the nearest.
        same.sort(key=lambda turn: (turn.number != quote.turn, turn.speaker != quote.speaker,
                                    abs(turn.number - quote.turn)))  # fmt: skip
        if program is not None and same:
            return _elsewhere(quote, program, same[0])
        return self._alike(quote, program)

    def _alike(self, quote: PacketQuote, program: Program | None) -> Found:
        """What is nearest to a quote, of which no turn of its program has all the words."""
        gone = "not in the index any more: removed, or restricted since"
        nowhere = Found(QuoteState.GONE, gone if program is None else "", _bare(program))
        words = quote.text.split()
        if self._left <= 0:
            unsought = "not in its turn any more, and not looked for: too many are not"
            return nowhere.replaced(note=unsought)
        self._left -= min(len(words), _MOST)
        try:
            verdict = self._archive.verify(" ".join(words[:_MOST]))
        except RequestError:
            # It has no word that could be compared.
            return nowhere
        places = [place.quote for place in verdict.places]
        inside = [each for each in places if each.program.id == quote.program]
        if not inside and (program is not None or len(words) < _FEWEST):
            return nowhere
        if not places:
            return nowhere
        # Of several turns with these words, the one of the same speaker.
        best = min(inside or places, key=lambda each: each.turn.speaker != quote.speaker)
        if verdict.ruling is not Ruling.VERBATIM or len(words) > _MOST:
            if best.program.access == REDACTED:
                return _restricted(best.program)
            where = f"now in {_place(best.program, best.turn)}: {_differences(verdict)}"
            return Found(QuoteState.CHANGED, where, best.program)
        return _elsewhere(quote, best.program, best.turn)

    def _program(self, name: str) -> Program | None:
        if name not in self._programs:
            while len(self._programs) >= _KEPT:
                del self._programs[next(iter(self._programs))]
            self._programs[name] = self._archive.program(name)
        return self._programs[name]


def _elsewhere(quote: PacketQuote, program: Program, turn: Turn) -> Found:
    """A quote whose words are all in a turn."""
    bare = program.without_turns()
    if turn.speaker != quote.speaker:
        if program.access == REDACTED:
            return _restricted(program)
        note = f"now by {one_line(turn.speaker)}, in {_place(program, turn)}"
        return Found(QuoteState.OTHER_SPEAKER, note, bare)
    if (program.id, turn.number) == (quote.program, quote.turn):
        return Found(QuoteState.SAME, "", bare)
    return Found(QuoteState.MOVED, f"now {_place(program, turn)}", bare)


def _restricted(program: Program) -> Found:
    """A quote of which not all may be shown any more: what is shown instead is not told."""
    note = "not to be shown any more as it is in the packet"
    return Found(QuoteState.RESTRICTED, note, program.without_turns())


def _corrected(program: Program, turn: Turn) -> Found:
    """A quote that the file has as before, and of which words were corrected by hand since."""
    how = note(turn) or "the words of the file stand there again: a correction was undone"
    return Found(QuoteState.CORRECTED, how.removeprefix(f"{SIGN} "), program.without_turns())


def _is_same_file(turn: Turn, quote: PacketQuote) -> bool:
    return _words(source_text(turn)) == _words(quote.file_text or quote.text)


def _is_same(turn: Turn, quote: PacketQuote) -> bool:
    same = _words(turn.text) == _words(quote.text) and _is_same_file(turn, quote)
    return same and turn.speaker == quote.speaker


def _words(text: str) -> list[str]:
    return text.split()


def _bare(program: Program | None) -> Program | None:
    return None if program is None else program.without_turns()


def _place(program: Program, turn: Turn) -> str:
    return f"{shortened(program.id, 80)}:{turn.number}"


def _differences(verdict: Verdict) -> str:
    """How what is said now differs from the quote, in words."""
    if verdict.ruling is Ruling.STITCHED:
        return f"in {counted(len(verdict.places), 'turn')}"
    if verdict.ruling is Ruling.VERBATIM:
        return f"after its first {_MOST:,} words"
    shown = [
        f"“{shortened(one.said, 60)}” for “{shortened(one.quoted, 60)}”"
        for one in verdict.differences[:_SHOWN]
    ]
    if len(verdict.differences) > _SHOWN:
        shown.append(f"and {len(verdict.differences) - _SHOWN:,} more")
    return ", ".join(shown) or "with other signs"
