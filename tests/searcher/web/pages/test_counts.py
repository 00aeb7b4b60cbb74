"""The page of counts: its numbers are those of the archive."""

import pytest

from searcher.archive import Archive
from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.trends import over_time
from tests.searcher.web.pages.conftest import Get, Page


def numbers(page: Page, section: str) -> list[list[str]]:
    """The cells of the rows of a table, without the names."""
    rows = page.tree.xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("q", ["protein", "M protein", "trial OR the"])
def test_groups(get: Get, archive: Archive, q: str, by: By) -> None:
    """Matches, turns, programs, rates and shares of each group, and of what is not known."""
    found = archive.count(q, by=by)
    table = found.table(by)
    groups = over_time(by, table.groups)[::-1] if by in OVER_TIME else [*table.matched]
    groups += [table.unknown] if table.unknown.turns else []
    page = get(f"/counts?q={q}&by={by}&all=on")
    shown = numbers(page, "groups")
    assert len(shown) == len(groups)
    for cells, group in zip(shown, groups, strict=True):
        counts = [group.matches, group.turns, *([] if by == By.PROGRAM else [group.programs])]
        texts = [cell.split()[0] for cell in cells[1 : 1 + len(counts)]]
        assert texts == [f"{count:,}" for count in counts]
        rate = f"{group.rate:,.2f}" if group.words else "–"
        assert cells[-2] == rate or (0 < group.rate < 0.005 and cells[-2] == "<0.01")
        assert cells[-1] == f"{100 * group.matches / found.total.matches:.1f}%"
        assert cells[0].startswith((group.title if by == By.PROGRAM else group.value) or "")
    assert page.words("//h1")[0].startswith(f"{found.total.matches:,} match")


@pytest.mark.slow
def test_links_find_what_was_counted(get: Get, archive: Archive) -> None:
    """The number of a group leads to its quotes."""
    for by in By:
        page = get(f"/counts?q=protein&by={by}&all=on")
        table = archive.count("protein", by=by).table(by)
        links = page.tree.xpath("//section[@aria-labelledby='groups']//td[1]/a/@href")
        turns = [group.turns for group in table.matched]
        assert len(links) == len(turns)
        found = [get(link).words("//h1")[0].split()[0] for link in links]
        expected = turns[::-1] if by in OVER_TIME else turns
        assert found == [f"{number:,}" for number in expected], by


@pytest.mark.parametrize("by", ["speaker", "month"])
def test_a_trend(get: Get, archive: Archive, by: str) -> None:
    """A column for each year or month, as high as its rate; a table says the same."""
    timed = By.MONTH if by == "month" else By.YEAR
    page = get(f"/counts?q=protein&by={by}")
    table = archive.count("protein", by=timed).table(timed)
    groups = over_time(timed, table.groups)
    columns = page.tree.xpath("//*[name()='rect'][@class='column']")
    assert len(columns) == len(groups)
    most = max(group.rate for group in groups)
    for column, group in zip(columns, groups, strict=True):
        height = float(column.get("height").removesuffix("%"))
        assert height == pytest.approx(76 * group.rate / most, abs=0.01)
        assert column.text_content().startswith(f"{group.value}: ")
    rows = numbers(page, "time")
    assert [row[:2] for row in rows] == [[group.value, f"{group.matches}"] for group in groups]
    assert "without a date" in page.text


def test_the_roll_call(get: Get, archive: Archive) -> None:
    """Everyone who said it, when first and last; and who was asked and did not."""
    roll = archive.roll_call("maintenance")
    page = get("/counts?q=maintenance")
    rows = page.tree.xpath("//section[@aria-labelledby='roll']//li")
    assert len(rows) == len(roll.said) == roll.said_by
    for row, person in zip(rows, roll.said, strict=True):
        assert (person.group.value or "") in row.text_content()
        links = row.xpath(".//a/@href")
        best = person.best
        anchor = f"#turn-{best.turn.number}"
        assert f"/program/{best.program.id}?q=maintenance&turn={best.turn.number}{anchor}" in links
        dates = [one.program.date for one in (person.first, person.last)]
        if dates[0] and person.first != person.last:
            assert row.xpath(".//time/@datetime") == dates
    silent = page.words("//section[@aria-labelledby='silent']//li/p[@class='name']")
    assert silent == [one.name for one in roll.asked]


def test_dispersion(get: Get, archive: Archive) -> None:
    """A line for each program, with a mark where it is said; words say the same."""
    found = archive.dispersion("protein")
    page = get("/counts?q=protein")
    rows = page.tree.xpath("//section[@aria-labelledby='dispersion']//li")
    assert len(rows) == len(found.rows)
    for row, program in zip(rows, found.rows, strict=True):
        marks = row.xpath(".//*[name()='rect']/@x")
        parts = sorted({place * 100 // program.words for place in program.places})
        assert [float(x.removesuffix("%")) for x in marks] == parts
        (label,) = row.xpath(".//*[name()='svg']/@aria-label")
        quarters = [int(part) for part in label.rpartition(": ")[2].split(", ")]
        assert sum(quarters) == len(program.places)


def test_who_talks_how_much(get: Get, archive: Archive) -> None:
    """Without a search, words and turns are counted."""
    for by in By:
        found = archive.talk_share(by)
        shown = numbers(get(f"/counts?by={by}&all=on"), "groups")
        groups = [*found.groups, *([found.unknown] if found.unknown.turns else [])]
        assert [cells[1:6] for cells in shown] == [
            [
                f"{one.words:,}",
                f"{one.turns:,}",
                f"{one.mean:,.1f}",
                f"{one.asked:,}",
                f"{one.answered:,}",
            ]
            for one in groups
        ]


def test_filters_and_other_searches(get: Get, archive: Archive) -> None:
    """What narrows a search narrows its counts, and is kept by every link and form."""
    page = get("/counts?q=protein&by=year&series=diaries&synonyms=off")
    total = archive.count("protein", series="diaries").total
    assert page.words("//h1") == [f"{total.matches} matches of protein"]
    links = page.links("//nav[@aria-label='Count by']//a")
    assert links["Topic"] == "/counts?q=protein&series=diaries&synonyms=off&by=topic"
    assert page.links()["quotes"] == "/search?q=protein&series=diaries&synonyms=off"
    assert "series: diaries" in page.words("//p[@class='where']")[0]
    nothing = get("/counts?q=zyzzyva&by=year")
    assert nothing.words("//h1") == ["0 matches of zyzzyva"]
    assert get("/counts?q=protein&by=colour").status == 400


def test_only_fields(get: Get) -> None:
    """A search that matches turns and no words counts turns."""
    page = get("/counts?q=speaker:adeyinka&by=program")
    assert numbers(page, "groups")[0][1:] == ["0", "7", "0.00", "100.0%"]
    assert "Share of the turns" in page.text


def test_a_number_is_told_with_its_noun_once(get: Get) -> None:
    """Also to those who hear the page."""
    page = get("/counts?q=protein&by=speaker")
    rolls = "//section[@aria-labelledby='roll']//li/p[1]"
    told = page.words(f"//table//a[span[@class='hidden']] | {rolls}//a[span[@class='hidden']]")
    assert any(each.startswith("1 match of ") for each in told)
    assert any(" matches of " in each for each in told)
    for each in told:
        assert each.count("match") == 1, each
        assert each.startswith("1 match of ") == (each.split()[0] == "1"), each
    rolled = page.words(rolls)
    assert rolled
    assert all(each.count(" match") == 1 for each in rolled)
