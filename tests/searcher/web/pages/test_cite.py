"""How a quote is cited."""

from tests.conftest import Run
from tests.searcher.web.pages.conftest import Get


def test_every_style_of_a_quote(get: Get) -> None:
    """Those of manuals, and records for other programs."""
    page = get("/cite?program=m-protein&turn=6")
    assert page.words("//section[@class = 'citation']/h2") == [
        "APA 7", "MLA 9", "Chicago 17, notes and bibliography", "BibTeX", "RIS", "CSL-JSON",
    ]  # fmt: skip
    assert page.words("//blockquote")[0].startswith("No panic, Gustavo.")
    (record,) = page.tree.xpath("//pre[@id = 'bibtex-record']/text()")
    assert record.startswith("@audio{m-protein-6,")
    assert page.words("//*[@id = 'mla-reference']") == [
        "Adeyinka, Samuel. “What Is My M Protein Telling Me?” Plasma Cell Diaries, "
        "hosted by Beatriz Lindqvist, 14 Nov. 2019."
    ]


def test_a_citation_is_that_of_the_command(get: Get, run: Run, samples_index: object) -> None:
    """The same words, whichever way somebody asks."""
    done = run("search", "No panic Gustavo", "--cite", "apa", "--index", str(samples_index))
    reference, in_text = done.out.strip().splitlines()
    page = get("/cite?program=m-protein&turn=6&style=apa")
    assert page.words("//*[@id = 'apa-reference']") == [reference.strip()]
    assert page.words("//*[@id = 'apa-text']") == [in_text.strip()]
    assert page.words("//section[@class = 'citation']/h2") == ["APA 7"]
    assert page.links()["All styles"] == "/cite?program=m-protein&turn=6"
