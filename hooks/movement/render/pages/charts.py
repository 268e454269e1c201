"""The geometry of charts: numbers become bars, columns and shades; templates draw them as SVG beside the same numbers in a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from movement.vietnamese import slug

MAP = Path(__file__).with_name("vietnam_map.json")
WIDTH, HEIGHT = 360, 150
"""A column chart in SVG units: about the CSS pixels of a narrow phone."""
TOP, BOTTOM = 18, 18
SHADES = 4
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart, in SVG units, and the number over it."""

    x: float
    y: float
    width: float
    height: float
    count: int
    label: str
    """What stands below it; "" where there is no room."""


def columns(counts: Mapping[str, int]) -> list[Column]:
    """One column for each label, in their order."""
    step = WIDTH / max(1, len(counts))
    most = max(counts.values(), default=0) or 1
    every = -(-len(counts) // MOST_LABELS)
    found = []
    for place, (label, count) in enumerate(counts.items()):
        height = round((HEIGHT - TOP - BOTTOM) * count / most, 1)
        # Counted from the newest, so that the last column always has its label.
        shown = label if (len(counts) - 1 - place) % every == 0 else ""
        width = round(min(step * 0.8, 28), 1)
        found.append(Column(round(step * place + (step - width) / 2, 1), HEIGHT - BOTTOM - height, width, height, count, shown))
    return found


def share(count: int, most: int) -> int:
    """The length of a bar in hundredths; what is counted at all can be seen."""
    return max(2, round(100 * count / most)) if count else 0


def shade(count: int, most: int) -> int:
    """0 for nothing, then 1 to SHADES, darker for more."""
    return -(-SHADES * count // most) if count else 0


@dataclass(frozen=True, slots=True)
class Step:
    """A shade of a map, and the numbers that have it."""

    shade: int
    low: int
    high: int


def legend(most: int) -> list[Step]:
    """The shades that occur for counts up to `most`."""
    bounds = [most * step // SHADES for step in range(SHADES + 1)]
    steps = [Step(step, bounds[step - 1] + 1, bounds[step]) for step in range(1, SHADES + 1)]
    return [Step(0, 0, 0), *(step for step in steps if step.low <= step.high)]


@dataclass(frozen=True, slots=True)
class Shape:
    """A province on the map: its outline, and where its number stands, in SVG units."""

    unit: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Frame:
    """An archipelago, which lies too far away for a phone: where it is drawn, in SVG units, and its islands."""

    name: str
    x: int
    y: int
    width: int
    height: int
    path: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The map's outlines."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    frames: tuple[Frame, ...]


def ground(names: Mapping[str, str]) -> Ground | None:
    """The map of these provinces (unit id → name), None when they are not those of Việt Nam."""
    drawn = json.loads(MAP.read_text("utf-8"))
    units = {slug(name): unit for unit, name in names.items()}
    if not set(drawn["provinces"]) <= set(units):
        return None
    shapes = tuple(Shape(units[name], shape["path"], shape["x"], shape["y"]) for name, shape in drawn["provinces"].items())
    return Ground(drawn["width"], drawn["height"], shapes, tuple(Frame(**frame) for frame in drawn["frames"]))
