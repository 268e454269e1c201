"""The page of figures: what is counted, as charts, as a map, and as the tables that say the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from movement import addresses
from movement.render.drawing import Drawn, Page, Studio
from movement.render.pages import charts, landings
from movement.render.pages.charts import Column, Ground, Step
from movement.render.pages.landings import PLACES, SECTORS, TOPICS, Axis
from movement.render.pages.tallies import MEASURES, UNKNOWN, Measure, Tally, tally
from movement.schema import COLLECTIONS
from movement.schema.vocabulary import Unit, UnitLevel
from movement.vietnamese import sort_key

PATH = "con-so/"
TITLE = "Con số"
INTRO = "Phong trào qua những gì đã đăng trên trang này: bao nhiêu, từ năm nào, ở đâu, về việc gì."
YEARS = 20
"""How many years stand alone; those before them share a column, so that the page stays as heavy as it is."""
SEVERAL = "Một bản ghi thuộc nhiều {axis} được đếm ở từng {axis}, nên các dòng cộng lại có thể lớn hơn tổng số."

Path = Callable[[Measure, str], str]
"""The list that a number leads to, by what is counted and where; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table: its bar in hundredths of the longest in the column, and the list it leads to."""

    measure: Measure
    count: int
    share: int
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, one cell a measure."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One measure as columns, or as shades of the map."""

    measure: Measure
    total: int
    columns: tuple[Column, ...] = ()
    shades: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    """Unit id → name, number, shade."""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One way to divide what is counted: its charts, and the table."""

    id: str
    title: str
    notes: tuple[str, ...]
    head: str
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...] = ()
    ground: Ground | None = None


def pages(studio: Studio, newest: datetime.date) -> Iterator[Page]:
    """The page of figures; `newest` is the day the data reach to."""
    found = tally(studio.library)
    yield Page(PATH, PATH, studio.shows(PATH, newest, *found.lines()), lambda: _draw(studio, found, newest), searched=(TITLE, INTRO))


def _draw(studio: Studio, found: Tally, newest: datetime.date) -> Drawn:
    figures = (_by_year(found), _by_place(studio, found), _by_term(studio, found, SECTORS), _by_term(studio, found, TOPICS))
    totals = [(measure, found.totals[measure.name], f"{COLLECTIONS[measure.collection].path}/") for measure in MEASURES]
    content = studio.template("figures.html", title=TITLE, intro=INTRO, newest=newest, totals=totals, figures=figures)
    return Drawn(TITLE, INTRO, content, contents=True)


def _by_year(found: Tally) -> Figure:
    years = sorted({int(year) for counts in found.years.values() for year in counts if year != UNKNOWN})
    first = max(years[0], years[-1] - YEARS + 1) if years else 0
    alone = [str(year) for year in range(first, years[-1] + 1)] if years else []
    early = [str(year) for year in years if year < first]
    before = [f"Trước {first}"] if early else []
    known = {measure.name: _years_of(found, measure, alone, early, before) for measure in MEASURES}
    counts = {name: {**divided, UNKNOWN: found.years[name][UNKNOWN]} for name, divided in known.items()}

    def path(measure: Measure, year: str) -> str:
        return addresses.year_path(measure.collection, year) if measure.by_year and year in alone else ""

    drawn = [Chart(measure, sum(known[measure.name].values()), tuple(charts.columns(known[measure.name]))) for measure in MEASURES]
    notes = (
        f"Năm sớm nhất là {years[0]}; thứ chưa rõ năm chỉ có trong bảng, không có cột." if years else "Chưa có năm nào được ghi.",
        "Cột cao ở năm gần đây không có nghĩa là phong trào mạnh lên: trang mới ghi được một phần, việc mới lại dễ tìm nguồn hơn việc cũ.",
    )
    labels = [(label, label) for label in (*before, *alone, UNKNOWN)]
    return Figure("theo-nam", "Theo năm", notes, "Năm", _rows(labels, counts, path), tuple(chart for chart in drawn if chart.total))


def _years_of(found: Tally, measure: Measure, alone: Sequence[str], early: Sequence[str], before: Sequence[str]) -> dict[str, int]:
    counts = found.years[measure.name]
    return {**dict.fromkeys(before, sum(counts[year] for year in early)), **{year: counts[year] for year in alone}}


def _by_place(studio: Studio, found: Tally) -> Figure:
    units = studio.library.vocabularies["units"].values()
    provinces = {unit.id: unit for unit in sorted(units, key=lambda unit: sort_key(unit.name)) if unit.is_todays_province}
    whole = [(unit.id, "Cả nước") for unit in units if unit.level is UnitLevel.COUNTRY]
    terms = [*((unit.id, unit.name) for unit in provinces.values()), *whole, (UNKNOWN, "Chưa ghi địa bàn")]
    counts = _counts(found, PLACES, terms)
    ground = charts.ground({unit.id: unit.name for unit in provinces.values()})
    drawn = [_map(measure, provinces, counts[measure.name]) for measure in MEASURES]
    notes = (
        "Đếm theo tỉnh, thành phố hiện nay; nơi ghi tên cũ được tính vào đơn vị kế tiếp.",
        SEVERAL.format(axis="tỉnh"),
        "Số 0 nghĩa là trang chưa ghi được gì ở đó, không phải là ở đó không có gì.",
    )
    rows = _rows(terms, counts, _paths(found, PLACES))
    shown = tuple(chart for chart in drawn if chart.total) if ground else ()
    return Figure("theo-dia-ban", "Theo tỉnh, thành phố", notes, "Tỉnh, thành phố", rows, shown, ground)


def _map(measure: Measure, provinces: Mapping[str, Unit], counts: Mapping[str, int]) -> Chart:
    most = max((counts[unit] for unit in provinces), default=0)
    shades = {unit: (province.name, counts[unit], charts.shade(counts[unit], most)) for unit, province in provinces.items()}
    return Chart(measure, sum(counts[unit] for unit in provinces), shades=shades, steps=tuple(charts.legend(most)))


def _by_term(studio: Studio, found: Tally, axis: Axis) -> Figure:
    names = {SECTORS: "sectors", TOPICS: "topics"}
    terms = [(term.id, term.name) for term in studio.library.vocabularies[names[axis]].values()]
    terms.append((UNKNOWN, f"Chưa xếp {axis.title.lower()}"))
    title = f"Theo {axis.title.lower()}"
    notes = (SEVERAL.format(axis=axis.title.lower()), "Điểm áp dụng được xếp theo mô hình của nó.")
    return Figure(f"theo-{axis.path.strip('/')}", title, notes, axis.title, _rows(terms, _counts(found, axis, terms), _paths(found, axis)))


def _counts(found: Tally, axis: Axis, terms: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    return {measure.name: {term: found.terms[measure.name][axis.path, term] for term, _ in terms} for measure in MEASURES}


def _paths(found: Tally, axis: Axis) -> Path:
    def path(measure: Measure, term: str) -> str:
        length = found.listed[measure.collection][axis.path, term]
        return landings.path_within(f"{axis.path}{term}/", measure.collection, length) if term != UNKNOWN else ""

    return path


def _rows(terms: Sequence[tuple[str, str]], counts: Mapping[str, Mapping[str, int]], path: Path) -> tuple[Row, ...]:
    """A row for each (id, label); bars are as long as their share of the largest number of the measure."""
    most = {measure.name: max(counts[measure.name].values(), default=0) for measure in MEASURES}

    def cell(measure: Measure, term: str) -> Cell:
        count = counts[measure.name][term]
        return Cell(measure, count, charts.share(count, most[measure.name]), path(measure, term) if count else "")

    return tuple(Row(label, tuple(cell(measure, term) for measure in MEASURES)) for term, label in terms)
