"""The page of the quotes of a search."""

from urllib.parse import parse_qs, urlsplit

import pytest

from searcher.archive import Archive
from tests.searcher.web.pages.conftest import Get


def test_a_quote_says_who_where_and_in_answer_to_what(get: Get) -> None:
    """The question stands above it; the words that match are marked."""
    page = get("/search?q=M+protein")
    first = page.tree.xpath("//article[@id = 'hit-1']")[0]
    assert page.words("//article[@id = 'hit-1']/h3") == [
        "Dr. Samuel Adeyinka, Hematologist, Calder Valley Hospital"
    ]
    assert page.words("//article[@id = 'hit-1']/details/summary/b") == ["Beatriz Lindqvist"]
    assert (
        first.xpath("string(.//blockquote[@id = 'said-1'])")
        .strip()
        .startswith("No panic, Gustavo.")
    )
    assert page.words("//blockquote[@id = 'said-1']//mark") == ["M protein"] * 3
    assert first.xpath(".//blockquote/@lang")[-1] == "en"
    assert set(first.xpath(".//blockquote/@dir")) == {"auto"}
    assert first.xpath(".//time/@datetime") == ["2019-11-14"]
    where = page.links("//article[@id = 'hit-1']/p[@class = 'where']/a")
    assert (
        where["What Is My M Protein Telling Me?"] == "/program/m-protein?q=M+protein&turn=6#turn-6"
    )


def test_a_heading_where_a_new_tier_begins(get: Get) -> None:
    """As in a terminal."""
    assert get("/search?q=M+protein").words("//section[@class = 'tier']/h2") == [
        "As a phrase",
        "Less exact: all the words in one turn",
        "Less exact: all the words in a question and its answer",
    ]


def test_pages_follow_one_another(get: Get, archive: Archive) -> None:
    """Each quote is on one of them, in the order of the search."""
    address, seen = "/search?q=M+protein", []
    while address:
        page = get(address)
        seen += page.tree.xpath("//article//a[@class = 'title']/@href")
        address = next(iter(page.tree.xpath("//a[@rel = 'next']/@href")), "")
    found = archive.search("M protein", limit=100)
    turns = [(quote.program.id, str(quote.turn.number)) for quote in found]
    assert [
        (urlsplit(one).path.removeprefix("/program/"), parse_qs(urlsplit(one).query)["turn"][0])
        for one in seen
    ] == turns


def test_beyond_the_last_page_is_a_way_back(get: Get) -> None:
    """Nobody is left alone there."""
    page = get("/search?q=M+protein&offset=5000")
    assert page.status == 200
    assert page.links()["To the first ones"] == "/search?q=M+protein"


def test_a_facet_narrows_and_can_be_taken_away(get: Get) -> None:
    """The counts are those of the search that its link leads to."""
    page = get("/search?q=M+protein")
    for item in page.tree.xpath("//section[@class = 'facet']//li[.//a]"):
        (link,) = item.xpath(".//a/@href")
        (turns,) = item.xpath(".//*[@class = 'count']/text()")
        narrowed = get(link)
        assert narrowed.words("//h1")[0].split()[0] == turns, link
        away = narrowed.tree.xpath("//ul[@class = 'chips']//a/@href")
        assert away, link
    (link,) = page.tree.xpath("//section[@class = 'facet']//a[. = 'Beatriz Lindqvist']/@href")
    back = get(link).tree.xpath("//ul[@class = 'chips']//a/@href")
    assert back == ["/search?q=M+protein"]


def test_orders_are_links(get: Get) -> None:
    """The one that is used is no link."""
    page = get("/search?q=M+protein&sort=date")
    assert page.words("//ul[@aria-label = 'Order']//b") == ["Earliest first"]
    assert page.links("//ul[@aria-label = 'Order']//a") == {
        "Best first": "/search?q=M+protein",
        "Latest first": "/search?q=M+protein&sort=-date",
        "By program": "/search?q=M+protein&sort=program",
    }


def test_the_search_form_keeps_filters(get: Get) -> None:
    """Who types other words searches the same speaker; the page is the first one."""
    page = get("/search?q=M+protein&speaker=adeyinka&sort=date&offset=2")
    kept = page.tree.xpath("//header//input[@type = 'hidden']")
    assert [(each.get("name"), each.get("value")) for each in kept] == [
        ("speaker", "adeyinka"), ("sort", "date"),
    ]  # fmt: skip
    assert page.tree.xpath("//input[@id = 'q']/@value") == ["M protein"]


def test_nothing_found_is_not_the_last_word(get: Get) -> None:
    """A spelling that is near is a link, and so are other ways to search."""
    page = get("/search?q=plateu")
    assert page.words("//h1") == ["Nothing found for plateu"]
    links = page.links("//main//a")
    assert links["plateau (1 turn)"] == "/search?q=plateau"
    assert links["Find words that sound alike, too"] == "/search?q=plateu&sounds_like=on"
    assert get(links["plateau (1 turn)"]).words("//h1")[0].startswith("1 turn")


ADEYINKA = "Dr. Samuel Adeyinka (7 turns)"


@pytest.mark.parametrize(
    ("address", "note", "link"),
    [
        ("/search?q=panic&since=2025", "Without the filters: 2 turns", "/search?q=panic"),
        ("/search?q=panic&topic=xx", "Heritage", "/search?q=panic&topic=Heritage"),
        ("/search?q=panic&speaker=nobodyx", "See all speakers", "/speakers"),
        ("/search?q=speaker:adeyinca+panic", ADEYINKA, "/search?q=speaker%3Aadeyinka"),
        ("/search?q=plasma+AND+wall", "wall (9 turns)", "/search?q=wall"),
        ("/search?q=mainten", "maintenance (10 turns)", "/search?q=mainten%2A"),
        ("/search?q=Adeyinka", ADEYINKA, "/search?q=speaker%3Aadeyinka"),
    ],
)  # fmt: skip
def test_what_was_empty_and_what_is_near(get: Get, address: str, note: str, link: str) -> None:
    """Each hint of the search is a link that finds something."""
    page = get(address)
    assert page.words("//h1")[0].startswith("Nothing found")
    assert page.links("//ul[@class = 'notes']//a")[note] == link
    assert get(link).status == 200


def test_words_of_a_form_become_a_search(get: Get) -> None:
    """The browser is sent to the address of the search, which can be shared."""
    page = get("/search?every=plateau+panic&exact=&some=&none=bridge&speaker=adeyinka&since=")
    assert page.status == 303
    assert page.headers["location"] == "/search?q=plateau+panic+-bridge&speaker=adeyinka"
    assert get(page.headers["location"]).words("//h1") == ["1 turn for plateau panic -bridge"]


def test_an_empty_search_leads_to_the_first_page(get: Get) -> None:
    """Where there is something to try."""
    assert get("/search?q=").headers["location"] == "/"
    assert get("/search").headers["location"] == "/"


def test_fields_that_were_left_empty_are_not_in_the_address(get: Get) -> None:
    """One state has one address."""
    page = get("/search?q=panic&speaker=&since=&until=2020&sounds_like=on&offset=2")
    assert page.status == 303
    assert page.headers["location"] == ("/search?q=panic&until=2020&sounds_like=on&offset=2")
    assert get("/programs?name=&series=").headers["location"] == "/programs"
    assert get("/speakers?name=+&voices=on").headers["location"] == "/speakers?voices=on"


def test_other_views_and_files_ask_the_same(get: Get) -> None:
    """With the filters, without the order."""
    links = get("/search?q=M+protein&speaker=adeyinka&sort=date").links("//aside//a")
    assert links["Each match on a line"] == "/kwic?q=M+protein&speaker=adeyinka"
    assert links["csv"] == "/download?q=M+protein&speaker=adeyinka&format=csv"
    assert links["Follow as a feed"] == "/feed.atom?q=M+protein&speaker=adeyinka"


def test_a_misspelled_name_leads_to_whom_it_was_taken_for(get: Get) -> None:
    """With how many turns the speaker has."""
    page = get("/search?q=what+did+Halverson+say+about+steroids")
    assert "halverson was taken for a speaker's name: " in page.tree.xpath("string(//main)")
    (address,) = (
        to for text, to in page.links().items() if text.startswith("Dr. Ingrid Halvorsen (")
    )
    assert parse_qs(urlsplit(address).query)["q"] == ['speaker:"Dr. Ingrid Halvorsen"']
