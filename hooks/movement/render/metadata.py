"""What machines read of a page: JSON-LD in schema.org's terms, and the dates that Open Graph knows of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from movement.link import Library
from movement.record import Record
from movement.render.cards import Card
from movement.render.drawing import Studio
from movement.render.layout import escape, json_script
from movement.schema.commendation import Commendation
from movement.schema.directive import Directive, ForceState
from movement.schema.exemplar import Exemplar
from movement.schema.news import News

CONTEXT = "https://schema.org"
TYPES = {
    "directives": "Legislation",
    "models": "CreativeWork",
    "exemplars": "Article",
    "commendations": "Article",
    "news": "NewsArticle",
    "materials": "CreativeWork",
    "standards": "CreativeWork",
}
FORCE = {
    ForceState.IN_FORCE: "https://schema.org/InForce",
    ForceState.PARTLY_EXPIRED: "https://schema.org/PartiallyInForce",
    ForceState.EXPIRED: "https://schema.org/NotInForce",
    ForceState.NOT_YET: "https://schema.org/NotInForce",
}
RELATIONS = {
    "based_on": "legislationApplies",
    "implements": "legislationEnsuresImplementationOf",
    "amends": "legislationAmends",
    "replaces": "legislationRepeals",
    "repeals": "legislationRepeals",
    "cites": "citation",
}
"""A relation of a directive as schema.org calls it; it has no word for the others. Source: https://schema.org/Legislation."""
LICENCES = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/"}
HEADLINE = 110
"""Characters of a headline that search engines show."""

Thing = dict[str, Any]


def head_of(studio: Studio, record: Record, card: Card) -> str:
    """The head elements of a record's page."""
    crumbs = breadcrumbs(studio, (("Trang chủ", ""), (record.kind.title, f"{record.kind.path}/"), (record.data.title, record.path)))
    return _article_dates(record.data) + script(_about(studio, record, card), crumbs)


def script(*things: Thing) -> str:
    """Things as JSON-LD, without what is not known."""
    known = [{name: value for name, value in thing.items() if value not in (None, [], "")} for thing in things]
    return f'<script type="application/ld+json">{json_script(known)}</script>'


def breadcrumbs(studio: Studio, steps: Sequence[tuple[str, str]]) -> Thing:
    """The way to a page, (name, path) each."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": studio.where.absolute(path)}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def publisher(studio: Studio) -> Thing:
    """Who stands behind the site; a government body only where the settings say so."""
    site = studio.library.site
    kind = "GovernmentOrganization" if site.publisher.official else "Organization"
    logo = {"@type": "ImageObject", "url": studio.where.absolute(studio.site_card)}
    return {"@type": kind, "name": site.publisher.name, "url": studio.where.site_url, "logo": logo}


def website(studio: Studio, description: str) -> str:
    """The site itself and who stands behind it, for its home page."""
    find = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{studio.where.absolute('tim-kiem/')}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    site = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": studio.site_name,
        "description": description,
        "url": studio.where.absolute(""),
        "inLanguage": "vi",
        "potentialAction": find,
    }
    return script(site, {"@context": CONTEXT, **publisher(studio)}, *_services(studio))


def _services(studio: Studio) -> Iterator[Thing]:
    """The official numbers for reports, which every page shows."""
    for hotline in studio.library.site.hotlines:
        if hotline.value.isdigit():
            phone = {"@type": "ContactPoint", "telephone": hotline.value, "contactType": hotline.label}
            yield {
                "@context": CONTEXT,
                "@type": "GovernmentService",
                "name": hotline.label,
                "description": hotline.note,
                "areaServed": {"@type": "Country", "name": "Việt Nam"},
                "availableChannel": {"@type": "ServiceChannel", "servicePhone": phone},
            }


def _article_dates(data: Any) -> str:
    dates = {"article:published_time": data.published, "article:modified_time": data.updated}
    return "".join(f'<meta property="{name}" content="{escape(day.isoformat())}">' for name, day in dates.items() if day)


def _about(studio: Studio, record: Record, card: Card) -> Thing:
    data = record.data
    address = studio.where.absolute(record.path)
    image = getattr(data, "image", None) or studio.share_card(record).path
    thing = {
        "@context": CONTEXT,
        "@type": TYPES[record.collection],
        "@id": address,
        "url": address,
        "name": data.title,
        "description": card.summary,
        "image": [studio.where.absolute(image)],
        "inLanguage": "vi",
        "about": _named("Thing", (term.name for term in _terms(studio.library, "topics", data.topics))),
        "audience": [{"@type": "Audience", "audienceType": audience.label} for audience in data.audiences],
        "spatialCoverage": _named("AdministrativeArea", (unit.full_name for unit in _terms(studio.library, "units", data.units))),
    }
    if isinstance(data, Directive):
        # The official text is not ours: what we published and when is said of the page.
        return thing | {"mainEntityOfPage": {"@type": "WebPage", "url": address, **_ours(studio, data)}} | _legislation(studio, record)
    return thing | {"mainEntityOfPage": address, "headline": _headline(data.title)} | _ours(studio, data) | _particulars(studio, data)


def _ours(studio: Studio, data: Any) -> Thing:
    """Who published a text of this site, when, on which sources and for which use."""
    changed = data.updated or data.published
    known = {
        "datePublished": data.published.isoformat() if data.published else None,
        "dateModified": changed.isoformat() if changed else None,
        "publisher": publisher(studio),
        "license": LICENCES.get(studio.library.site.licence or ""),
        "isBasedOn": [source.url for source in data.sources],
    }
    return {name: value for name, value in known.items() if value}


def _headline(title: str) -> str:
    return title if len(title) <= HEADLINE else title[: HEADLINE - 1].rpartition(" ")[0] + "…"


def _terms(library: Library, vocabulary: str, ids: Sequence[str]) -> list[Any]:
    return [entry for entry in map(library.vocabularies[vocabulary].get, ids) if entry]


def _named(kind: str, names: Iterable[str]) -> list[Thing]:
    return [{"@type": kind, "name": name} for name in names]


def _organisation(library: Library, organisation_id: str | None) -> Thing | None:
    found = library.organisation(organisation_id)
    return {"@type": "Organization", "name": found.name} if found else None


def _particulars(studio: Studio, data: Any) -> Thing:
    """What an article has besides: an author, and for a commendation the day of the award."""
    if isinstance(data, Commendation):
        awarded = data.decision.signed_on or data.awarded_on
        return {"author": publisher(studio), "temporalCoverage": awarded.isoformat() if awarded else None}
    return {"author": publisher(studio)} if isinstance(data, News | Exemplar) else {}


def _legislation(studio: Studio, record: Record) -> Thing:
    data = record.data
    known = studio.library.records
    links: dict[str, list[Thing]] = {}
    for relation, name in RELATIONS.items():
        for target in (known.get(f"directives/{key}") for key in getattr(data.relations, relation)):
            if target:
                address = studio.where.absolute(target.path)
                links.setdefault(name, []).append({"@type": "Legislation", "@id": address, "name": target.data.title, "url": address})
    files = [{"@type": "MediaObject", "name": file.title, "contentUrl": studio.where.site_url + file.path} for file in data.attachments]
    return {
        "legislationIdentifier": data.number,
        "alternateName": list(data.number_aliases),
        "legislationType": data.kind.label,
        "legislationDate": data.signed_on.isoformat() if data.signed_on else None,
        "legislationDateOfApplicability": data.effective_on.isoformat() if data.effective_on else None,
        "legislationLegalForce": FORCE.get(studio.library.standings[record.id].state),
        "legislationPassedBy": _organisation(studio.library, data.issuer),
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": "Việt Nam"},
        "associatedMedia": files,
        **links,
    }
