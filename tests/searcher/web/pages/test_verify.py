"""The page that checks a draft: it is shown again, with the verdicts of the archive."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from searcher.archive import Archive
from searcher.verify.verdict import Ruling
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.pages import verify
from searcher.web.routes import Site
from tests.conftest import REPOSITORY
from tests.searcher.web.pages.conftest import Get, Page

DRAFT = REPOSITORY / "tests" / "data" / "drafts" / "evening-paper.md"

Post = Callable[..., Page]


@pytest.fixture(scope="module")
def post(samples_index: Path) -> Iterator[Post]:
    """Sends a form to a site of the samples."""
    with Site(Settings((str(samples_index),))) as site:

        def sent(text: str, **fields: str) -> Page:
            body = urlencode({"text": text, **fields}).encode()
            return Page(site.answer(Request("POST", "/verify", body=body)))

        yield sent


def test_a_draft(post: Post, archive: Archive) -> None:
    """Each quotation with its verdict, whose it is, and the places where it was said."""
    found = archive.verify_draft(DRAFT)
    text = DRAFT.read_text().replace("\n", "\r\n")
    page = post(text)
    right = sum(one.is_right for one in found.verdicts)
    total = len(found.verdicts) + len(found.unchecked)
    assert page.words("//h1") == [f"{total} quotations, {right} right"]
    rows = page.tree.xpath("//ol[@class='judged']/li")
    assert len(rows) == total
    checked = [row for row in rows if "not checked" not in row.xpath("./h3")[0].text_content()]
    for row, one in zip(checked, found.verdicts, strict=True):
        heading = " ".join(row.xpath("./h3")[0].text_content().split())
        assert heading.split(" ", 1)[1].startswith(one.ruling.value)
        assert (one.claimed or "") in heading
        assert ("(a guess)" in heading) == one.is_guess
        places = [*one.places] if one.ruling == Ruling.STITCHED else [*one.places[:3]]
        places += [one.nearest] if one.nearest else []
        links = row.xpath(".//a[@class='title']/@href")
        assert links == [
            f"/program/{place.quote.program.id}?turn={place.quote.turn.number}"
            f"#turn-{place.quote.turn.number}"
            for place in places
        ]
        if any(one.meaning for one in one.differences) and one.ruling != Ruling.NOT_FOUND:
            assert "The meaning may change" in row.text_content()
    assert "\u240d" not in page.text, "line ends of the network are line ends"


def test_the_draft_is_shown_again(post: Post) -> None:
    """Word for word; each quotation is marked and leads to its verdict."""
    text = (
        "The keeper spoke. “Iron forgives a lot,” said Tamsin Pellow, “but it won’t forgive thirty "
        "winters.” Then: 'not one'.\n\n> People think of storms. It was polish.\n\n— Joss Garrick"
    )
    page = post(text)
    draft = page.tree.xpath("//div[@class='draft']")[0]
    quoted = [each.text_content() for each in draft.xpath(".//span[starts-with(@class, 'quoted')]")]
    assert quoted[:2] == ["“Iron forgives a lot,”", "“but it won’t forgive thirty winters.”"]
    assert quoted[-1] == "People think of storms. It was polish."
    links = draft.xpath(".//a[@class='verdict']/@href")
    assert links[0] == "#quotation-1"
    assert {link[1:] for link in links} <= {*page.tree.xpath("//li/@id")}
    for verdict in draft.xpath(".//a[@class='verdict']"):
        verdict.clear(keep_tail=True)
    shown = "".join("".join(each.text_content().split()) for each in draft.xpath(".//p"))
    assert shown == "".join(text.replace("> ", "").split())


def test_the_difference_is_marked(post: Post) -> None:
    """What has to be taken out and put in: done, it is what was said."""
    page = post("“Iron forgives a lot, but it will forgive forty winters,” said Pellow.")
    row = page.tree.xpath("//ol[@class='judged']/li")[0]
    assert row.xpath(".//p[@class='comparison']/del/text()") == ["will", "forty"]
    put = [each.strip() for each in row.xpath(".//p[@class='comparison']/ins/text()")]
    assert put == ["won't", "thirty"]
    assert "The meaning may change: a negation, a number." in row.text_content()
    comparison = row.xpath(".//p[@class='comparison']")[0]
    for taken in comparison.xpath("./del | ./span"):
        taken.clear(keep_tail=True)
    made = " ".join(comparison.text_content().split())
    assert made == "Iron forgives a lot, but it won't forgive thirty winters"


def test_one_quotation_has_an_address(get: Get, post: Post) -> None:
    """Without quotation marks, of a person who is named; the address shows the same."""
    page = post("iron forgives a lot", speaker="Garrick")
    assert page.words("//h1") == ["1 quotation, 0 right"]
    assert "misattributed" in page.words("//ol[@class='judged']//h3")[0]
    assert "said by Tamsin Pellow" in page.words("//ol[@class='judged']//h3")[0]
    (address,) = [
        link for name, link in page.links().items() if name == "The address of this check"
    ]
    assert address == "/verify?text=iron+forgives+a+lot&speaker=Garrick"
    assert get(address).words("//ol") == page.words("//ol")
    assert "The address of this check" not in post("x " * 900).text


def test_a_form(get: Get) -> None:
    """Without a draft; the signs of all verdicts are explained."""
    page = get("/verify")
    assert page.tree.xpath("//form[@method='post']//textarea[@id='text']")
    names = page.words("//dl[@class='rulings']//dt")
    assert [name.split(" ", 1)[1] for name in names] == [ruling.value for ruling in Ruling]
    assert len({name[0] for name in names}) == len(Ruling)


HOSTILE = (
    "“<script>alert(1)</script> said <b>so</b> & so” {{ 7*7 }} \x1b[31m \u202e",
    "</textarea><script>alert(1)</script>",
    "%PDF-1.4 “and so on it goes”",
    "PK\x03\x04 “and so on it goes”",
    "<html><p>“one two three four”</p></html>",
    "“" * 3000,
    "“a b c d” " * 300,
    "\ud800 “a lone surrogate here”",
    ">" * 500,
    "“" + "word " * 5000 + "”",
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_drafts(post: Post, text: str) -> None:
    """A page or a sentence; no element comes from the draft."""
    began = time.process_time()
    page = post(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert page.status in (200, 400)
    assert time.process_time() - began < 10
    scripts = page.tree.xpath("//script/@src")
    assert len(scripts) == len(page.tree.xpath("//script"))
    assert all(each.startswith("/static/") for each in scripts)
    assert not page.tree.xpath("//b[text()='so']")
    assert "\x1b" not in page.text


def test_too_much(post: Post, get: Get) -> None:
    """A draft as long as a book, and what is no field, are refused in words."""
    long = post("word " * 30_000)
    assert long.status == 400
    assert "at most 40,000" in long.text
    assert get("/verify?draft=x").status == 400
    assert get(f"/verify?text={quote('“never closed')}").status == 200


def test_many_quotations(post: Post) -> None:
    """The first ones are checked, in bounded time (CPU time); the page says so."""
    began = time.process_time()
    page = post("“one two” said Mr. Nobody. " * 1_400)
    assert page.words("//h1") == ["200 quotations, 0 right"]
    assert "only the first 200 are checked" in page.text
    assert time.process_time() - began < 10


def test_no_more_than_there_is_time_for(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first quotations are checked; of the others the page says that they were not."""
    monkeypatch.setattr(verify, "ENOUGH", -1.0)
    page = post("“Iron forgives a lot,” said Pellow. “It was polish, all of it,” he said.")
    assert page.words("//h1") == ["2 quotations, 0 right"]
    assert "there was no time for it" in page.text
