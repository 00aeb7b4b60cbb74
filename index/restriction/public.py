"""What may be shown of a program: all of it, all with other names and without words, or nothing.

The public version of a program holds no word and no name that may not be shown, so whatever reads
it can give none away.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath

from corpus.corrected_words import in_source, source_text
from corpus.model import (
    REDACTED,
    RESTRICTED,
    WITHHELD,
    Corrected,
    Credits,
    Participant,
    Program,
    Related,
    Turn,
)
from index.registry.corrections import Correction
from index.restriction.mentions import Form, Mentions
from index.restriction.protected import Protected, shown_for


class Public:
    """What may be shown of programs.

    Args:
        protected: the people whose names may not be shown.
    """

    def __init__(self, protected: Protected) -> None:
        self._protected = protected
        self._everywhere = _Texts(protected.forms)

    def of(
        self, program: Program, taken: Collection[str] = (), before: str | None = None
    ) -> Program | None:
        """What may be shown of a program; itself if all may be, None if nothing may be.

        Args:
            program: the program, with its turns.
            taken: the ids that it cannot have.
            before: the id under which it was shown, which it keeps if it still can.
        """
        if program.access == RESTRICTED:
            return None
        if not self._protected:
            return program
        here = self._here(program)
        texts = self._everywhere
        if here:
            texts = _Texts([*self._protected.forms, *self._protected.forms_in(program, here)])
        public = self._redacted(program, texts, bool(here))
        if public == program:
            return program
        if public.id != program.id:
            public = replace(public, id=_free(public.id, taken, before))
        return replace(public, access=REDACTED)

    def _here(self, program: Program) -> list[tuple[Correction, Participant]]:
        """The protected people of a program, each as the program knows them."""
        found: dict[tuple[str, Participant], Correction] = {}
        known = (
            *((p.name, label) for p in program.participants for label in (*p.labels, None)),
            *((turn.speaker, turn.label) for turn in program.turns),
        )
        for name, label in dict.fromkeys(known):
            if (person := self._protected.who(program.id, name, label)) is not None:
                labels = (label,) if label is not None else ()
                found[person.name, Participant(name, labels)] = person
        return [(person, known) for (_, known), person in found.items()]

    def _redacted(self, program: Program, texts: "_Texts", is_here: bool) -> Program:
        turn_of = self._turns(program, texts)
        path = program.path
        public_id = texts.address(program.id)
        if public_id != program.id or texts.address(path) != path:
            path = f"{public_id}{PurePath(path).suffix}"

        def address(url: str | None) -> str | None:
            # A page or a recording tells who speaks there.
            return None if is_here or url is None or texts.address(url) != url else url

        made = program.credits
        return replace(
            program,
            id=public_id,
            title=texts.short(program.title),
            path=path,
            series=_each(texts.short, program.series),
            topics=tuple(map(texts.short, program.topics)),
            description=_each(texts.long, program.description),
            participants=self._participants(program, texts),
            credits=Credits(
                _each(texts.short, made.producer),
                tuple(map(texts.short, made.partners)),
                tuple(map(texts.short, made.sponsors)),
            ),
            related=tuple(
                Related(texts.short(one.title), _each(texts.long, one.description),
                        address(one.url))
                for one in program.related
            ),
            url=address(program.url),
            media_url=address(program.media_url),
            turns=tuple(map(turn_of, program.turns)),
        )  # fmt: skip

    def _turns(self, program: Program, texts: "_Texts") -> Callable[[Turn], Turn]:
        @lru_cache(None)
        def voice(speaker: str, label: str | None) -> tuple[Correction | None, bool, str]:
            person = self._protected.who(program.id, speaker, label)
            joint = any(self._protected.speaks_with(name) for name in (speaker, label or ""))
            withheld = joint or (person is not None and person.restricted)
            return person, withheld, self._name(program.id, speaker, label, texts)

        def shown(turn: Turn) -> Turn:
            person, is_withheld, name = voice(turn.speaker, turn.label)
            section = _each(texts.short, turn.section)
            if is_withheld:
                return Turn(turn.number, None, WITHHELD, WITHHELD, section=section)
            said, moments = texts.moved(turn.text, turn.moments)
            label, role = _each(texts.label, turn.label), _each(texts.short, turn.role)
            if person is not None:
                # A role tells who somebody is. One that is said by hand is meant to be shown.
                label, role = shown_for(person), None
            return replace(
                turn, label=label, speaker=name, role=role, text=said, moments=moments,
                section=section, corrections=texts.corrections(turn),
            )  # fmt: skip

        return shown

    def _name(self, program: str, found: str, label: str | None, texts: "_Texts") -> str:
        """The name that is shown for one found in a program."""
        if (person := self._protected.who(program, found, label)) is not None:
            return shown_for(person)
        if self._protected.who(program, found) is not None:
            # By a correction these turns are somebody else's: not those of the pseudonym.
            found = self._protected.registry.name(program, found, label)
        return texts.label(found)

    def _participants(self, program: Program, texts: "_Texts") -> tuple[Participant, ...]:
        found: dict[str, Participant] = {}
        for one in program.participants:
            voices = [(label, self._protected.who(program.id, one.name, label))
                      for label in one.labels or (None,)]  # fmt: skip
            kept: dict[str, list[str]] = {}
            for label, person in voices:
                joint = any(map(self._protected.speaks_with, (one.name, label or "")))
                if joint or (person is not None and person.restricted):
                    continue
                name = self._name(program.id, one.name, label, texts)
                shown = shown_for(person) if person else _each(texts.label, label)
                kept.setdefault(name, []).extend([shown] if label is not None and shown else [])
                role = None if person else _each(texts.short, one.role)
                other = found.get(name, Participant(name, (), role))
                labels = tuple(dict.fromkeys((*other.labels, *kept[name])))
                found[name] = replace(other, labels=labels)
        return tuple(found.values())


class _Texts:
    """Names replaced in the texts of one program.

    Args:
        forms: the names.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self._long = Mentions(forms, initials=True)
        self._short = Mentions(form._replace(loose=True) for form in forms)
        self._labels = Mentions(form for form in forms if len(form.name.split()) > 1)
        self._addresses = Mentions(
            form._replace(loose=True, shown=form.shown and _slug(form.shown)) for form in forms
        )

    def long(self, text: str) -> str:
        """A text of sentences."""
        return self._long.replaced(text)

    def moved(
        self, text: str, moments: tuple[tuple[int, float], ...]
    ) -> tuple[str, tuple[tuple[int, float], ...]]:
        """What is said, and its moments."""
        return self._long.moved(text, moments)

    def corrections(self, turn: Turn) -> tuple[Corrected, ...]:
        """The corrections of a turn, at their places beside other names.

        None may be shown if a name is in the words of one of them, or was before they were
        corrected: the words of the file would tell it.
        """
        if not turn.corrections:
            return ()
        file = source_text(turn)
        names, in_file = self._long.places(turn.text), self._long.places(file)
        places: list[tuple[int, float]] = []
        for one in turn.corrections:
            first = in_source(turn, one.start)
            if (
                _meet(names, one.start, one.end)
                or _meet(in_file, first, first + len(one.source))
                or self.long(one.source) != one.source
            ):
                return ()
            places += ((one.start, 0.0), (one.end, 0.0))
        moved = [place for place, _ in self._long.moved(turn.text, places)[1]]
        pairs = zip(moved[::2], moved[1::2], strict=True)
        return tuple(
            one._replace(start=start, end=end)
            for one, (start, end) in zip(turn.corrections, pairs, strict=True)
        )

    def short(self, text: str) -> str:
        """A title, a role and the like, which may be made of the name of a file."""
        return self._short.replaced(self._long.replaced(text))

    def label(self, text: str) -> str:
        """A label or a name of somebody else: a first name alone is theirs."""
        return self._labels.replaced(text)

    def address(self, text: str) -> str:
        """An id, a path or an address."""
        return self._addresses.replaced(text)


def _meet(places: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some places shares a character with another one."""
    return any(first < end and start < last for first, last in places)


def _each(change: Callable[[str], str], text: str | None) -> str | None:
    return None if text is None else change(text)


def _slug(name: str) -> str:
    """A name as a part of an id."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "withheld"


def _free(program_id: str, taken: Collection[str], before: str | None) -> str:
    """An id that no other program has."""
    if before is not None and re.fullmatch(rf"{re.escape(program_id)}(-\d+)?", before):
        return before
    free, number = program_id, 1
    while free in taken:
        number += 1
        free = f"{program_id}-{number}"
    return free
