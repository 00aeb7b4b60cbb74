"""Words of scripts without blanks are found inside of a sentence, and shown at their place."""

from collections.abc import Iterator

import pytest

from index.update.update import update
from searcher.archive import Archive

TALK = """\
Host: วันนี้เราจะคุยเรื่องมะเร็งเม็ดเลือดกับคุณหมอ

Guest: ม้าของหมอตัวใหญ่

Host: 今日は多発性骨髄腫の患者さんと、ｶﾙﾃについて話します。

Guest: 我们在讨论骨髓移植的问题。

Host: ភាសាខ្មែរជាភាសាផ្លូវការ

Guest: မြန်မာဘာသာစကားကို လေ့လာသည်

Host: 골수종 치료에서는 유지 요법을 이야기합니다.

Guest: ຂ້ອຍເວົ້າພາສາລາວໄດ້
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An index of one talk in many scripts."""
    directory = tmp_path_factory.mktemp("scripts")
    (directory / "talk.txt").write_text(TALK, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    with Archive.open(directory / "index") as archive:
        yield archive


@pytest.mark.parametrize(
    ("typed", "turn", "shown"),
    [
        ("มะเร็ง", 1, ["มะเร็ง"]),
        ("เม็ดเลือด", 1, ["เม็ดเลือด"]),
        ("ม้า", 2, ["ม้า"]),
        ("骨髄腫", 3, ["骨髄腫"]),
        ("カルテ", 3, ["ｶﾙﾃ"]),
        ("骨髓移植", 4, ["骨髓移植"]),
        ("ផ្លូវ", 5, ["ផ្លូវ"]),
        ("ဘာသာ", 6, ["ဘာသာ"]),
        ("치료", 7, ["치료에서는"]),
        ("ພາສາ", 8, ["ພາສາ"]),
    ],
)
def test_a_word_inside_a_sentence(talk: Archive, typed: str, turn: int, shown: list[str]) -> None:
    """A plain search finds the one turn that has the word, and marks the word and no more."""
    found = talk.search(typed, strict=True)
    assert [quote.turn.number for quote in found] == [turn]
    (quote,) = found
    assert [quote.turn.text[start:end] for start, end in quote.spans] == shown


@pytest.mark.parametrize("typed", ['"มา"', '"ปา"', '"ハルテ"', '"骨移"'])
def test_another_word(talk: Archive, typed: str) -> None:
    """A word with another tone, vowel or dot, or characters that are apart, is not found."""
    assert talk.search(typed).total == 0
