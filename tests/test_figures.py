"""The page of figures: charts and map say what their tables say, and every number is the length of the list it leads to."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from movement.render.pages import charts
from project import Project
from site_reader import Page, Site, words

MEASURES = ("Mô hình", "Điểm áp dụng", "Khen thưởng", "Văn bản")


@pytest.fixture(scope="module")
def figures(starter: Site) -> Page:
    """The page of the real records."""
    return starter["con-so/"]


def numbers(page: Page, section: str) -> dict[str, list[int]]:
    """The table of a section: the numbers of each row."""
    rows = page.tree.xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")
    return {words(row[0]): [int(words(cell).replace(".", "")) for cell in row[1:]] for row in rows}


def texts(page: Page, section: str, place: int, name: str) -> list[str]:
    """The numbers drawn in one chart of a section."""
    chart = page.tree.xpath(f"//section[@aria-labelledby='{section}']//figure")[place]
    return [words(text) for text in chart.xpath(f".//*[local-name()='text'][contains(concat(' ', @class, ' '), ' {name} ')]")]


def test_the_charts_over_years_say_what_the_table_says(figures: Page) -> None:
    table = numbers(figures, "theo-nam")
    for place in range(len(MEASURES)):
        drawn = [int(text) for text in texts(figures, "theo-nam", place, "chart__number")]
        assert drawn == [row[place] for label, row in table.items() if row[place] and label != "Chưa rõ"]


def test_the_maps_say_what_the_table_says(figures: Page) -> None:
    table = {label: row for label, row in numbers(figures, "theo-dia-ban").items() if label not in ("Cả nước", "Chưa ghi địa bàn")}
    assert len(table) == 34
    for place in range(len(MEASURES)):
        svg = figures.tree.xpath("//section[@aria-labelledby='theo-dia-ban']//figure")[place]
        shown = dict(title.text.rsplit(": ", 1) for title in svg.xpath(".//*[local-name()='use']/*[local-name()='title']"))
        assert shown == {label: str(row[place]) for label, row in table.items()}
        drawn = Counter(texts(figures, "theo-dia-ban", place, "map__number"))
        assert drawn == Counter(str(row[place]) for row in table.values() if row[place])


def test_both_archipelagos_are_on_every_map(figures: Page) -> None:
    maps = figures.tree.xpath("//*[local-name()='svg'][contains(@class,'map')]")
    assert len(maps) == len(MEASURES)
    for drawn in maps:
        assert "Quần đảo Hoàng Sa" in words(drawn) and "Quần đảo Trường Sa" in words(drawn)
        assert all(path.get("d") for path in drawn.xpath(".//*[@class='map__islands']"))


def test_every_chart_has_a_name_and_no_colour_says_what_words_do_not(figures: Page) -> None:
    for drawn in figures.tree.xpath("//*[local-name()='svg'][@role='img']"):
        assert figures.tree.get_element_by_id(drawn.get("aria-labelledby")).text.strip()
    assert not figures.tree.xpath("//article//@style")


def test_a_number_is_as_long_as_the_list_it_leads_to(figures: Page, starter: Site) -> None:
    followed = 0
    for cell in figures.tree.xpath("//table[@class='figures']//td[a]"):
        (target,) = [link.partition("#") for link in Page(figures.path, cell).links(".//a")]
        page = starter[target[0]]
        if target[2]:
            shown = int(words(page.tree.xpath(f"//h2[@id='{target[2]}']/*[@class='count']")[0]))
        else:
            shown = int(re.search(r"([\d.]+) mục", page.text)[1].replace(".", ""))  # type: ignore[index]  # lists say how long they are
        # The number of points leads to their models; a cancelled commendation is listed but not counted.
        place = list(cell.getparent()).index(cell) - 1
        assert shown == int(words(cell)) or MEASURES[place] in ("Điểm áp dụng", "Khen thưởng"), target
        followed += 1
    assert followed > 50


def test_totals_are_those_of_the_lists(figures: Page, starter: Site) -> None:
    for item in figures.tree.xpath("//ul[contains(@class,'totals')]/li"):
        (link,) = Page(figures.path, item).links(".//a")
        if "Điểm áp dụng" not in words(item):
            assert words(item).split()[0] == re.search(r"([\d.]+) mục", starter[link].text)[1]  # type: ignore[index]  # lists say how long they are


def test_what_is_cancelled_hidden_withdrawn_or_a_draft_is_not_counted(base: Site) -> None:
    page = base["con-so/"]
    totals = {
        words(item.xpath("./strong")[0]): words(item.xpath("./a")[0]) for item in page.tree.xpath("//ul[contains(@class,'totals')]/li")
    }
    assert totals == {"Mô hình:": "1", "Điểm áp dụng:": "2", "Khen thưởng:": "1", "Văn bản:": "3"}


def test_a_country_of_other_provinces_has_no_map_but_its_table(base: Site) -> None:
    page = base["con-so/"]
    assert not page.tree.xpath("//*[local-name()='svg'][contains(@class,'map')]")
    assert "An Lạc" in numbers(page, "theo-dia-ban")


def test_the_page_is_light(starter_build: tuple[Project, str]) -> None:
    assert (starter_build[0].site / "con-so/index.html").stat().st_size < 160_000


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 7, 9, 100])
def test_every_number_has_the_shade_that_the_legend_gives_it(most: int) -> None:
    steps = charts.legend(most)
    for count in range(most + 1):
        (step,) = [step for step in steps if step.low <= count <= step.high]
        assert charts.shade(count, most) == step.shade


def test_many_years_leave_room_for_their_labels() -> None:
    drawn = charts.columns({str(year): year % 7 for year in range(2000, 2026)})
    assert drawn[-1].label == "2025" and sum(bool(column.label) for column in drawn) <= charts.MOST_LABELS
    assert all(column.x >= 0 and column.x + column.width <= charts.WIDTH for column in drawn)
