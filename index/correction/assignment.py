"""Names, labels and turns are given to the person of a correction, and taken from others."""

from collections.abc import Sequence

from corpus.people.generic_names import is_generic_name
from index.correction.names import Names, Resolved, Unit
from index.registry.corrections import Correction, Label
from index.registry.registry import Registry


class Assignment:
    """The corrections of an index while they are changed.

    Args:
        registry: who is who by these corrections.
        names: the names of the index.

    Attributes:
        corrections: the list of the registry, so that a change counts at once.
    """

    def __init__(self, registry: Registry, names: Names) -> None:
        self._registry = registry
        self._names = names
        self.corrections: list[Correction] = registry.corrections

    def is_in_also(self, found: str) -> bool:
        """Whether a hand-written correction gives a name to a person in any program."""
        return any(found in correction.also for correction in self.corrections)

    def release(self, units: Sequence[Unit]) -> None:
        """Remove what corrections say of just these turns."""
        pairs = {(unit.program, unit.found) for unit in units if unit.label is None}
        labels = {Label(u.label, u.found, u.program) for u in units if u.label is not None}
        for correction in self.corrections:
            correction.only[:] = [pair for pair in correction.only if pair not in pairs]
            correction.labels[:] = [label for label in correction.labels if label not in labels]

    def give(self, target: Correction, units: Sequence[Unit], *, everywhere: bool) -> None:
        """Give turns to the person of a correction.

        Args:
            target: the correction.
            units: the turns.
            everywhere: a name that was found for them is the person's in any program. That
                is never so of a generic name: it belongs to its recording.
        """
        self.release(units)
        for unit in units:
            if unit.label is not None:
                continue
            if not everywhere or is_generic_name(unit.found):
                target.only.append((unit.program, unit.found))
                continue
            for correction in self.corrections:
                if correction is not target:
                    correction.also[:] = [name for name in correction.also if name != unit.found]
            if unit.found not in (target.name, *target.also):
                target.also.append(unit.found)
            elif self._names.person(unit) != target.name:
                target.only.append((unit.program, unit.found))
        for label, found in dict.fromkeys((u.label, u.found) for u in units if u.label):
            here = [u for u in units if (u.label, u.found) == (label, found)]
            here = [unit for unit in here if self._names.person(unit) != target.name]
            # Without an entry of its own the label is its person's again.
            if not here:
                continue
            # Where some of these turns are not this person's, only the others are meant.
            all_of_it = [u for u in self._names.labels if (u.label, u.found) == (label, found)]
            is_general = everywhere and not is_generic_name(str(label))
            if is_general and all(unit in units for unit in all_of_it):
                target.labels.append(Label(str(label), found))
            else:
                target.labels += [Label(str(label), found, unit.program) for unit in here]

    def take_over(self, target: Correction, name: str) -> None:
        """Give what a correction says of somebody in any program to another correction."""
        for merged in self.corrections:
            if merged.name == name and merged is not target:
                self.corrections.remove(merged)
                target.also += [found for found in merged.also if found not in target.also]
                target.only += [pair for pair in merged.only if pair not in target.only]
                # Whoever is protected stays so under another name.
                target.restricted |= merged.restricted
                if not target.restricted:
                    target.pseudonym = target.pseudonym or merged.pseudonym
                target.labels += [
                    label
                    for label in merged.labels
                    if self._registry.name(label.program or "", label.name, label.label)
                    != target.name
                ]
                return

    def correction_of(self, one: Resolved) -> Correction:
        """The correction of somebody; that of a voice has the program in which it is theirs."""
        correction = self.correction(one.name)
        if one.is_voice:
            correction.only += [pair for pair in one.pairs if pair not in correction.only]
        return correction

    def correction(self, name: str) -> Correction:
        """The correction of a person; a new one, without effect, if there is none."""
        for correction in self.corrections:
            if correction.name == name:
                return correction
        self.corrections.append(Correction(name))
        return self.corrections[-1]
