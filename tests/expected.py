"""Writes what is read of sample files as the JSON beside them: `python -m tests.expected FILE...`.

Look at the difference before you commit it: it is what the tests expect from then on.
"""

import dataclasses
import json
import sys
from pathlib import Path

from corpus.load import find, read
from corpus.model import Program


def record(program: Program) -> dict[str, object]:
    """A program as the JSON beside a sample has it: without its path, which is the sample's."""
    fields = dataclasses.asdict(program)
    del fields["path"]
    for turn in fields["turns"]:
        if not turn["moments"]:
            del turn["moments"]
        # No reader gives any.
        del turn["corrections"]
    return fields


def write(sample: Path) -> None:
    """Read a sample and write what was read beside it."""
    (file,) = find([sample])
    programs = [record(program) for program in read(file)]
    text = json.dumps(programs, ensure_ascii=False, indent=1)
    Path(f"{sample}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write(Path(name))
