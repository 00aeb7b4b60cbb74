"""The quotations of a draft, each with who is said to have said it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from corpus.prose import Paragraph, blocks
from searcher.value import Value
from searcher.verify.attribution import QUOTATION, Claim, Names, claim, ends_sentence
from searcher.verify.quotation_marks import Quoted, opens_with_mark, quoted

#: Words such as `she said` between two parts of one quotation have at most so many characters.
_INTERRUPTION = 80
#: A line with a name below a block quotation has at most so many characters.
_SIGNATURE = 120
_DASHES = ("—", "–", "―", "--", "- ", "~ ")


class Mark(NamedTuple):
    """Where a quotation, or a part of it, stands: in a paragraph, with its quotation marks.

    Attributes:
        line: of the paragraph.
        start, end: the characters in the text of the paragraph.
    """

    line: int
    start: int
    end: int


class Drafted(Value):
    """A quotation of a draft.

    Attributes:
        text: the quotation.
        claim: who is said to have said it; None if nobody is.
        line: the line of the draft where it begins, or its paragraph, from 1.
        marks: where its parts stand, in the order of the draft.
    """

    text: str
    claim: Claim | None
    line: int
    marks: tuple[Mark, ...] = ()


def quotations(
    paragraphs: Sequence[Paragraph], speakers: Iterable[str], most: int | None = None
) -> list[Drafted]:
    """The quotations of a draft, in their order.

    Args:
        paragraphs: the paragraphs of the draft.
        speakers: the names of the people who speak in the index.
        most: how many of the first ones are wanted; None for all.
    """
    return [*islice(_Reader(Names(speakers)).quotations(paragraphs), most)]


class _Reader:
    """Reads paragraphs in their order: who was named last is known of those before."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._last: str | None = None

    def quotations(self, paragraphs: Sequence[Paragraph]) -> Iterator[Drafted]:
        groups = [*blocks(paragraphs)]
        number = 0
        while number < len(groups):
            group = groups[number]
            following = groups[number + 1] if number + 1 < len(groups) else []
            before = groups[number - 1][-1].text if number else ""
            number += 1
            if group[0].block:
                yield self._block(group, before, following)
                continue
            # A quotation that no mark closes goes on in the next paragraph, if that opens it anew.
            texts = [group[0]]
            while _goes_on(texts[-1].text) and number < len(groups):
                if groups[number][0].block or not opens_with_mark(groups[number][0].text):
                    break
                texts.append(groups[number][0])
                number += 1
            yield from self._paragraph(texts)

    def _block(
        self, group: Sequence[Paragraph], before: str, following: Sequence[Paragraph]
    ) -> Drafted:
        """A block quotation. Its last line or the line below may say who said it."""
        texts = [paragraph.text for paragraph in group]
        found: Claim | None = None
        if len(texts) > 1 and _is_signature(texts[-1]):
            found = self._signature(texts.pop())
        elif following and not following[0].block and _is_signature(following[0].text):
            found = self._signature(following[0].text)
        else:
            texts[-1], found = self._signed(texts[-1])
        if found is None:
            found = claim(before, "", self._names, self._last)
        self._remember(before, found)
        marks = (
            Mark(paragraph.line, 0, len(text))
            for paragraph, text in zip(group, texts, strict=False)
        )
        return Drafted("\n".join(texts), found, group[0].line, tuple(marks))

    def _signed(self, text: str) -> tuple[str, Claim | None]:
        """A text without the name after a dash at its end, and this name."""
        for dash in ("—", "–", "―"):
            said, _, signature = text.rpartition(dash)
            if said.rstrip().endswith((".", "!", "?", "”", '"', "…", "»")) and signature.strip():
                mentions = self._names.mentions(signature)
                if len(signature) < 60 and mentions and mentions[0].start <= 8:
                    return said.rstrip(), Claim(mentions[0].name, is_guess=False)
        return text, None

    def _signature(self, text: str) -> Claim | None:
        mentions = self._names.mentions(text.lstrip("—–―-~ "))
        return Claim(mentions[0].name, is_guess=False) if mentions else None

    def _paragraph(self, paragraphs: Sequence[Paragraph]) -> Iterator[Drafted]:
        """The quotations of a paragraph, or of one that begins in it and goes on in others."""
        text = paragraphs[0].text
        found = quoted(text)
        rest: list[str] = []
        going_on: list[Mark] = []
        end = text
        for paragraph in paragraphs[1:]:
            for inside in quoted(paragraph.text)[:1]:
                rest.append(paragraph.text[inside.start : inside.end])
                going_on.append(Mark(paragraph.line, inside.first, inside.last))
                end = paragraph.text[inside.last :]
        if found and found[-1].is_open and not rest:
            # It is closed nowhere: a mark by mistake, or of inches.
            found = found[:-1]
        before_claim: Claim | None = None
        for part in _joined(found, text):
            first, last = part[0], part[-1]
            quotation = " ".join(text[one.start : one.end].strip() for one in part)
            if last.is_open:
                quotation = "\n".join([quotation, *rest])
            before = _outside(text[: first.first], found, 0)
            after = end if last.is_open else _outside(text[last.last :], found, last.last)
            if quotation.endswith((".", "…")) and after.lstrip()[:1].isupper():
                # A full stop ended the sentence, and another one follows.
                after = ""
            between = text[part[0].last : part[1].first] if len(part) > 1 else ""
            who = claim("", between, self._names, self._person(before)) if between else None
            who = who or claim(before, after, self._names, self._person(before))
            if who is None and before_claim is not None:
                # “…,” she said. “…” is said by the same person.
                who = before_claim.replaced(is_guess=True)
            before_claim = who
            self._remember("", who)
            line = paragraphs[0].line
            marks = [Mark(line, one.first, one.last) for one in part]
            marks += going_on if last.is_open else []
            yield Drafted(quotation.rstrip(" ,;"), who, line, tuple(marks))
        self._remember(_outside(text, found, 0), None)

    def _person(self, before: str) -> str | None:
        """Who was named last before a quotation: in the paragraph, else before it."""
        mentions = [one for one in self._names.mentions(before) if self._names.is_known(one)]
        return mentions[-1].name if mentions else self._last

    def _remember(self, text: str, found: Claim | None) -> None:
        self._last = found.name if found else self._person(text)


def _is_signature(text: str) -> bool:
    """Whether a line is a dash and a name."""
    return text.startswith(_DASHES) and len(text) <= _SIGNATURE


def _goes_on(text: str) -> bool:
    """Whether the last quotation of a paragraph is not closed."""
    found = quoted(text)
    return bool(found) and found[-1].is_open


def _outside(text: str, found: Sequence[Quoted], offset: int) -> str:
    """A part of a paragraph with a sign in place of each quotation.

    Args:
        text: the part.
        found: the quotations of the paragraph.
        offset: where the part begins in the paragraph.
    """
    pieces: list[str] = []
    done = 0
    for one in found:
        first, last = one.first - offset, one.last - offset
        if done <= first < len(text):
            pieces += [text[done:first], QUOTATION]
            done = last
    return "".join([*pieces, text[done:]])


def _joined(found: Sequence[Quoted], text: str) -> Iterator[list[Quoted]]:
    """Quotations; those that `she said,` interrupts are one."""
    part: list[Quoted] = []
    for one in found:
        if part and _is_interruption(text[part[-1].last : one.first], text[: part[-1].end]):
            part.append(one)
            continue
        if part:
            yield part
        part = [one]
    if part:
        yield part


def _is_interruption(between: str, before: str) -> bool:
    """Whether what stands between two quotations only says who speaks."""
    stripped = between.strip()
    return (
        len(stripped) <= _INTERRUPTION
        and stripped.endswith(",")
        and not ends_sentence(stripped)
        and (before.rstrip().endswith((",", "—", "–", "-")) or stripped.startswith(","))
        and claim("", between, Names(()), "somebody") is not None
    )
