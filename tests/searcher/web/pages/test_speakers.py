"""The list of the speakers."""

from searcher.archive import Archive
from tests.searcher.web.pages.conftest import Get

NAMES = "//ul[@class = 'rows']//span[@class = 'name']"


def test_who_speaks_most_comes_first(get: Get, archive: Archive) -> None:
    """Voices that only a recording names are shown if they are wanted."""
    people = archive.speakers()
    assert get("/speakers").words(NAMES) == [one.name for one in people if one.program is None]
    with_voices = get("/speakers?voices=on")
    assert with_voices.words(NAMES) == [one.name for one in people]


def test_words_of_a_role_find_people(get: Get) -> None:
    """Of the name and the labels, too."""
    found = get("/speakers?name=hematologist").words(NAMES)
    assert "Dr. Samuel Adeyinka" in found
    assert get("/speakers?name=adeyinka").words(NAMES) == ["Dr. Samuel Adeyinka"]
    assert get("/speakers?name=zzz").links("//main//a")["All speakers"] == "/speakers"


def test_a_name_leads_to_the_page_of_the_person(get: Get) -> None:
    """With how many turns the person has."""
    page = get("/speakers?name=adeyinka")
    assert page.links(NAMES + "/a") == {"Dr. Samuel Adeyinka": "/speaker/Dr.%20Samuel%20Adeyinka"}
    assert "7 turns in 1 program" in " ".join(page.words("//ul[@class = 'rows']/li"))
