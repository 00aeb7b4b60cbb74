"""Files are matched with items by rules that never guess."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.feeds import fetched, matching
from corpus.feeds.feed import Feed, Item, Named
from corpus.feeds.fetched import Record, Saved
from tests.corpus.feeds import samples

ROOT = Path("/show")


def feed(*items: Item, folder: Path = ROOT, language: str | None = None) -> Feed:
    """A feed in a folder."""
    return Feed(folder / "feed.xml", language=language, items=items)


def matched(made: Feed, *names: str) -> dict[str, str]:
    """The title of the item of each file that is matched."""
    said = matching.match(made, [made.path.parent / name for name in names])
    return {
        match.path.relative_to(made.path.parent).as_posix(): match.item.title or ""
        for match in said.matches
    }


@pytest.mark.parametrize("path", samples.FEEDS, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    """Whole feeds, with all that their transcripts are read as."""
    expected = json.loads(path.parent.with_suffix(".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(samples.read(path))) == expected


@pytest.mark.parametrize(
    "item",
    [
        Item("A", named=(Named("https://x.example/t/keeper.vtt?k=1"),)),
        Item("A", enclosure="https://x.example/keeper.mp3"),
        Item("A", link="https://x.example/keeper/"),
        Item("A", guid="Keeper"),
        Item("A", guid="https://x.example/2024/keeper"),
        Item("Keeper"),
    ],
)
def test_each_way(item: Item) -> None:
    """By an address of a transcript, the recording, the link, the guid, the title."""
    assert matched(feed(item), "sub/keeper.vtt", "other.vtt") == {"sub/keeper.vtt": item.title}


def test_names_are_compared_without_case_and_signs() -> None:
    """A browser writes `The Keeper_ part 2.vtt`; a Mac decomposes accents."""
    items = (Item("The Keeper: part 2"), Item("Café", date="2024-03-05"))
    names = ("The Keeper_ part 2.en.vtt", "2024-03-05 cafe\u0301.srt")
    assert list(matched(feed(*items), *names).values()) == ["The Keeper: part 2", "Café"]


@pytest.mark.parametrize("name", ["42", "ep1", "transcript", "index"])
def test_names_that_tell_little(name: str) -> None:
    """They count beside the feed and among what was fetched only, or with a folder."""
    item = Item("A", guid=name, named=(Named(f"https://x.example/t/{name}.vtt"),))
    assert matched(feed(item), f"other-show/{name}.vtt") == {}
    for path in (f"{name}.vtt", f"{fetched.FOLDER}/{name}.vtt", f"deep/t/{name}.vtt"):
        assert matched(feed(item), path) == {path: "A"}


def test_a_name_of_two_items() -> None:
    """Whichever way it is theirs: it is not used, and said."""
    made = feed(
        Item("A", guid="keeper"),
        Item("B", enclosure="https://x.example/keeper.mp3"),
        Item("C", guid="ropes"),
    )
    said = matching.match(made, [ROOT / "keeper.vtt", ROOT / "ropes.vtt"])
    assert [match.item.title for match in said.matches] == ["C"]
    assert said.unclear == ("keeper.vtt may belong to 2 items and is not used: “A” and “B”",)
    assert [item.title for item in said.without] == ["A", "B"]


def test_a_file_with_two_names() -> None:
    """`keeper.en.vtt` may be `keeper.en` and `keeper`."""
    made = feed(Item("A", guid="keeper.en"), Item("B", guid="keeper"))
    assert matched(made, "keeper.en.vtt") == {}


def test_one_address_in_two_items() -> None:
    """A transcript of two episodes is of none."""
    named = (Named("https://x.example/t/keeper.vtt"),)
    assert matched(feed(Item("A", named=named), Item("B", named=named)), "keeper.vtt") == {}


def test_what_was_fetched(tmp_path: Path) -> None:
    """The record says which file an address gave, whatever its name."""
    folder = tmp_path / fetched.FOLDER
    folder.mkdir()
    record = Record(transcripts={
        "https://x.example/download?id=1": Saved("keeper.vtt"),
        "https://x.example/download?id=2": Saved("ropes.vtt"),
        "https://x.example/download?id=3": Saved("../outside.vtt"),
    })  # fmt: skip
    (folder / fetched.NAME).write_bytes(record.encoded())
    items = [
        Item(title, named=(Named(f"https://x.example/download?id={number}"),))
        for number, title in enumerate("ABC", start=1)
    ]
    names = ("transcripts/keeper.vtt", "transcripts/ropes.vtt", "outside.vtt")
    expected = {"transcripts/keeper.vtt": "A", "transcripts/ropes.vtt": "B"}
    assert matched(feed(*items, folder=tmp_path), *names) == expected


def test_forms_and_languages(tmp_path: Path) -> None:
    """Of each language the form that says most; one without a language is in the only one."""
    texts = {
        "keeper.txt": "Ann: One.\nBo: Two.\nAnn: Three.\n",
        "keeper.srt": "1\n00:00:00,000 --> 00:00:01,000\nOne.\n",
        "keeper.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nOne.\n",
        "keeper.de.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nEins.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    made = feed(Item("Keeper"), folder=tmp_path, language="en-gb")
    said = matching.match(made, [tmp_path / name for name in texts])
    assert [match.path.name for match in said.matches] == ["keeper.txt", "keeper.de.vtt"]
    assert [match.about.language for match in said.matches] == [None, "de"]
    assert [path.name for path, _ in said.other_forms] == ["keeper.vtt", "keeper.srt"]


NAMES = st.sampled_from(["keeper", "ropes", "tides", "42", "transcript", "keeper.en"])
URLS = st.builds(lambda folder, name: f"https://x.example/{folder}/{name}.vtt", NAMES, NAMES)
ITEMS = st.builds(
    Item,
    title=st.none() | NAMES,
    guid=st.none() | NAMES,
    enclosure=st.none() | URLS,
    named=st.lists(URLS.map(Named), max_size=2, unique=True).map(tuple),
)
PATHS = st.builds(
    lambda folder, name, end: f"{folder}{name}{end}",
    st.sampled_from(["", "keeper/", "42/", "a/b/"]),
    NAMES,
    st.sampled_from([".vtt", ".srt", ".de.vtt"]),
)


@given(st.lists(ITEMS, max_size=5, unique=True), st.lists(PATHS, max_size=6, unique=True))
def test_a_file_is_of_one_item(items: list[Item], names: list[str]) -> None:
    """No file is of two items, none is lost, and the order of files and items does not matter."""
    made = feed(*items)
    paths = [ROOT / name for name in names]
    said = matching.match(made, paths)
    found = [match.path for match in said.matches] + [path for path, _ in said.other_forms]
    assert len(found) == len(set(found))
    assert set(found) <= set(paths)
    assert {*said.without, *(match.item for match in said.matches)} == set(items)
    again = matching.match(feed(*items[::-1]), paths[::-1])
    assert set(again.matches) == set(said.matches)
