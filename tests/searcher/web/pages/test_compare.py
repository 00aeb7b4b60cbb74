"""The page of two searches: its numbers are those of the archive, and it says what they mean."""

import pytest

from searcher.archive import Archive
from searcher.concordance.counts.by import By
from tests.searcher.web.pages.conftest import Get


@pytest.mark.parametrize("by", By)
def test_groups(get: Get, archive: Archive, by: By) -> None:
    """Matches and rates of both, the measures, and a sentence that agrees with them."""
    found = archive.compare("protein", "cells", by=by)
    page = get(f"/compare?q=protein&with=cells&by={by}&all=on")
    pairs = [*(found.pairs[::-1] if by in ("year", "month") else found.pairs)]
    pairs += [found.unknown] if found.unknown.one.turns or found.unknown.other.turns else []
    rows = page.tree.xpath("//section[@aria-labelledby='groups']//tbody/tr")
    assert len(rows) == len(pairs)
    for row, pair in zip(rows, pairs, strict=True):
        cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        assert cells[0] == f"{pair.one.matches:,}"
        assert cells[2] == f"{pair.other.matches:,}"
        assert cells[1] == f"{pair.one.rate:.2f}"
        assert cells[3] == f"{pair.other.rate:.2f}"
        said = pair.one.matches or pair.other.matches
        assert cells[4] == (f"{pair.log_ratio:+.2f}".replace("-", "−") if said else "–")
        assert cells[5] == f"{pair.log_likelihood:,.1f}"
        if not said:
            assert cells[6] == "neither is said"
        elif pair.log_likelihood < 3.84:
            assert cells[6] == "no clear difference"
        else:
            assert cells[6].startswith("the first" if pair.log_ratio > 0 else "the second")
            assert cells[6].endswith("chance")
    assert [head.split(":")[1].split()[0] for head in page.words("//ul[@class='legend']/li")] == [
        str(found.total.one.matches), str(found.total.other.matches),
    ]  # fmt: skip


def test_two_lines_in_one_plot(get: Get) -> None:
    """A point for each year with words, of both; where nothing is said the line is broken."""
    page = get("/compare?q=protein&with=cells")
    for place, shape in ((1, "circle"), (2, "rect")):
        points = page.tree.xpath(f"//*[name()='g'][{place}]/*[name()='{shape}']")
        titles = [point.text_content() for point in points]
        years = [title.split(", ")[1].split(":")[0] for title in titles]
        assert years == ["2018", "2019", "2021", "2022", "2023"]
        parts = page.tree.xpath(f"//*[name()='g'][{place}]/*[name()='line']")
        assert len(parts) == 3
    rows = page.tree.xpath("//section[@aria-labelledby='time']//tbody/tr")
    assert len(rows) == 6


def test_a_form_and_what_is_kept(get: Get) -> None:
    """With one search or none there is a form; filters stay."""
    assert get("/compare").words("//h1") == ["Compare two searches"]
    half = get("/compare?q=protein&series=diaries")
    assert half.tree.xpath("//input[@id='one']/@value") == ["protein"]
    assert half.tree.xpath("//main//input[@type='hidden'][@name='series']/@value") == ["diaries"]
    both = get("/compare?q=protein&with=cells&series=diaries&by=topic")
    assert both.links()["cells"] == "/search?q=cells&series=diaries"
    nothing = get("/compare?q=zyzzyva&with=zyzzyvas")
    assert "Nothing matches either of them." in nothing.text
    assert get("/compare?q=protein&with=%28").status == 400
