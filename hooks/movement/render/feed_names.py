"""The names of feeds in addresses: those of collections are fixed, the others are the ids of sectors, topics and today's provinces."""

from __future__ import annotations

from collections.abc import Mapping

from movement.link import Library
from movement.record import Record

EVERYTHING = "tat-ca"
BROADCASTS = "ban-tin-loa"
OF_COLLECTION = {
    "news": "tin-tuc",
    "directives": "van-ban",
    "models": "mo-hinh",
    "commendations": "khen-thuong",
    "exemplars": "dien-hinh",
    "materials": "tai-lieu",
    "standards": "tieu-chuan",
}
SECTOR, TOPIC, PROVINCE = "linh-vuc", "chu-de", "dia-ban"
Term = tuple[str, str]
"""What divides records, SECTOR, TOPIC or PROVINCE, and an id in it."""
Names = Mapping[Term, str]


def feed_names(library: Library) -> Names:
    """The name of the feed of every sector, topic and province: its id, with what it is before it where that name is taken."""
    taken = {EVERYTHING, BROADCASTS, *OF_COLLECTION.values()}
    names: dict[Term, str] = {}
    provinces = (unit.id for unit in library.vocabularies["units"].values() if unit.is_todays_province)
    for kind, ids in ((SECTOR, library.vocabularies["sectors"]), (TOPIC, library.vocabularies["topics"]), (PROVINCE, provinces)):
        for term in ids:
            name = term
            while name in taken:
                name = f"{kind}-{name}"
            taken.add(name)
            names[kind, term] = name
    return names


def terms_of(library: Library, record: Record) -> list[Term]:
    """The sectors, topics and provinces whose feeds tell of a record."""
    data = record.data
    provinces = ((PROVINCE, unit.id) for unit in library.provinces(record) if unit.is_todays_province)
    return [*((SECTOR, sector) for sector in data.sectors), *((TOPIC, topic) for topic in data.topics), *provinces]


def names_for(library: Library, record: Record, names: Names) -> tuple[str, ...]:
    """The names of the feeds of a record's sectors, topics and provinces."""
    return tuple(names[term] for term in dict.fromkeys(terms_of(library, record)) if term in names)
