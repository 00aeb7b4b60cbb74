"""Pages of questions that readers often have, and lists of tasks, are no talk."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import find
from corpus.load import read

FAQ = "# FAQ\n\n**Q: How do I open it?**\n\nA: Turn the key.\n\n**Q: And then?**\n\nA: Pull.\n"
TASKS = "# To do\n\n- Ann: paint the door\n- Bo: buy nails\n- Ann: call Bo\n- Bo: clean up\n"
BUGS = "".join(
    f"Steps: Open page {n}.\nExpected: It opens at once.\nActual: Nothing happens at all.\n\n"
    for n in range(6)
)


@pytest.mark.parametrize("text", [FAQ, TASKS, BUGS])
def test_what_nobody_said_is_refused(text: str, tmp_path: Path) -> None:
    """A reason is given instead of turns in the name of a key."""
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError):
        read(next(iter(find([path]))))
