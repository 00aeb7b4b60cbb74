"""The list of the programs."""

from tests.searcher.web.pages.conftest import Get

NAMES = "//ul[@class = 'rows']//p[@class = 'name']"


def test_all_programs_the_latest_first(get: Get) -> None:
    """Those without a date come last."""
    page = get("/programs")
    assert page.words("//h1") == ["10 programs"]
    names = page.words(NAMES)
    assert len(names) == 10
    assert names[0] == "Monday stand-up of the pilot team"
    assert names[-1] == "Crumb Talk: The Starter Nobody Fed"


def test_words_narrow_the_list(get: Get) -> None:
    """Of titles and of names, their beginnings, with or without accents."""
    assert get("/programs?name=protein+TELL").words(NAMES) == ["What Is My M Protein Telling Me?"]
    assert get("/programs?name=despues").words(NAMES) == ["Después del trasplante"]
    assert get("/programs?name=lindqvist").words(NAMES) == ["What Is My M Protein Telling Me?"]
    assert get("/programs?name=zzz").links("//main//a")["All programs"] == "/programs"


def test_facets_narrow_the_list_by_as_much_as_they_say(get: Get) -> None:
    """Each value leads to a list of its length, and back."""
    page = get("/programs")
    for item in page.tree.xpath("//section[@class = 'facet']//li"):
        (link,) = item.xpath(".//a/@href")
        (count,) = item.xpath(".//*[@class = 'count']/text()")
        narrowed = get(link)
        assert narrowed.words("//h1")[0].split()[0] == count
        assert narrowed.tree.xpath("//ul[@class = 'chips']//a/@href") == ["/programs"]


def test_orders(get: Get) -> None:
    """By title, by length."""
    titles = get("/programs?sort=title").words(NAMES)
    assert titles == sorted(titles, key=str.casefold)
    assert get("/programs?sort=date").words(NAMES)[0] == "The Lamp at Harrow Head"
    assert (
        get("/programs?sort=turns")
        .words("//ul[@class = 'rows']//p[@class = 'where']")[0]
        .find("19 turns")
        > 0
    )
