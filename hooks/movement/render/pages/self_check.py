"""The self-check of a standard: which kinds of unit it asks, which of them it leaves out, what is asked of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from movement.addresses import ROOT
from movement.law.clause_names import said
from movement.link import Library
from movement.record import Record
from movement.render.duties import AnchorOf, roles_in, schedule_of
from movement.schema.directive import WIDER_ROLES
from movement.schema.standard import ScheduleItem, Standard, clauses_of

SCRIPT = f'<script src="{ROOT}assets/self-check.js" defer></script>'
"""What the page needs besides the scripts of every page."""
SECTOR_OF_ROLE = {"co-quan": "agency", "doanh-nghiep": "enterprise", "nha-truong": "school", "khu-dan-cu": "residential"}
NOT_COVERED = "ngoai-dien"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit that a reader may choose; `clause` and `path` say where a standard leaves it out."""

    id: str
    name: str
    excluded: bool = False
    clause: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An item of the yearly schedule, with its anchor and the sectors that it names; none means all."""

    id: str
    item: ScheduleItem
    sectors: tuple[str, ...]


def of(library: Library, record: Record, anchor_of: AnchorOf) -> dict[str, Any]:
    """What the page of a standard shows besides its fields."""
    places = places_in_source(record.data, anchor_of)
    return {"kinds": tuple(kinds(library, record.data, places)), "deadlines": tuple(deadlines(record)), "in_source": places}


def places_in_source(standard: Standard, anchor_of: AnchorOf) -> dict[str, str]:
    """For each clause that a standard names, what leads to it on the page of the text behind it: `#dieu-6`, "" where it has none."""
    source = standard.based_on[0] if standard.based_on else ""
    anchors = {clause: anchor_of(source, clause) for _, clause in clauses_of(standard)}
    return {clause: f"#{anchor}" if anchor else "" for clause, anchor in anchors.items()}


def kinds(library: Library, standard: Standard, places: Mapping[str, str]) -> Iterator[Kind]:
    """The sectors that a standard applies to, then what it leaves out, each kind by its own name where the data tell them."""
    terms = library.vocabularies["sectors"]
    for sector in standard.applies_to:
        if sector in terms:
            yield Kind(sector, terms[sector].name)
    source = library.records.get(f"directives/{standard.based_on[0]}") if standard.based_on else None
    for exclusion in standard.exclusions:
        clause = f"{said(exclusion.clause)} " if exclusion.clause else ""
        words = f"{clause}{source.data.kind.label} {source.data.number}" if source else clause.strip()
        path = f"{source.path}{places.get(exclusion.clause or '', '')}" if source else ""
        yield Kind(exclusion.id, exclusion.name, True, words, path)
    if standard.excludes and not standard.exclusions:
        yield Kind(NOT_COVERED, "Nơi thuộc diện không áp dụng", True)


def deadlines(record: Record) -> Iterator[Deadline]:
    """The yearly schedule of a standard."""
    for name, item in schedule_of(record):
        roles = roles_in(item.who)
        sectors = (SECTOR_OF_ROLE.get(WIDER_ROLES.get(role, role)) for role in roles)
        yield Deadline(name, item, tuple(sector for sector in sectors if sector))
