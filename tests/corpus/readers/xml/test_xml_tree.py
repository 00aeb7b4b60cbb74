"""XML in an encoding that its first line does not tell, or tells wrongly."""

from pathlib import Path

import pytest

from corpus import load
from corpus.errors import CorpusError

CAPTIONS = """\
<?xml version="1.0" encoding="{0}"?>
<tt xmlns="http://www.w3.org/ns/ttml"><body><div>
<p begin="00:00:01.000" end="00:00:03.000">Мы видели журавля над рекой.</p>
</div></body></tt>
"""


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "no-such"])
def test_the_encoding_that_the_user_names_comes_first(tmp_path: Path, declared: str) -> None:
    """By any name that Python knows."""
    path = tmp_path / "talk.ttml"
    path.write_bytes(CAPTIONS.format(declared).encode("cp1251"))
    (parsed,) = load.parse(load.File(path, "talk", None, encoding="windows_1251"))
    assert parsed.program.turns[0].text == "Мы видели журавля над рекой."


def test_an_encoding_that_the_file_is_not_in_is_refused(tmp_path: Path) -> None:
    """With the place."""
    path = tmp_path / "talk.ttml"
    path.write_bytes(CAPTIONS.format("utf-8").encode("cp1251"))
    with pytest.raises(CorpusError, match="the file is not utf-8"):
        load.parse(load.File(path, "talk", None, encoding="utf-8"))
